/** What publishing a document means: its version number, or nothing where the live version says the same. */
import { type PublishedVersion, standingOf } from './book.ts';
import type { Policy } from './policy.ts';

function versioned(policy: Policy, version: number, inFlight: Policy['inFlight']): Policy {
  const chosen = inFlight ?? policy.inFlight;
  return { ...policy, version, ...(chosen && { inFlight: chosen }) };
}

const sameDocument = (one: Policy, other: Policy): boolean =>
  JSON.stringify(sorted({ ...one, version: 0 })) === JSON.stringify(sorted({ ...other, version: 0 }));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sorted(field)]));
}

export type Plan = {
  readonly kind: 'publish' | 'unchanged';
  readonly policy: Policy;
  readonly seen: number | undefined;
};

/** The same document again publishes nothing, so that a pipeline may publish on every run. */
export function planOf(policy: Policy, versions: readonly PublishedVersion[], inFlight: Policy['inFlight']): Plan {
  const { next, live } = standingOf(versions);
  const made = versioned(policy, next, inFlight);
  const seen = live?.policy.version;
  return live && sameDocument(live.policy, made)
    ? { kind: 'unchanged', policy: live.policy, seen }
    : { kind: 'publish', policy: made, seen };
}
