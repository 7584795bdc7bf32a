/** Stripe's side of the demo: events as Stripe prints them, signed as Stripe signs them. */
import { createHash, createHmac } from 'node:crypto';
import { parseAmount } from '../../core/money/amount.ts';
import type { StripeEventType, StripePayment } from './deed.ts';

/** Known to everybody, for it guards nothing but the demo on one's own machine. */
export const DEMO_STRIPE_SECRET = 'whsec_dunlin_local_demo';

const API_VERSION = '2024-06-20';
const idFrom = (prefix: string, ...parts: readonly string[]): string =>
  prefix + createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24);

/** The body of one event; the same payment and type make the same event, as when Stripe delivers it again. */
export function stripeEvent(payment: StripePayment, type: StripeEventType, createdMs: number): string {
  const created = Math.floor(createdMs / 1000);
  return JSON.stringify({
    ...{ id: idFrom('evt_', payment.intentId, type), object: 'event', api_version: API_VERSION, created },
    data: { object: type === 'charge.succeeded' ? charge(payment, created) : paymentIntent(payment, created) },
    ...{ livemode: false, pending_webhooks: 1, request: { id: null, idempotency_key: null }, type },
  });
}

/** The value of `Stripe-Signature` for a body sent at that moment (https://docs.stripe.com/webhooks/signature). */
export function stripeSignature(body: string, secret: string, nowMs: number): string {
  const timestamp = Math.floor(nowMs / 1000);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},v1=${signature}`;
}

function minorOf({ amount, currency }: StripePayment): number {
  const minor = parseAmount(amount, currency);
  if (typeof minor !== 'number') throw new Error(minor.problem);
  return minor;
}

const chargeId = ({ intentId }: StripePayment): string => idFrom('ch_', intentId);
const metadataOf = ({ invoiceNumber }: StripePayment) => ({ dunlin_invoice_id: invoiceNumber });

function paymentIntent(payment: StripePayment, created: number): object {
  const amount = minorOf(payment);
  return {
    ...{ id: payment.intentId, object: 'payment_intent', amount, amount_capturable: 0, amount_received: amount },
    ...{ capture_method: 'automatic', confirmation_method: 'automatic', created, livemode: false },
    ...{ currency: payment.currency.toLowerCase(), customer: null, invoice: null, last_payment_error: null },
    ...{ latest_charge: chargeId(payment), metadata: metadataOf(payment), payment_method_types: ['card'] },
    ...{ next_action: null, status: 'succeeded' },
  };
}

function charge(payment: StripePayment, created: number): object {
  const amount = minorOf(payment);
  return {
    ...{ id: chargeId(payment), object: 'charge', amount, amount_captured: amount, amount_refunded: 0, captured: true },
    ...{ created, currency: payment.currency.toLowerCase(), customer: null, disputed: false, invoice: null },
    ...{ livemode: false, metadata: metadataOf(payment), paid: true, payment_intent: payment.intentId },
    ...{ payment_method_details: { type: 'card' }, refunded: false, status: 'succeeded' },
  };
}
