/** A promise to pay: which one is in force, when it has to be kept by, and what became of it. */
import { addDays, type Instant, instantAt, type LocalDate } from '../calendar/dates.ts';
import type { Customer } from '../contact/customer.ts';
import { type Policy, PROMISE_TERMS, type PromiseTerms } from '../policy/policy.ts';
import type { ClosedAs, EndOfPromise, Invoice, PromiseToPay } from './invoice.ts';

export const termsOf = ({ promises }: Pick<Policy, 'promises'>): PromiseTerms => promises ?? PROMISE_TERMS;

type Promised = Pick<Invoice, 'promise' | 'promisedOn' | 'lastPromise' | 'owedMinor' | 'acceptedAt'>;

/** The promise that stands. A row older than promises' own records knows the ERP's word only, which counts as long as nothing ended it. */
export function promiseOf(invoice: Promised): PromiseToPay | undefined {
  const { promise, promisedOn, lastPromise, owedMinor, acceptedAt } = invoice;
  if (promise || promisedOn === undefined || lastPromise?.on === promisedOn) return promise;
  return { on: promisedOn, owedMinor, by: 'erp', at: acceptedAt };
}

/** The end of the days of grace, on the customer's clock: from then on a promise is kept or broken. */
export function graceEnds({ on }: Pick<PromiseToPay, 'on'>, { graceDays }: PromiseTerms, timeZone: string): Instant {
  return instantAt(addDays(on, graceDays + 1), 0, timeZone);
}

/** After too many broken ones another promise is recorded, and not relied upon. */
export function isBelieved(
  { promisesBroken = 0 }: Pick<Invoice, 'promisesBroken'>,
  { mostBroken }: PromiseTerms,
): boolean {
  return promisesBroken < mostBroken;
}

/** What came of the promise by what is owed now: money received since it was made, against the amount promised. */
export function keptOrBroken(
  { amountMinor, owedMinor }: Pick<PromiseToPay, 'amountMinor' | 'owedMinor'>,
  owedNowMinor: number,
): Exclude<EndOfPromise, 'withdrawn'> {
  const received = owedMinor - owedNowMinor;
  if (owedNowMinor <= 0 || received >= (amountMinor ?? owedMinor)) return 'kept';
  return received > 0 ? 'partly-kept' : 'broken';
}

type ByErp = Pick<Invoice, 'promisedOn' | 'promise' | 'lastPromise'>;

/**
 * The ERP's word about a promise: a day it has not named before is a new promise, which supersedes any other; its
 * taking the day back ends what itself had told; its silence about what a colleague recorded means nothing.
 */
export function promiseByErp(
  promisedOn: LocalDate | undefined,
  before: Promised,
  { policy, customer }: { readonly policy: Policy; readonly customer: Pick<Customer, 'timeZone'> },
  now: Instant,
): ByErp {
  const { promise, lastPromise } = before;
  if (promisedOn === before.promisedOn || promisedOn === promise?.on) return { promisedOn, promise, lastPromise };
  if (promisedOn === undefined)
    return promise?.by === 'erp'
      ? { promisedOn, promise: undefined, lastPromise: { on: promise.on, as: 'withdrawn', at: now } }
      : { promisedOn, promise, lastPromise };
  const made = { on: promisedOn, owedMinor: before.owedMinor, by: 'erp', at: now };
  if (graceEnds(made, termsOf(policy), customer.timeZone) > now) return { promisedOn, promise: made, lastPromise };
  return { promisedOn, promise, lastPromise: { on: promisedOn, as: 'withdrawn', at: now } };
}

/** What the end of a case means for the promise on it: paid is kept; an invoice that is void or credited needs none. */
export function promiseClosed(invoice: Promised, closedAs: ClosedAs, at: Instant): Partial<ByErp> {
  const promise = promiseOf(invoice);
  if (!promise) return {};
  const as = closedAs === 'paid' ? 'kept' : 'withdrawn';
  return { promise: undefined, lastPromise: { on: promise.on, as, at } };
}
