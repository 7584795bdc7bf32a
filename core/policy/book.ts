/** A creditor's policies by version and its segments, as whoever publishes needs them. */
import type { Instant } from '../calendar/dates.ts';
import type { Policy } from './policy.ts';
import type { Segment } from './segment.ts';

export type PublishedVersion = {
  readonly policy: Policy;
  readonly isLive: boolean;
  /** Absent for those that the creditor was made with. */
  readonly publishedAt?: Instant | undefined;
  readonly publishedBy?: string | undefined;
};

export type PolicyBook = {
  /** Of one policy or of all, by id, the newest version first. */
  readonly versions: (creditorId: string, policyId?: string) => Promise<readonly PublishedVersion[]>;
  /** Writes the version and makes it live; false where it is taken, or another one than `seen` is live by now. */
  readonly publish: (
    creditorId: string,
    policy: Policy,
    input: { readonly seen: number | undefined; readonly at: Instant; readonly by: string },
  ) => Promise<boolean>;
  /** False where the segments are others than `before` by now. */
  readonly setSegments: (creditorId: string, before: readonly Segment[], after: readonly Segment[]) => Promise<boolean>;
};

/** The newest version whether live or not, and the live one. */
export function standingOf(versions: readonly PublishedVersion[]): {
  readonly next: number;
  readonly live: PublishedVersion | undefined;
} {
  const newest = Math.max(0, ...versions.map(({ policy }) => policy.version));
  return { next: newest + 1, live: versions.find(({ isLive }) => isLive) };
}
