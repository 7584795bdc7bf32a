/** The end of a promise whose days of grace are over, as one change of the invoice. */
import type { Instant } from '../calendar/dates.ts';
import type { Situation } from './decide.ts';
import { oneStepHarsher } from './harsher.ts';
import type { EndOfPromise, Invoice, PromiseToPay } from './invoice.ts';
import { graceEnds, keptOrBroken, termsOf } from './promise.ts';
import { type Change, type ChangeType, change } from './transition.ts';

type End = Exclude<EndOfPromise, 'withdrawn'>;

const TYPES = {
  kept: 'promise.kept',
  'partly-kept': 'promise.partly-kept',
  broken: 'promise.broken',
} as const satisfies Record<End, ChangeType>;

/** Undefined while it stands. Money on its way may keep it yet, so nothing is said meanwhile. */
export function promiseEnd(situation: Situation, now: Instant): Change | undefined {
  const { invoice, customer, policy } = situation;
  const { promise, caseState, inFlight } = invoice;
  if (!promise || caseState === 'closed' || inFlight.length > 0) return undefined;
  return now < graceEnds(promise, termsOf(policy), customer.timeZone) ? undefined : endOf(situation, promise, now);
}

/** A broken promise may cost the mildest reminder ahead: one record tells of both. */
function endOf(situation: Situation, promise: PromiseToPay, now: Instant): Change {
  const { invoice, policy } = situation;
  const end = keptOrBroken(promise, invoice.owedMinor);
  const instead = end === 'broken' && termsOf(policy).harsherWhenBroken ? oneStepHarsher(situation, now) : undefined;
  const patch: Partial<Invoice> = {
    promise: undefined,
    lastPromise: { on: promise.on, as: end, at: now },
    ...(end === 'broken' ? { promisesBroken: (invoice.promisesBroken ?? 0) + 1 } : {}),
    ...(instead ? { inPlaceOf: instead, stepsDone: [...invoice.stepsDone, instead.of] } : {}),
  };
  const data = {
    promisedOn: promise.on,
    promisedMinor: promise.amountMinor ?? promise.owedMinor,
    receivedMinor: Math.max(0, promise.owedMinor - invoice.owedMinor),
    owedMinor: invoice.owedMinor,
    broken: patch.promisesBroken,
    skipped: instead?.of,
  };
  return change(invoice, TYPES[end], patch, { at: now, by: 'execution', data });
}
