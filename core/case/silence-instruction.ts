/** What a person may say about an invoice that quiets it: a hold, a dispute, a promise, and the end of each. */
import { type Instant, localClock } from '../calendar/dates.ts';
import type { Customer } from '../contact/customer.ts';
import { formatAmount, parseAmount } from '../money/amount.ts';
import type { Policy } from '../policy/policy.ts';
import { untilOf } from './accept.ts';
import { disputeNow } from './asked.ts';
import { askedHold, isOver } from './hold.ts';
import type { Dispute, HoldKind, Invoice } from './invoice.ts';
import { graceEnds, isBelieved, promiseOf, termsOf } from './promise.ts';
import { type Change, type ChangeData, type ChangeType, change } from './transition.ts';

/** Days and amounts as people write them: `until` is a day (through it, on the customer's clock) or an instant. */
export type HoldWish = {
  readonly do: 'hold';
  readonly reason: string;
  readonly until?: string | undefined;
  readonly kind?: HoldKind | undefined;
  /** A hold that lasts longer already is left as it is. */
  readonly atLeast?: boolean | undefined;
};

export type SilenceWish =
  | HoldWish
  | { readonly do: 'lift' }
  | {
      readonly do: 'dispute';
      readonly reason: string;
      readonly amount?: string | undefined;
      readonly until?: string | undefined;
    }
  | { readonly do: 'settle' }
  | { readonly do: 'promise'; readonly on: string; readonly amount?: string | undefined }
  | { readonly do: 'withdraw' };

type Wish<D extends SilenceWish['do']> = Extract<SilenceWish, { readonly do: D }>;

/** `done` without a change: it stands already as it was asked for. `path` names the field that was refused. */
export type SilenceAnswer =
  | { readonly kind: 'done'; readonly change?: Change | undefined }
  | { readonly kind: 'refused'; readonly path?: string | undefined; readonly message: string };

export type Speaker = { readonly at: Instant; readonly by: string };
export type Surroundings = { readonly customer: Pick<Customer, 'timeZone'>; readonly policy: Policy };

/** The words of a reason stay on the row: audit records keep codes and figures only. */
export function instructSilence(
  invoice: Invoice,
  wish: SilenceWish,
  surroundings: Surroundings,
  speaker: Speaker,
): SilenceAnswer {
  switch (wish.do) {
    case 'hold':
      return hold(invoice, wish, surroundings, speaker);
    case 'dispute':
      return dispute(invoice, wish, surroundings, speaker);
    case 'promise':
      return promise(invoice, wish, surroundings, speaker);
    case 'lift':
      return invoice.hold || invoice.erpHold
        ? ended(invoice, 'hold.lifted', { hold: undefined, erpHold: undefined }, speaker)
        : { kind: 'done' };
    case 'settle':
      return invoice.dispute ? ended(invoice, 'dispute.settled', { dispute: undefined }, speaker) : { kind: 'done' };
    case 'withdraw':
      return withdraw(invoice, speaker);
  }
}

/** A case that waits without an execution for something other than a step (a hold, say) is due now; a step keeps its moment. */
export function dueAgain({ caseState, runStartedAt, nextStepId }: Invoice, now: Instant): Partial<Invoice> {
  const waitsAlone = caseState === 'open' && runStartedAt === undefined && nextStepId === undefined;
  return waitsAlone ? { dueAt: now } : {};
}

function ended(invoice: Invoice, type: ChangeType, patch: Partial<Invoice>, { at, by }: Speaker): SilenceAnswer {
  return { kind: 'done', change: change(invoice, type, { ...patch, ...dueAgain(invoice, at) }, { at, by }) };
}

function done(
  invoice: Invoice,
  { type, patch, data }: { readonly type: ChangeType; readonly patch: Partial<Invoice>; readonly data: ChangeData },
  { at, by }: Speaker,
): SilenceAnswer {
  return { kind: 'done', change: change(invoice, type, patch, { at, by, data }) };
}

function hold(
  invoice: Invoice,
  wish: HoldWish,
  { customer: { timeZone } }: Surroundings,
  speaker: Speaker,
): SilenceAnswer {
  const asked = askedHold(invoice.hold, wish, timeZone, speaker);
  if (asked.kind !== 'hold') return asked;
  const { until = null, kind } = asked.hold;
  const data = { held: true, until, kind };
  return done(invoice, { type: 'hold.placed', patch: { hold: asked.hold }, data }, speaker);
}

/** Minor units, or what is wrong with the amount; the whole is no amount. */
function partOf(invoice: Invoice, amount: string): number | string {
  const minor = parseAmount(amount, invoice.currency);
  if (typeof minor !== 'number') return minor.problem;
  if (minor > 0 && minor <= invoice.owedMinor) return minor;
  const owed = formatAmount(invoice.owedMinor, invoice.currency);
  return `expected an amount above zero and not above the ${owed} ${invoice.currency} that are owed, found "${amount}"`;
}

function dispute(
  invoice: Invoice,
  { reason, amount, until }: Wish<'dispute'>,
  { customer: { timeZone } }: Surroundings,
  { at, by }: Speaker,
): SilenceAnswer {
  const ends = untilOf(until, timeZone);
  if (ends !== undefined && ends <= at) return { kind: 'refused', path: 'until', message: isOver(until) };
  const known = disputeNow(invoice, at);
  if (known && isSame(known, invoice, { reason, amount, ends })) return { kind: 'done' };
  const part = amount === undefined ? undefined : partOf(invoice, amount);
  if (typeof part === 'string') return { kind: 'refused', path: 'amount', message: part };
  const made: Dispute = { reason, amountMinor: part, until: ends, by, at };
  const data = { disputedMinor: part, until: ends ?? null };
  return done(invoice, { type: 'dispute.opened', patch: { dispute: made }, data }, { at, by });
}

type Asked = { readonly reason: string; readonly amount: string | undefined; readonly ends: Instant | undefined };

/** Said again, also after a payment that left less than was disputed. */
function isSame(known: Dispute, { currency }: Invoice, { reason, amount, ends }: Asked): boolean {
  const minor = amount === undefined ? undefined : parseAmount(amount, currency);
  return known.reason === reason && known.until === ends && known.amountMinor === minor;
}

/** A new promise takes the place of the one before it, and the record says so. */
function promise(
  invoice: Invoice,
  { on, amount }: Wish<'promise'>,
  { customer: { timeZone }, policy }: Surroundings,
  { at, by }: Speaker,
): SilenceAnswer {
  const today = localClock(at, timeZone).date;
  if (on < today) {
    const message = `expected a day that is not over on the customer's calendar (${today} or later), found "${on}"`;
    return { kind: 'refused', path: 'on', message };
  }
  const before = promiseOf(invoice);
  const minor = amount === undefined ? undefined : parseAmount(amount, invoice.currency);
  if (before && before.on === on && before.amountMinor === minor) return { kind: 'done' };
  if (invoice.owedMinor <= 0)
    return { kind: 'refused', message: 'expected an invoice that is owed, found nothing owed' };
  const part = amount === undefined ? undefined : partOf(invoice, amount);
  if (typeof part === 'string') return { kind: 'refused', path: 'amount', message: part };
  const made = { on, amountMinor: part, owedMinor: invoice.owedMinor, by, at };
  const terms = termsOf(policy);
  const data = {
    promisedOn: on,
    promisedMinor: part,
    supersedes: before?.on,
    until: graceEnds(made, terms, timeZone),
    believed: isBelieved(invoice, terms) ? undefined : false,
  };
  return done(invoice, { type: 'promise.made', patch: { promise: made }, data }, { at, by });
}

function withdraw(invoice: Invoice, { at, by }: Speaker): SilenceAnswer {
  const promised = promiseOf(invoice);
  if (!promised) return { kind: 'done' };
  const patch: Partial<Invoice> = { promise: undefined, lastPromise: { on: promised.on, as: 'withdrawn', at } };
  return ended(invoice, 'promise.withdrawn', patch, { at, by });
}
