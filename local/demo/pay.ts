/** Pays an invoice as its customer would: the event that Stripe would send, with the signature that Stripe would make. */
import { createHash } from 'node:crypto';
import { toIsoMoney } from '../../adapters/stripe/amounts.ts';
import type { Ask } from '../../console/ask.ts';
import { path } from '../../console/markup.ts';
import { InvoiceView } from '../../contracts/api/views.ts';
import { parseAmount } from '../../core/money/amount.ts';
import { BadRequest } from '../control/problem.ts';
import { stripeSignature } from './stripe-events.ts';

export type Till = {
  readonly url: string;
  readonly creditorId: string;
  readonly stripeSecret: string;
  readonly ask: Ask;
  /** Epoch milliseconds, virtual. */
  readonly now: () => number;
};

/** Pays all that is owed; a second click before the first is applied is the same payment. */
export async function payBalance(
  till: Till,
  invoiceId: string,
): Promise<{ readonly eventId: string; readonly at: string }> {
  const invoice = await till.ask.get(InvoiceView, path`/v1/invoices/${invoiceId}`);
  const minor = parseAmount(invoice.balance, invoice.currency);
  if (typeof minor !== 'number' || minor <= 0)
    throw new BadRequest(`expected an invoice on which money is owed, found a balance of ${invoice.balance}`, 409);
  const at = new Date(till.now()).toISOString();
  const event = intentSucceeded(invoice, stripeAmount(minor, invoice.currency), till.now());
  await post(till, JSON.stringify(event));
  return { eventId: event.id, at };
}

function intentSucceeded({ invoiceId, balance, currency, cycle, asOf }: InvoiceView, amount: number, nowMs: number) {
  const id = createHash('sha256')
    .update([invoiceId, balance, currency, cycle, asOf].join('\n'))
    .digest('hex')
    .slice(0, 24);
  const created = Math.floor(nowMs / 1000);
  return {
    id: `evt_${id}`,
    object: 'event',
    api_version: '2025-03-31.basil',
    type: 'payment_intent.succeeded',
    created,
    livemode: false,
    data: {
      object: {
        id: `pi_${id}`,
        object: 'payment_intent',
        amount,
        amount_received: amount,
        currency: currency.toLowerCase(),
        created,
        status: 'succeeded',
        payment_method_types: ['card'],
        metadata: { dunlin_invoice_id: invoiceId },
      },
    },
  };
}

/** Stripe writes a few currencies with other decimals than ISO 4217. */
function stripeAmount(minor: number, currency: string): number {
  const fits = (amount: number): boolean => {
    const iso = Number.isInteger(amount) ? toIsoMoney(amount, currency) : undefined;
    return iso !== undefined && 'minor' in iso && iso.minor === minor;
  };
  const amount = [minor, minor * 100, minor / 100].find(fits);
  if (amount === undefined)
    throw new BadRequest(`expected an amount that Stripe can move, found ${minor} of ${currency}`, 409);
  return amount;
}

async function post({ url, creditorId, stripeSecret, now }: Till, body: string): Promise<void> {
  const response = await fetch(`${url}${path`/v1/webhooks/stripe/${creditorId}`}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': stripeSignature(body, stripeSecret, now()) },
    body,
  });
  if (!response.ok)
    throw new BadRequest(`expected the webhook to answer 200, found ${response.status}: ${await response.text()}`, 502);
}
