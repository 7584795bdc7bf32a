/** Stripe events and objects that nobody here wrote, each with its verdict. */
import { describe, expect, it } from 'vitest';
import { toProviderEvent } from '../../../adapters/stripe/event.ts';
import { jsonFiles, readJson, samples } from './shared-data.ts';

const mock = samples('stripe-webhook-events-mock');

/** Every sample by name: what moves money is mapped, all else is ignored. */
const VERDICTS: Readonly<Record<string, string>> = {
  'charge.captured': 'succeeded',
  // An inquiry: status warning_needs_response, no funds withdrawn.
  'charge.dispute.created': 'ignored',
  'charge.dispute.funds_withdrawn': 'disputed',
  'charge.failed': 'failed',
  'charge.refunded': 'refunded',
  'charge.updated': 'ignored',
  'checkout.session.completed.payment_mode': 'succeeded',
  'customer.created': 'ignored',
  'customer.updated': 'ignored',
  'invoice.finalized': 'ignored',
  'invoice.paid': 'succeeded',
  'invoice.payment_action_required': 'ignored',
  'invoice.payment_succeeded': 'succeeded',
  'invoice.updated': 'ignored',
  'payment_intent.amount_capturable_updated': 'ignored',
  'payment_intent.created': 'ignored',
  'payment_intent.processing': 'processing',
  'payment_intent.succeeded': 'succeeded',
  'payment_link.updated': 'ignored',
  'payment_method.detached': 'ignored',
  'payout.paid': 'ignored',
  'setup_intent.canceled': 'ignored',
  'setup_intent.setup_failed': 'ignored',
};

describe.skipIf(mock.absent)(`webhook samples${mock.note}`, () => {
  it.each(mock.absent ? [] : jsonFiles(mock.path))('%s has its verdict', (file) => {
    const { kind } = toProviderEvent(readJson(mock.path, file));
    expect(kind).toBe(VERDICTS[file.replace(/\.json$/, '')]);
  });
});

const fixtures = samples('stripe-openapi-fixtures');

describe.skipIf(fixtures.absent)(`objects of Stripe’s own specification${fixtures.note}`, () => {
  const resources = fixtures.absent ? {} : readJson(fixtures.path, 'fixtures3.json').resources;

  it.each([
    {
      type: 'payment_intent.succeeded',
      object: 'payment_intent',
      with: { amount_received: 1099 },
      then: { kind: 'succeeded', amountMinor: 1099 },
    },
    {
      type: 'charge.succeeded',
      object: 'charge',
      with: { captured: true },
      then: { kind: 'succeeded', amountMinor: 100 },
    },
    { type: 'charge.succeeded', object: 'charge', with: {}, then: { kind: 'ignored' } },
    {
      type: 'charge.dispute.closed',
      object: 'dispute',
      with: { status: 'lost' },
      then: { kind: 'disputed', amountMinor: 1000 },
    },
    {
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: { amount_total: 1000, currency: 'usd' },
      then: { kind: 'processing', amountMinor: 1000 },
    },
    {
      type: 'invoice.paid',
      object: 'invoice',
      with: { amount_paid: 1000, number: 'N-1' },
      then: { kind: 'succeeded', invoiceNumber: 'N-1' },
    },
    {
      type: 'invoice_payment.paid',
      object: 'invoice_payment',
      with: { currency: 'usd', amount_paid: 5, payment: { type: 'payment_intent', payment_intent: 'pi_1' } },
      then: { kind: 'succeeded', moneyId: 'pi_1' },
    },
  ])('reads $object in $type as $then.kind', ({ type, object, with: changes, then }) => {
    const data = { object: { ...resources[object], ...changes } };
    expect(toProviderEvent({ id: 'evt_1', type, created: 1, data })).toMatchObject(then);
  });
});
