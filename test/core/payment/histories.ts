/** Random histories of one invoice: snapshots and money, late, repeated and in any order. */
import fc from 'fast-check';
import { isOutgoing, type Payment } from '../../../core/payment/payment.ts';
import type { MoneyEvent } from '../../../core/payment/provider.ts';
import { aPayment } from '../../support/builders.ts';
import { type Books, dayAt, row, TOTAL } from './books.ts';

type Deed =
  | { readonly do: 'snapshot'; readonly day: number; readonly open: number; readonly names: readonly number[] }
  | {
      readonly do: 'erp';
      readonly id: number;
      readonly kind: Payment['kind'];
      readonly minor: number;
      readonly day: number;
    }
  | {
      readonly do: 'stripe';
      readonly id: number;
      readonly kind: MoneyEvent['kind'];
      readonly minor: number;
      readonly day: number;
    };

const id = fc.nat(4);
const day = fc.integer({ min: 0, max: 20 });
const minor = fc.integer({ min: 1, max: TOTAL });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant('snapshot' as const),
    day,
    open: fc.integer({ min: 0, max: TOTAL + 200 }),
    names: fc.uniqueArray(id, { maxLength: 3 }),
  }),
  fc.record({
    do: fc.constant('erp' as const),
    id,
    kind: fc.constantFrom('payment', 'credit', 'refund', 'chargeback'),
    minor,
    day,
  }),
  fc.record({
    do: fc.constant('stripe' as const),
    id,
    kind: fc.constantFrom('processing', 'succeeded', 'succeeded', 'failed', 'refunded', 'disputed', 'dispute-won'),
    minor,
    day,
  }),
);

const amountOf = (who: number): number => 137 * (who + 1);

export function carryOut(books: Books, it: Deed): void {
  switch (it.do) {
    case 'snapshot':
      books.push(
        row(
          it.day,
          it.open,
          it.names.map((name) => `P-${name}`),
        ),
      );
      break;
    case 'erp':
      books.pay(erpPayment(it));
      break;
    case 'stripe':
      books.tell(stripeEvent(it));
  }
}

function erpPayment({ id: who, kind, minor: amountMinor, day: on }: Extract<Deed, { do: 'erp' }>): Payment {
  return aPayment({
    paymentKey: `erp#P-${who}`,
    kind,
    amountMinor,
    unappliedMinor: isOutgoing(kind) ? 0 : amountMinor,
    meantFor: [{ invoiceId: 'INV-1', minor: amountMinor }],
    receivedAt: dayAt(on),
  });
}

function stripeEvent({ id: who, kind, minor: part, day: on }: Extract<Deed, { do: 'stripe' }>): MoneyEvent {
  const seen = { moneyId: `pi_${who}`, eventId: 'evt', at: dayAt(on), invoiceId: 'INV-1' };
  const amountMinor = amountOf(who);
  const taken = Math.min(part, amountMinor);
  switch (kind) {
    case 'failed':
      return { ...seen, kind };
    case 'refunded':
      return { ...seen, kind, totalMinor: taken, currency: 'GBP' };
    case 'disputed':
    case 'dispute-won':
      return { ...seen, kind, disputeId: `dp_${who}`, amountMinor: taken, currency: 'GBP' };
    default:
      return { ...seen, kind, amountMinor, currency: 'GBP' };
  }
}

/** In any order, each deed as often as it likes. */
export const history = fc
  .array(deed, { minLength: 1, maxLength: 15 })
  .chain((deeds) => fc.array(fc.constantFrom(...deeds), { minLength: deeds.length, maxLength: deeds.length * 2 }));
