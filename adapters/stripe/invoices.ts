/** Stripe's own invoices: which money paid them, in the shapes before and since API version 2025-03-31.basil. */
import type { Invoice, InvoicePayment } from './objects.ts';
import { IGNORED, type Money, moneyOf, paid, type Reading, unreadable } from './reading.ts';

type Part = NonNullable<Invoice['payments']>['data'][number];

const paidAt = (part: Part): number => part.status_transitions?.paid_at ?? 0;

/** The payment that completed the invoice: earlier ones had events of their own. */
function lastPayment({ payments }: Invoice): Part | undefined {
  const parts = (payments?.data ?? []).filter(({ payment }) => payment.payment_intent ?? payment.charge);
  const settled = parts.filter(({ status }) => status === 'paid');
  return (settled.length > 0 ? settled : parts).toSorted((a, b) => paidAt(b) - paidAt(a))[0];
}

/**
 * The PaymentIntent where the event names it, else the charge. Events of newer versions name neither, unless asked to: then
 * the invoice itself stands for its money, and `providerInvoiceId` ties it to the PaymentIntent's own events.
 */
function moneyOfInvoice(invoice: Invoice): Money {
  const part = lastPayment(invoice)?.payment;
  const moneyId = invoice.payment_intent ?? part?.payment_intent ?? invoice.charge ?? part?.charge ?? invoice.id;
  return moneyOf({ moneyId, invoiceId: invoice.metadata, invoice });
}

/** Nothing where the invoice cost nothing, or credit covered it. */
export function invoicePaid(invoice: Invoice): Reading {
  const { amount_paid: total, amount_due: due, currency } = invoice;
  const amount = lastPayment(invoice)?.amount_paid ?? total ?? due;
  if (typeof amount !== 'number') return unreadable('expected amount_paid in a paid invoice, found none');
  return paid('succeeded', moneyOfInvoice(invoice), { amount, currency });
}

export function invoiceFailed(invoice: Invoice): Reading {
  return { kind: 'failed', ...moneyOfInvoice(invoice) };
}

/** Ties a PaymentIntent to its invoice. Money outside Stripe (a payment record) is told by the invoice's own event. */
export function invoicePaymentPaid({ amount_paid: amount, currency, payment, invoice }: InvoicePayment): Reading {
  const moneyId = payment.payment_intent ?? payment.charge;
  if (!moneyId) return IGNORED;
  if (typeof amount !== 'number') return unreadable('expected amount_paid in a paid invoice payment, found none');
  return paid('succeeded', moneyOf({ moneyId, invoice }), { amount, currency });
}
