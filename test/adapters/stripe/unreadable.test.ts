/** Events that tell of money in a way nobody understands are never taken for received. */
import { describe, expect, it } from 'vitest';
import { toProviderEvent } from '../../../adapters/stripe/event.ts';
import { read } from './an-event.ts';

describe('what cannot be read', () => {
  it.each([
    {
      what: 'no amount',
      type: 'payment_intent.succeeded',
      object: 'payment_intent',
      with: { amount: undefined },
      problem: /amount/,
    },
    {
      what: 'an amount with a fraction',
      type: 'charge.succeeded',
      object: 'charge',
      with: { amount: 1.5 },
      problem: /amount/,
    },
    { what: 'a negative amount', type: 'charge.succeeded', object: 'charge', with: { amount: -1 }, problem: /amount/ },
    {
      what: 'a currency that is none',
      type: 'charge.succeeded',
      object: 'charge',
      with: { currency: 'zzz' },
      problem: /ISO 4217/,
    },
    {
      what: 'half a krona',
      type: 'charge.succeeded',
      object: 'charge',
      with: { currency: 'isk', amount: 150 },
      problem: /whole minor units of ISK/,
    },
    { what: 'another object', type: 'charge.succeeded', object: 'dispute', with: {}, problem: /object/ },
    {
      what: 'a paid session without its PaymentIntent',
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: { payment_intent: null },
      problem: /payment_intent/,
    },
    {
      what: 'a session without a total',
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: { amount_total: null },
      problem: /amount_total/,
    },
    {
      what: 'a session in a state that nobody knows',
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: { payment_status: 'perhaps' },
      problem: /payment_status/,
    },
  ])('is never taken for nothing: $what', ({ type, object, with: changes, problem }) => {
    const reading = read(type, object, changes);
    expect(reading).toMatchObject({ kind: 'unreadable', eventId: 'evt_1', eventType: type });
    expect(reading).toHaveProperty('problem', expect.stringMatching(problem));
  });

  it.each([null, 'text', [], {}, { id: 'evt_1' }])('is the event %j', (event) => {
    expect(toProviderEvent(event).kind).toBe('unreadable');
  });
});
