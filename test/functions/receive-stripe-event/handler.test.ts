/** The webhook: signed with one of the valid secrets, stored before it is answered, refused where it is not understood. */
import { describe, expect, it } from 'vitest';
import { toProviderEvent } from '../../../adapters/stripe/event.ts';
import { verifyStripeEvent } from '../../../adapters/stripe/signature.ts';
import { ProblemDetails } from '../../../contracts/api/problem-details.ts';
import { createHandler } from '../../../functions/receive-stripe-event/handler.ts';
import { sign } from '../../adapters/stripe/a-request.ts';
import { anEvent } from '../../adapters/stripe/an-event.ts';
import { aRequest } from '../../support/request.ts';
import { invoiceRow, moneyScene } from '../money-scene.ts';

const scene = moneyScene();
const T = 1_770_000_000;
const succeeded = anEvent('payment_intent.succeeded', 'payment_intent', { metadata: { dunlin_invoice_id: 'INV-1' } });

function webhook(secretsInTurn: readonly (readonly string[])[], nowMs = T * 1000) {
  const asked: boolean[] = [];
  const handler = createHandler({
    ledger: scene.ledger(),
    clock: scene.clock,
    secrets: async (_, refresh) => {
      asked.push(refresh);
      return secretsInTurn[asked.length - 1] ?? [];
    },
    verify: (request) => verifyStripeEvent({ ...request, nowMs }),
    read: toProviderEvent,
  });
  const post = (body: unknown, secret: string) => {
    const text = JSON.stringify(body);
    return handler(
      aRequest('POST /v1/webhooks/stripe/{creditorId}', {
        creditorId: '',
        params: { creditorId: scene.creditorId() },
        rawBody: Buffer.from(text),
        headers: { 'stripe-signature': `t=${T},v1=${sign(text, secret, T)}` },
      }),
    );
  };
  return { post, asked };
}

describe('a signed event', () => {
  it('is answered after its money is stored', async () => {
    await scene.push(invoiceRow());
    expect(await webhook([['new']]).post(succeeded, 'new')).toEqual({
      status: 200,
      body: { received: true, stored: true },
    });
    expect(await scene.payment('stripe#pi_1')).toMatchObject({ state: 'received', amountMinor: 5_000 });
    expect(await webhook([['new']]).post(succeeded, 'new')).toMatchObject({ status: 200, body: { stored: false } });
  });

  it.each(['old', 'new'])('is accepted under the %s secret while it is rolled', async (secret) => {
    const { post, asked } = webhook([['new', 'old']]);
    expect(await post(succeeded, secret)).toMatchObject({ status: 200 });
    expect(asked).toEqual([false]);
  });

  it('is checked against fresh secrets before it is refused', async () => {
    const { post, asked } = webhook([['old'], ['new', 'old']]);
    expect(await post(succeeded, 'new')).toMatchObject({ status: 200 });
    expect(asked).toEqual([false, true]);
  });

  it('that moves no money is answered and left', async () => {
    const event = anEvent('customer.created', 'customer', { id: 'cus_1' });
    expect(await webhook([['new']]).post(event, 'new')).toMatchObject({ status: 200, body: { stored: false } });
    expect(await scene.rows.payments()).toEqual([]);
  });

  it('that tells of money in a way we do not understand is not taken for received', async () => {
    const event = anEvent('payment_intent.succeeded', 'payment_intent', { amount_received: 'much', amount: 'much' });
    const reply = await webhook([['new']]).post(event, 'new');
    expect(reply.status).toBe(422);
    expect(ProblemDetails.parse(reply.body)).toMatchObject({
      type: 'urn:dunlin:problem:unreadable-event',
      status: 422,
    });
  });
});

it.each([
  { what: 'an unknown secret', secret: 'stranger', nowMs: T * 1000 },
  { what: 'a signature older than 300 s', secret: 'new', nowMs: (T + 301) * 1000 },
])('refuses $what and stores nothing', async ({ secret, nowMs }) => {
  const reply = await webhook([['new'], ['new']], nowMs).post(succeeded, secret);
  expect(reply).toMatchObject({ status: 400, body: { type: 'urn:dunlin:problem:invalid-signature' } });
  expect(await scene.rows.payments()).toEqual([]);
});
