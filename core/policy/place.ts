/** In which segment a customer is, and why, in words that finance reads. */
import type { Segment } from './segment.ts';
import { type Outcome, outcomesOf, type Subject } from './tests.ts';

export type Tried = { readonly segmentId: string; readonly holds: boolean; readonly words: string };

export type Place = {
  /** Absent where no segment is for the customer. */
  readonly segmentId?: string | undefined;
  readonly policyId: string;
  readonly why: string;
  /** The segments in their order, up to the one that won. */
  readonly tried: readonly Tried[];
};

type Creditor = { readonly segments: readonly Segment[]; readonly policyId: string };

/** The first segment whose conditions hold, unless a person pinned the customer to one; else the creditor's default. */
export function placeOf({ segments, policyId }: Creditor, subject: Subject): Place {
  const { pinnedSegmentId } = subject.customer;
  const pinned = segments.find(({ id }) => id === pinnedSegmentId);
  if (pinned) return { ...won(pinned), why: `A person pinned the customer to "${pinned.id}"`, tried: [] };
  const tried: Tried[] = [];
  for (const segment of segments) {
    const { holds, words } = outcomeOf(segment, subject);
    tried.push({ segmentId: segment.id, holds, words });
    if (holds) return { ...won(segment), why: `Matches "${segment.id}": ${words}`, tried };
  }
  const why =
    segments.length > 0 ? 'No segment is for the customer, so the default policy is' : 'There are no segments';
  return { policyId, why, tried };
}

const won = ({ id, policyId }: Segment): Pick<Place, 'segmentId' | 'policyId'> => ({ segmentId: id, policyId });

/** Of a segment that does not hold, what it fails by; of one that does, all that speaks for it. */
function outcomeOf({ tags, countries, when }: Segment, subject: Subject): Outcome {
  const outcomes = [...outcomesOf({ tags, countries }, subject), ...outcomesOf(when ?? {}, subject)];
  const failing = outcomes.filter(({ holds }) => !holds);
  if (failing.length > 0) return { holds: false, words: failing.map(({ words }) => words).join('; ') };
  const words = outcomes.map((outcome) => outcome.words).join('; ');
  return { holds: true, words: words || 'it asks for nothing in particular' };
}
