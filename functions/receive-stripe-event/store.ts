/** What a provider's event says of money, stored before it is answered: nothing is sent while it is on its way. */
import { digestOf } from '../../core/audit/chain.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import { change } from '../../core/case/transition.ts';
import { Fault } from '../../core/fault.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { ProviderEvent } from '../../core/payment/provider.ts';
import type { Ledger, Write } from '../../core/ports.ts';

export type Money = Exclude<ProviderEvent, { kind: 'ignored' }>;

const TRIES = 6;

/** `stored` also where the event says nothing new: the provider is answered 200 either way. */
export async function storeMoney(
  ledger: Ledger,
  creditorId: string,
  event: Money,
  now: Instant,
): Promise<'stored' | 'known'> {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await ledger.payment(creditorId, `stripe#${event.moneyId}`);
    const known =
      found?.state === 'same-money' && found.sameAs && takesBack(event)
        ? await ledger.payment(creditorId, found.sameAs)
        : found;
    const after = merge(known, event, creditorId, now);
    if (!after) return 'known';
    const writes: Write[] = [
      { kind: 'payment', before: known, after: { ...after, version: (known?.version ?? 0) + 1 } },
      ...(await flightWrites(ledger, after, now)),
    ];
    if ((await ledger.commit(writes)).ok) return 'stored';
  }
  throw new Fault('StepUnavailable', `expected to store money within ${TRIES} tries`);
}

const takesBack = ({ kind }: Money): boolean => kind === 'refunded' || kind === 'disputed' || kind === 'dispute-won';

/** The record with the event's news on it; undefined where there are none. Events may come late, twice and out of order. */
function merge(known: Payment | undefined, event: Money, creditorId: string, now: Instant): Payment | undefined {
  const record = known ?? blank(event, creditorId, now);
  switch (event.kind) {
    case 'processing':
      return known
        ? undefined
        : { ...record, ...sums(event), state: 'processing', meantFor: meantFor(event, event.amountMinor) };
    case 'failed':
      return known?.state === 'processing' ? { ...record, state: 'failed' } : undefined;
    case 'succeeded':
      return succeeded(record, event);
    case 'refunded':
      return withTakenBack(record, 'refunds', Math.max(event.totalMinor, record.takenBack.refunds ?? 0));
    case 'disputed':
      return event.disputeId in record.takenBack
        ? undefined
        : withTakenBack(record, event.disputeId, event.amountMinor);
    case 'dispute-won':
      return withTakenBack(record, event.disputeId, 0);
  }
}

function succeeded(
  record: Payment,
  event: Extract<Money, { readonly kind: 'processing' | 'succeeded' }>,
): Payment | undefined {
  const meant = record.meantFor.length > 0 ? record.meantFor : meantFor(event, event.amountMinor);
  const first = record.state === 'processing' || record.state === 'failed';
  if (record.state === 'same-money' || (!first && meant.length === record.meantFor.length)) return undefined;
  const rest = first ? { ...sums(event), unappliedMinor: event.amountMinor } : {};
  return {
    ...record,
    ...rest,
    meantFor: meant,
    receivedAt: first ? event.at : record.receivedAt,
    method: record.method ?? event.method,
    state: 'received',
  };
}

/** What was taken back before the money itself was heard of is kept until it is. */
function withTakenBack(record: Payment, cause: string, minor: number): Payment | undefined {
  if (record.takenBack[cause] === minor) return undefined;
  const state = record.state === 'applied' || record.state === 'same-money' ? 'received' : record.state;
  return { ...record, takenBack: { ...record.takenBack, [cause]: minor }, state };
}

const sums = ({ amountMinor, currency }: { readonly amountMinor: number; readonly currency: string }) => ({
  amountMinor,
  currency,
});

function meantFor({ invoiceId, invoiceNumber }: Money, minor: number): Payment['meantFor'] {
  const named = invoiceId ?? invoiceNumber;
  return named === undefined ? [] : [{ invoiceId: named, minor }];
}

function blank(event: Money, creditorId: string, now: Instant): Payment {
  return {
    creditorId,
    paymentKey: `stripe#${event.moneyId}`,
    kind: 'payment',
    amountMinor: 0,
    currency: 'currency' in event ? event.currency : 'USD',
    receivedAt: event.at,
    seenAt: now,
    meantFor: [],
    state: 'processing',
    allocations: [],
    unappliedMinor: 0,
    takenBack: {},
    reversedMinor: 0,
    digest: digestOf(event.moneyId),
    version: 0,
  };
}

/** Marks the matched invoices as in flight, or as no longer so; their decision changes with it. */
async function flightWrites(ledger: Ledger, payment: Payment, now: Instant): Promise<Write[]> {
  const invoices = await ledger.invoices(
    payment.creditorId,
    payment.meantFor.map(({ invoiceId }) => invoiceId),
  );
  return [...invoices.values()].flatMap((invoice): Write[] => {
    const others = invoice.inFlight.filter(({ paymentKey }) => paymentKey !== payment.paymentKey);
    const flying = payment.state === 'processing' || payment.state === 'received';
    const marked = others.length < invoice.inFlight.length;
    if (flying === marked || payment.amountMinor === 0) return [];
    const inFlight = flying ? [...others, { paymentKey: payment.paymentKey, since: now }] : others;
    const type = flying ? 'payment.received' : 'payment.failed';
    const data = { paymentKey: payment.paymentKey, state: payment.state };
    return [{ kind: 'change', change: change(invoice, type, { inFlight }, { at: now, by: 'stripe', data }) }];
  });
}
