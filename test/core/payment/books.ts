/** The books of one invoice in memory: what the ERP pushed and what money was seen, as the functions would store it. */
import { accept } from '../../../core/case/accept.ts';
import type { InvoiceInput } from '../../../core/case/intake.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { afterEvent, blankPayment } from '../../../core/payment/news.ts';
import { isMoney, type Payment } from '../../../core/payment/payment.ts';
import type { MoneyEvent } from '../../../core/payment/provider.ts';
import { spread } from '../../../core/payment/spread.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { aCustomer } from '../../support/builders.ts';

export const TOTAL = 1_000;
const now = '2026-06-01T09:00:00.000Z';
export const dayAt = (day: number): string => new Date(Date.UTC(2026, 1, 1 + day)).toISOString();

export function row(day: number, openMinor: number, acknowledgedPayments: readonly string[] = []): InvoiceInput {
  return {
    invoiceId: 'INV-1',
    invoiceNumber: 'INV-1',
    asOf: dayAt(day),
    customer: { customerId: 'C-1' },
    type: 'invoice',
    collection: 'send',
    currency: 'GBP',
    totalMinor: TOTAL,
    openMinor,
    issuedOn: '2026-01-01',
    dueOn: '2026-01-31',
    status: 'open',
    acknowledgedPayments,
  };
}

const context = {
  customer: aCustomer(),
  policy: b2bStandard,
  large: false,
  creditorId: 'demo',
  firstOfCustomer: false,
} as const;

export function openBooks() {
  let invoice: Invoice | undefined;
  const payments = new Map<string, Payment>();

  function push(input: InvoiceInput): void {
    const accepted = accept(invoice, input, context, now);
    if (accepted.status === 'accepted') invoice = accepted.change.after;
    for (const payment of payments.values()) if (isMoney(payment)) carryOut(payment);
  }
  function carryOut(payment: Payment): void {
    const { payment: after, balances } = spread(payment, invoice ? [invoice] : [], now);
    payments.set(after.paymentKey, after);
    const balance = balances.get('INV-1');
    if (invoice && balance) invoice = { ...invoice, ...balance };
  }
  function pay(payment: Payment): void {
    if (!payments.has(payment.paymentKey)) carryOut(payment);
  }
  function tell(event: MoneyEvent): void {
    const key = `stripe#${event.moneyId}`;
    const record = payments.get(key) ?? blankPayment(event, 'demo', key, now);
    const after = afterEvent(record, event, event.moneyId);
    if (!after) return;
    payments.set(key, { ...after, version: record.version + 1 });
    if (after.state === 'received') carryOut({ ...after, version: record.version + 1 });
  }
  return { push, pay, tell, payments, invoice: () => invoice };
}

export type Books = ReturnType<typeof openBooks>;
