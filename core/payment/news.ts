/** What a provider's event changes on the record of its money. Events may come late, twice and out of order. */
import { digestOf } from '../audit/chain.ts';
import type { Instant } from '../calendar/dates.ts';
import { isMoney, type Payment } from './payment.ts';
import type { MoneyEvent } from './provider.ts';
import { allocatedMinor } from './spread.ts';

type Paying = Extract<MoneyEvent, { readonly kind: 'processing' | 'succeeded' }>;

/** No currency is known of money of which only a failure or a refund has been heard. */
const NO_CURRENCY = 'XXX';

/** A record of money that has not been heard of before: version 0, no amount. */
export function blankPayment(event: MoneyEvent, creditorId: string, paymentKey: string, now: Instant): Payment {
  return {
    creditorId,
    paymentKey,
    kind: 'payment',
    amountMinor: 0,
    currency: 'currency' in event ? event.currency : NO_CURRENCY,
    receivedAt: event.at,
    seenAt: now,
    meantFor: [],
    knownAs: {},
    waitsFor: [],
    state: 'processing',
    allocations: [],
    unappliedMinor: 0,
    takenBack: {},
    reversedMinor: 0,
    digest: digestOf(paymentKey),
    version: 0,
  };
}

/** The record with the event's news on it; undefined where there are none. */
export function afterEvent(record: Payment, event: MoneyEvent, ownId: string): Payment | undefined {
  switch (event.kind) {
    case 'processing':
      return processing(record, event);
    case 'failed':
      return failed(record, event);
    case 'succeeded':
      return succeeded(record, event);
    case 'refunded': {
      const cause = event.moneyId === ownId ? 'refunds' : `refunds#${event.moneyId}`;
      return withTakenBack(record, cause, Math.max(event.totalMinor, record.takenBack[cause] ?? 0));
    }
    case 'disputed':
      return event.disputeId in record.takenBack
        ? undefined
        : withTakenBack(record, event.disputeId, event.amountMinor);
    case 'dispute-won':
      return withTakenBack(record, event.disputeId, 0);
  }
}

const isNew = ({ state, amountMinor, version }: Payment): boolean =>
  version === 0 || (state === 'processing' && amountMinor === 0);

/** Money on its way, unless it has come already or its failure is younger than this word. */
function processing(record: Payment, event: Paying): Payment | undefined {
  const isRetry = record.state === 'failed' && event.at > record.receivedAt;
  if (!isNew(record) && !isRetry) return withNames(record, event);
  return { ...record, ...sumsOf(event), state: 'processing', receivedAt: event.at, meantFor: namesOf(event, event) };
}

/** A failure is remembered where nothing else is known, for the word that the money is on its way may come late. */
function failed(record: Payment, event: MoneyEvent): Payment | undefined {
  const ends = record.state === 'processing' && (record.version === 0 || event.at >= record.receivedAt);
  return ends ? { ...record, state: 'failed', receivedAt: event.at } : undefined;
}

function succeeded(record: Payment, event: Paying): Payment | undefined {
  if (record.state !== 'processing' && record.state !== 'failed') return withNames(record, event);
  const sums = sumsOf(event);
  const named = withNames({ ...record, ...sums }, event) ?? { ...record, ...sums };
  return {
    ...named,
    unappliedMinor: event.amountMinor,
    receivedAt: event.at,
    method: record.method ?? event.method,
    state: 'received',
  };
}

/** Whom the money is for may be told late: an id of ours outweighs a number of the provider's, nothing moves what is applied. */
export function withNames(
  record: Payment,
  event: Pick<MoneyEvent, 'invoiceId' | 'invoiceNumber'>,
): Payment | undefined {
  const isApplied = record.meantFor.some(({ invoiceId }) => allocatedMinor(record, invoiceId) !== 0);
  const isKnown = record.meantFor.some(({ invoiceId }) => invoiceId === event.invoiceId);
  const names = namesOf(event, record);
  const outweighs = event.invoiceId !== undefined && !isKnown;
  if (isApplied || names.length === 0 || (record.meantFor.length > 0 && !outweighs)) return undefined;
  return { ...record, meantFor: names, state: isMoney(record) ? 'received' : record.state };
}

/** What was taken back before the money itself was heard of is kept until it is. */
export function withTakenBack(record: Payment, cause: string, minor: number): Payment | undefined {
  if (record.takenBack[cause] === minor) return undefined;
  const state = record.state === 'applied' ? 'received' : record.state;
  return { ...record, takenBack: { ...record.takenBack, [cause]: minor }, state };
}

const sumsOf = ({ amountMinor, currency }: Paying) => ({ amountMinor, currency });

function namesOf(
  { invoiceId, invoiceNumber }: Pick<MoneyEvent, 'invoiceId' | 'invoiceNumber'>,
  { amountMinor }: Pick<Payment, 'amountMinor'>,
): Payment['meantFor'] {
  const named = invoiceId ?? invoiceNumber;
  return named === undefined ? [] : [{ invoiceId: named, minor: amountMinor }];
}
