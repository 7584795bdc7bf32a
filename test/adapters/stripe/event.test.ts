/** Stripe's events in the house's words: what each type tells of money. */
import { describe, expect, it } from 'vitest';
import { STRIPE_EVENT_TYPES, toProviderEvent } from '../../../adapters/stripe/event.ts';
import { read } from './an-event.ts';

const AT = { eventId: 'evt_1', at: '2023-11-14T22:13:20.000Z' };
const PI = { ...AT, moneyId: 'pi_1' };
const POUNDS = { amountMinor: 5000, currency: 'GBP' };
const UNPAID = { payment_status: 'unpaid' };
const NO_MONEY_YET = { amount_received: 0 };

describe('toProviderEvent', () => {
  it.each([
    {
      type: 'payment_intent.processing',
      object: 'payment_intent',
      with: NO_MONEY_YET,
      then: { kind: 'processing', ...POUNDS },
    },
    { type: 'payment_intent.succeeded', object: 'payment_intent', with: {}, then: { kind: 'succeeded', ...POUNDS } },
    { type: 'payment_intent.payment_failed', object: 'payment_intent', with: {}, then: { kind: 'failed' } },
    { type: 'payment_intent.canceled', object: 'payment_intent', with: {}, then: { kind: 'failed' } },
    { type: 'charge.pending', object: 'charge', with: {}, then: { kind: 'processing', ...POUNDS } },
    { type: 'charge.succeeded', object: 'charge', with: {}, then: { kind: 'succeeded', ...POUNDS } },
    {
      type: 'charge.captured',
      object: 'charge',
      with: { amount: 9000, amount_captured: 5000 },
      then: { kind: 'succeeded', ...POUNDS },
    },
    { type: 'charge.failed', object: 'charge', with: {}, then: { kind: 'failed' } },
    {
      type: 'charge.refunded',
      object: 'charge',
      with: { amount_refunded: 700 },
      then: { kind: 'refunded', totalMinor: 700, currency: 'GBP' },
    },
    {
      type: 'charge.dispute.created',
      object: 'dispute',
      with: {},
      then: { kind: 'disputed', disputeId: 'dp_1', ...POUNDS },
    },
    {
      type: 'charge.dispute.funds_withdrawn',
      object: 'dispute',
      with: {},
      then: { kind: 'disputed', disputeId: 'dp_1', ...POUNDS },
    },
    {
      type: 'charge.dispute.funds_reinstated',
      object: 'dispute',
      with: {},
      then: { kind: 'dispute-won', disputeId: 'dp_1', ...POUNDS },
    },
    {
      type: 'charge.dispute.closed',
      object: 'dispute',
      with: { status: 'won' },
      then: { kind: 'dispute-won', disputeId: 'dp_1', ...POUNDS },
    },
    {
      type: 'charge.dispute.closed',
      object: 'dispute',
      with: { status: 'lost' },
      then: { kind: 'disputed', disputeId: 'dp_1', ...POUNDS },
    },
    {
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: {},
      then: { kind: 'succeeded', ...POUNDS },
    },
    {
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: UNPAID,
      then: { kind: 'processing', ...POUNDS },
    },
    {
      type: 'checkout.session.async_payment_succeeded',
      object: 'checkout.session',
      with: {},
      then: { kind: 'succeeded', ...POUNDS },
    },
    {
      type: 'checkout.session.async_payment_failed',
      object: 'checkout.session',
      with: UNPAID,
      then: { kind: 'failed' },
    },
  ])('reads $type as $then.kind of its PaymentIntent', ({ type, object, with: changes, then }) => {
    expect(read(type, object, changes)).toEqual({ ...PI, ...then });
  });

  it.each([
    { type: 'invoice.paid', object: 'invoice', then: { kind: 'succeeded', invoiceNumber: 'N-1', ...POUNDS } },
    {
      type: 'invoice.payment_succeeded',
      object: 'invoice',
      then: { kind: 'succeeded', invoiceNumber: 'N-1', ...POUNDS },
    },
    { type: 'invoice.payment_failed', object: 'invoice', then: { kind: 'failed', invoiceNumber: 'N-1' } },
    { type: 'invoice_payment.paid', object: 'invoice_payment', then: { kind: 'succeeded', ...POUNDS } },
  ])('reads $type as $then.kind of its PaymentIntent, with Stripe’s invoice', ({ type, object, then }) => {
    expect(read(type, object)).toEqual({ ...PI, providerInvoiceId: 'in_1', ...then });
  });

  it('has read every type that it asks endpoints to subscribe to', () => {
    expect(STRIPE_EVENT_TYPES).toHaveLength(20);
    for (const type of STRIPE_EVENT_TYPES) expect(toProviderEvent({ id: 'evt_1', type }).kind).toBe('unreadable');
  });

  it.each([
    {
      what: 'an inquiry',
      type: 'charge.dispute.created',
      object: 'dispute',
      with: { status: 'warning_needs_response' },
    },
    {
      what: 'an inquiry that ended',
      type: 'charge.dispute.closed',
      object: 'dispute',
      with: { status: 'warning_closed' },
    },
    { what: 'an authorisation', type: 'charge.succeeded', object: 'charge', with: { captured: false } },
    {
      what: 'a session that cost nothing',
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: { payment_status: 'no_payment_required', payment_intent: null },
    },
    {
      what: 'a set-up',
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: { mode: 'setup', payment_intent: null },
    },
    {
      what: 'a subscription, told by its invoice',
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: { mode: 'subscription', payment_intent: null },
    },
    { what: 'an invoice that credit covered', type: 'invoice.paid', object: 'invoice', with: { amount_paid: 0 } },
    {
      what: 'money outside Stripe, told by its invoice',
      type: 'invoice_payment.paid',
      object: 'invoice_payment',
      with: { payment: { type: 'payment_record', payment_record: 'pr_1' } },
    },
    { what: 'one refund, told by its charge', type: 'refund.created', object: 'charge', with: {} },
    { what: 'a type that nobody knows yet', type: 'charge.blessed', object: 'charge', with: {} },
  ])('ignores $what', ({ type, object, with: changes }) => {
    expect(read(type, object, changes)).toEqual({ kind: 'ignored', eventId: 'evt_1', eventType: type });
  });
});
