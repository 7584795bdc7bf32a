/** What the books become: each invoice pushed on its date, each payment on the day it was paid, later states as later snapshots. */
import type { BookRow, DemoCustomer } from './books.ts';
import type { Deed, StripeEventType } from './deed.ts';

/** The ERP pushes its new invoices in the evening, and the bank's payments of a day before anybody is written to. */
export const PUSHED_AT = 'T18:00:00.000Z';
export const PAID_AT = 'T05:00:00.000Z';

const HOUR = 3_600_000;
const later = (at: string, hours: number): string => new Date(Date.parse(at) + hours * HOUR).toISOString();

export function deedsOfBooks(rows: readonly BookRow[], customers: ReadonlyMap<string, DemoCustomer>): readonly Deed[] {
  const paid = rows.filter(({ paidOn }) => paidOn !== undefined);
  return rows.flatMap((row) => {
    const customer = customers.get(row.xeroContactId);
    if (!customer) throw new Error(`expected a customer for ${row.invoiceNumber} in customers.json, found none`);
    const order = paid.indexOf(row);
    const byStripe = order % 3 === 2;
    return [
      ...snapshots(row, customer, byStripe),
      ...(row.paidOn === undefined ? [] : byStripe ? stripeDeeds(row, (order - 2) / 3) : [erpPayment(row)]),
    ];
  });
}

const pushedAt = ({ issuedOn }: BookRow): string => issuedOn + PUSHED_AT;
const paidAt = ({ paidOn }: BookRow): string => paidOn + PAID_AT;
const paymentId = ({ invoiceNumber }: BookRow): string => `BANK-${invoiceNumber}`;
const intentId = ({ invoiceNumber }: BookRow): string => `pi_${invoiceNumber.replace('-', '')}`;

/** The books' last word on an invoice counts where it came after the payment or withdrew the invoice. */
function snapshots(row: BookRow, customer: DemoCustomer, byStripe: boolean): Deed[] {
  const { status, updatedAt } = row;
  const first: Deed = { at: pushedAt(row), do: 'invoice', row: rowOf(row, customer) };
  const isNews =
    updatedAt > pushedAt(row) && status !== 'AUTHORISED' && (status === 'DELETED' || updatedAt > paidAt(row));
  if (!isNews) return [first];
  const last =
    status === 'DELETED'
      ? { status: 'void' }
      : { openBalance: '0', acknowledgedPayments: [byStripe ? intentId(row) : paymentId(row)] };
  return [first, { at: updatedAt, do: 'invoice', row: { ...rowOf(row, customer), ...last, asOf: updatedAt } }];
}

function rowOf(row: BookRow, customer: DemoCustomer): Record<string, unknown> {
  const { invoiceNumber, currency, total, issuedOn, dueOn, reference } = row;
  return {
    ...{ invoiceNumber, asOf: pushedAt(row), customer, currency, total, openBalance: total, issuedOn, dueOn },
    status: 'open',
    ...(reference === '' ? {} : { purchaseOrder: reference }),
  };
}

function erpPayment(row: BookRow): Deed {
  const { invoiceNumber, total: amount, currency } = row;
  const payment = { paymentId: paymentId(row), invoiceNumber, amount, currency, receivedAt: paidAt(row) };
  return { at: paidAt(row), do: 'payment', row: { ...payment, method: 'bank_transfer' } };
}

/** Stripe tells twice of the same money, in either order, and repeats itself; some of it the ERP reports once more. */
function stripeDeeds(row: BookRow, order: number): Deed[] {
  const { invoiceNumber, total: amount, currency } = row;
  const payment = { intentId: intentId(row), invoiceNumber, amount, currency };
  const told: StripeEventType[] = ['payment_intent.succeeded', 'charge.succeeded'];
  const events = order % 2 === 1 ? told.toReversed() : told;
  const at = paidAt(row);
  const reported = { paymentId: paymentId(row), invoiceNumber, amount, currency, receivedAt: at };
  return [
    { at, do: 'stripe', payment, events },
    ...(order % 3 === 0 ? [{ at: later(at, 1), do: 'stripe', payment, events: told } as const] : []),
    ...(order % 5 === 0 ? [{ at: later(at, 72), do: 'stripe', payment, events: told.slice(0, 1) } as const] : []),
    ...(order % 4 === 0
      ? [{ at: later(at, 30), do: 'payment', row: { ...reported, providerReference: intentId(row) } } as const]
      : []),
  ];
}
