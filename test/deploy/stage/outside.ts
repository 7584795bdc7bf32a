/** Who knocks at the stage's door from outside: the ERP with its key, and Stripe with its signing secret. */
import { createHash } from 'node:crypto';
import { type Ask, createAsk } from '../../../console/ask.ts';
import { parseAmount } from '../../../core/money/amount.ts';
import { stripeEvent, stripeSignature } from '../../../local/demo/stripe-events.ts';

export interface Money {
  readonly intentId: string;
  readonly invoiceNumber: string;
  readonly amount: string;
  readonly currency: string;
}

export interface Outside {
  readonly ask: Ask;
  /** The status with which an event was answered; signed as Stripe signs, or with another secret. */
  readonly deliver: (body: string, secret: string) => Promise<number>;
}

export function comeFromOutside(url: string, creditorId: string, key: string): Outside {
  return {
    ask: createAsk({ url, key }),
    async deliver(body, secret) {
      const headers = {
        'content-type': 'application/json',
        'stripe-signature': stripeSignature(body, secret, Date.now()),
      };
      const answer = await fetch(`${url}/v1/webhooks/stripe/${creditorId}`, { method: 'POST', body, headers });
      return answer.status;
    },
  };
}

export const paymentSucceeded = (money: Money): string => stripeEvent(money, 'payment_intent.succeeded', Date.now());

/** The whole amount given back, as the charge tells it (https://docs.stripe.com/api/charges/object). */
export function chargeRefunded(money: Money): string {
  const amount = parseAmount(money.amount, money.currency);
  if (typeof amount !== 'number') throw new Error(amount.problem);
  const id = createHash('sha256').update(money.intentId).digest('hex').slice(0, 24);
  const created = Math.floor(Date.now() / 1000);
  const charge = {
    ...{ id: `ch_${id}`, object: 'charge', amount, amount_captured: amount, amount_refunded: amount, captured: true },
    ...{ created, currency: money.currency.toLowerCase(), livemode: false, paid: true, refunded: true },
    ...{ metadata: { dunlin_invoice_id: money.invoiceNumber }, payment_intent: money.intentId, status: 'succeeded' },
    payment_method_details: { type: 'card' },
  };
  return JSON.stringify({
    ...{ id: `evt_refund${id}`, object: 'event', api_version: '2024-06-20', created, livemode: false },
    ...{ type: 'charge.refunded', data: { object: charge } },
  });
}
