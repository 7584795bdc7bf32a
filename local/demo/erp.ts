/** What stands outside Dunlin in the demo: an ERP with its key, and Stripe with its signing secret, both over HTTP. */
import * as z from 'zod';
import type { Row, StripeEventType, StripePayment } from './deed.ts';
import { stripeEvent, stripeSignature } from './stripe-events.ts';

export interface Outside {
  readonly pushInvoices: (rows: readonly Row[]) => Promise<void>;
  readonly pushPayments: (rows: readonly Row[]) => Promise<void>;
  readonly hold: (invoiceId: string, hold: Row) => Promise<void>;
  readonly deliver: (payment: StripePayment, type: StripeEventType) => Promise<void>;
}

export interface OutsideDeps {
  readonly url: string;
  readonly creditorId: string;
  readonly key: string;
  readonly stripeSecret: string;
  readonly now: () => number;
}

const Answer = z.object({
  rejected: z.int(),
  results: z.array(z.object({ status: z.string(), problems: z.unknown().optional() }).loose()),
});

/** Whatever is refused ends the demo, for its data are meant to be right. */
export function createOutside({ url, creditorId, key, stripeSecret, now }: OutsideDeps): Outside {
  async function send(method: string, path: string, body: string, headers: Record<string, string>): Promise<unknown> {
    const answer = await fetch(url + path, {
      method,
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw new Error(`expected ${method} ${path} to be taken, found ${answer.status}: ${text.slice(0, 500)}`);
  }
  const asErp = (method: string, path: string, body: unknown) =>
    send(method, path, JSON.stringify(body), { authorization: `Bearer ${key}` });

  async function push(path: string, body: unknown): Promise<void> {
    const { rejected, results } = Answer.parse(await asErp('POST', path, body));
    if (rejected === 0) return;
    const refused = results.filter(({ status }) => status === 'rejected');
    throw new Error(`expected ${path} to take every row, found ${JSON.stringify(refused).slice(0, 1000)}`);
  }

  return {
    pushInvoices: (invoices) => push('/v1/invoices', { invoices }),
    pushPayments: (payments) => push('/v1/payments', { payments }),
    async hold(invoiceId, hold) {
      await asErp('PUT', `/v1/invoices/${encodeURIComponent(invoiceId)}/hold`, hold);
    },
    async deliver(payment, type) {
      const body = stripeEvent(payment, type, now());
      const headers = { 'stripe-signature': stripeSignature(body, stripeSecret, now()) };
      await send('POST', `/v1/webhooks/stripe/${creditorId}`, body, headers);
    },
  };
}
