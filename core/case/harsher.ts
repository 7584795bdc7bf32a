/** One step harsher after a broken promise: the mildest reminder ahead is left out, and what follows takes its day. */
import { type Instant, localClock } from '../calendar/dates.ts';
import { type Step, TONES } from '../policy/policy.ts';
import { dueDate, type InPlaceOf } from './invoice.ts';
import { type PathSituation, stepsAhead } from './steps.ts';

/** Undefined where no more serious reminder is ahead; none is reached this way above the policy's `startAtMost`. */
export function oneStepHarsher(situation: PathSituation, now: Instant): InPlaceOf | undefined {
  const { steps, startAtMost } = situation.policy;
  const due = dueDate(situation.invoice);
  if (due === null) return undefined;
  const highest = steps.findIndex(({ id }) => id === startAtMost);
  const ahead = stepsAhead(situation, due, localClock(now, situation.customer.timeZone).date);
  const place = ahead.findIndex((step) => step.action === 'remind' && step.at >= 0);
  const [mildest, ...others] = ahead.slice(place);
  const [next] = others;
  if (place < 0 || !mildest || !next) return undefined;
  const isReachable = others.some(
    (step) => isHarsher(step, mildest) && (highest < 0 || steps.indexOf(step) <= highest),
  );
  return isReachable ? { stepId: next.id, of: mildest.id } : undefined;
}

function isHarsher(step: Step, than: Step): boolean {
  if (step.action !== 'remind' || than.action !== 'remind') return false;
  return TONES.indexOf(step.template) > TONES.indexOf(than.template);
}
