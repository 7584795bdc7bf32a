/** What became of a promise once its days of grace are over: recorded once, before anything else is decided. */
import type { Instant } from '../../core/calendar/dates.ts';
import type { Situation } from '../../core/case/decide.ts';
import { oneStepHarsher } from '../../core/case/harsher.ts';
import type { EndOfPromise, Invoice, PromiseToPay } from '../../core/case/invoice.ts';
import { graceEnds, keptOrBroken, termsOf } from '../../core/case/promise.ts';
import { type Change, type ChangeType, change } from '../../core/case/transition.ts';
import { Fault } from '../../core/fault.ts';
import type { Ledger, Loaded, Write } from '../../core/ports.ts';

type End = Exclude<EndOfPromise, 'withdrawn'>;

const TYPES = {
  kept: 'promise.kept',
  'partly-kept': 'promise.partly-kept',
  broken: 'promise.broken',
} as const satisfies Record<End, ChangeType>;

/** Whether one was recorded. Money on its way may keep it yet, so nothing is said meanwhile. */
export async function recordPromiseEnd(
  ledger: Ledger,
  { situation }: Pick<Loaded, 'situation'>,
  now: Instant,
): Promise<boolean> {
  const { invoice, customer, policy } = situation;
  const { promise, caseState, inFlight } = invoice;
  if (!promise || caseState === 'closed' || inFlight.length > 0) return false;
  if (now < graceEnds(promise, termsOf(policy), customer.timeZone)) return false;
  const made = endOf(situation, promise, now);
  const committed = await ledger.commit([{ kind: 'change', change: made }, ...promiseLine(made)]);
  if (!committed.ok)
    throw new Fault('StepUnavailable', 'expected the case unchanged while a promise ended, found it changed');
  return true;
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

/** The report's line about a promise that ends with the change, if one does: also with the payment that keeps it. */
export function promiseLine({ before, after }: Change): readonly Write[] {
  const ended = after.lastPromise;
  if (!ended || ended.at === before.lastPromise?.at || ended.as === 'withdrawn') return [];
  const { creditorId, invoiceId, invoiceNumber, customerId, currency } = after;
  const amountMinor = before.promise?.amountMinor ?? before.promise?.owedMinor;
  return [
    {
      kind: 'journal',
      entry: {
        creditorId,
        kind: 'promise',
        id: `${invoiceId}-${after.version}`,
        at: ended.at,
        invoiceId,
        invoiceNumber,
        customerId,
        amountMinor,
        currency,
        reason: ended.as,
      },
    },
  ];
}
