/** PaymentIntents, charges and Checkout sessions: money on its way, come, failed or given back. */
import { toIsoMoney } from './amounts.ts';
import type { Charge, CheckoutSession, PaymentIntent } from './objects.ts';
import { IGNORED, type Money, moneyOf, paid, type Reading, unreadable } from './reading.ts';

function moneyOfIntent({ id, metadata, invoice, payment_details: details }: PaymentIntent): Money {
  const reference = details?.order_reference;
  const named = invoice ?? (reference?.startsWith('in_') ? { id: reference } : undefined);
  return moneyOf({ moneyId: id, invoiceId: metadata, invoice: named });
}

export function intentProcessing(intent: PaymentIntent): Reading {
  const { amount, currency, payment_method_types: method } = intent;
  return paid('processing', moneyOfIntent(intent), { amount, currency, method });
}

export function intentSucceeded(intent: PaymentIntent): Reading {
  const { amount_received: received, amount, currency, payment_method_types: method } = intent;
  return paid('succeeded', moneyOfIntent(intent), { amount: received ?? amount, currency, method });
}

export function intentFailed(intent: PaymentIntent): Reading {
  return { kind: 'failed', ...moneyOfIntent(intent) };
}

function moneyOfCharge({ id, payment_intent: intentId, metadata, invoice }: Charge): Money {
  return moneyOf({ moneyId: intentId ?? id, invoiceId: metadata, invoice });
}

export function chargePending(charge: Charge): Reading {
  const { amount, currency, payment_method_details: details } = charge;
  return paid('processing', moneyOfCharge(charge), { amount, currency, method: details?.type });
}

/** A charge that is only authorised has brought nothing yet: its capture is an event of its own. */
export function chargeSucceeded(charge: Charge): Reading {
  const { captured, amount, amount_captured: taken, currency, payment_method_details: details } = charge;
  if (captured === false) return IGNORED;
  return paid('succeeded', moneyOfCharge(charge), { amount: taken || amount, currency, method: details?.type });
}

export function chargeFailed(charge: Charge): Reading {
  return { kind: 'failed', ...moneyOfCharge(charge) };
}

/** The charge tells all that was refunded so far; a refund's own events tell only that refund, so they are not read. */
export function chargeRefunded(charge: Charge): Reading {
  const iso = toIsoMoney(charge.amount_refunded ?? 0, charge.currency);
  if ('problem' in iso) return unreadable(iso.problem);
  return { kind: 'refunded', ...moneyOfCharge(charge), totalMinor: iso.minor, currency: iso.currency };
}

/** Subscriptions and set-ups have no PaymentIntent of their own: an invoice's events tell their money, or there is none. */
function moneyOfSession(session: CheckoutSession): Money | undefined {
  const { payment_intent: intent, metadata, invoice } = session;
  return intent ? moneyOf({ moneyId: intent.id, invoiceId: metadata ?? intent.metadata, invoice }) : undefined;
}

function sessionPaid(kind: 'processing' | 'succeeded', session: CheckoutSession): Reading {
  const { amount_total: amount, currency, payment_method_types: method } = session;
  const money = moneyOfSession(session);
  if (amount === 0) return IGNORED;
  if (!money) return unreadable('expected a payment_intent in a paid Checkout session, found none');
  if (typeof amount !== 'number' || !currency)
    return unreadable('expected amount_total and currency in a Checkout session, found none');
  return paid(kind, money, { amount, currency, method });
}

/** `unpaid` means that the payer is done and a bank is not: a direct debit, a transfer. */
export function sessionCompleted(session: CheckoutSession): Reading {
  if (!session.payment_intent && session.mode !== 'payment') return IGNORED;
  switch (session.payment_status) {
    case 'paid':
      return sessionPaid('succeeded', session);
    case 'unpaid':
      return sessionPaid('processing', session);
    case 'no_payment_required':
      return IGNORED;
    default:
      return unreadable('expected payment_status paid, unpaid or no_payment_required, found another');
  }
}

export function sessionSucceeded(session: CheckoutSession): Reading {
  if (!session.payment_intent && session.mode !== 'payment') return IGNORED;
  return sessionPaid('succeeded', session);
}

export function sessionFailed(session: CheckoutSession): Reading {
  const money = moneyOfSession(session);
  return money ? { kind: 'failed', ...money } : IGNORED;
}
