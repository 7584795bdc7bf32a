/** The demo's Stripe events are such as the webhook takes from Stripe itself. */
import { describe, expect, it } from 'vitest';
import { toProviderEvent } from '../../../adapters/stripe/event.ts';
import { verifyStripeEvent } from '../../../adapters/stripe/signature.ts';
import { stripeEvent, stripeSignature } from '../../../local/demo/stripe-events.ts';

const nowMs = Date.parse('2020-03-04T05:00:00Z');
const pounds = { intentId: 'pi_INV0042', invoiceNumber: 'INV-0042', amount: '612.5', currency: 'GBP' };
const yen = { ...pounds, amount: '550000', currency: 'JPY' };

function read(body: string) {
  const header = stripeSignature(body, 'whsec_x', nowMs);
  const verified = verifyStripeEvent({ rawBody: Buffer.from(body), header, secrets: ['whsec_x'], nowMs });
  return verified.ok ? toProviderEvent(verified.event) : verified;
}

describe('an event of the demo', () => {
  it.each(['payment_intent.succeeded', 'charge.succeeded'] as const)('%s tells of the same money', (type) => {
    expect(read(stripeEvent(pounds, type, nowMs))).toMatchObject({
      ...{ kind: 'succeeded', moneyId: 'pi_INV0042', invoiceId: 'INV-0042' },
      ...{ amountMinor: 61_250, currency: 'GBP', at: '2020-03-04T05:00:00.000Z' },
    });
  });

  it('knows that yen have no decimals', () => {
    expect(read(stripeEvent(yen, 'charge.succeeded', nowMs))).toMatchObject({ amountMinor: 550_000, currency: 'JPY' });
  });

  it('keeps its id when it is delivered again, and other events have others', () => {
    const id = (...args: Parameters<typeof stripeEvent>) => JSON.parse(stripeEvent(...args)).id;
    expect(id(pounds, 'charge.succeeded', nowMs)).toBe(id(pounds, 'charge.succeeded', nowMs + 1000));
    expect(id(pounds, 'charge.succeeded', nowMs)).not.toBe(id(pounds, 'payment_intent.succeeded', nowMs));
  });

  it('is refused under another secret', () => {
    const body = stripeEvent(pounds, 'charge.succeeded', nowMs);
    const header = stripeSignature(body, 'whsec_y', nowMs);
    expect(verifyStripeEvent({ rawBody: Buffer.from(body), header, secrets: ['whsec_x'], nowMs }).ok).toBe(false);
  });
});
