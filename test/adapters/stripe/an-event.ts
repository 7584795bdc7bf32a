/** Builds Stripe events about fifty pounds, for tests that name only what matters to them. */
import { toProviderEvent } from '../../../adapters/stripe/event.ts';

export type Fields = Readonly<Record<string, unknown>>;

const OBJECTS: Readonly<Record<string, Fields>> = {
  payment_intent: { id: 'pi_1', amount: 5000, amount_received: 5000, currency: 'gbp', metadata: {} },
  charge: { id: 'ch_1', payment_intent: 'pi_1', amount: 5000, captured: true, currency: 'gbp', metadata: {} },
  dispute: {
    id: 'dp_1',
    charge: 'ch_1',
    payment_intent: 'pi_1',
    amount: 5000,
    currency: 'gbp',
    status: 'needs_response',
  },
  'checkout.session': {
    id: 'cs_1',
    mode: 'payment',
    payment_intent: 'pi_1',
    payment_status: 'paid',
    amount_total: 5000,
    currency: 'gbp',
    metadata: {},
  },
  invoice: { id: 'in_1', number: 'N-1', amount_paid: 5000, currency: 'gbp', payment_intent: 'pi_1', metadata: {} },
  invoice_payment: {
    id: 'inpay_1',
    amount_paid: 5000,
    currency: 'gbp',
    invoice: 'in_1',
    payment: { type: 'payment_intent', payment_intent: 'pi_1' },
  },
};

/** An event about fifty pounds, with what the test changes in its object. */
export function anEvent(type: string, object: string, changes: Fields = {}) {
  const data = { object: { object, ...OBJECTS[object], ...changes } };
  return { id: 'evt_1', object: 'event', type, created: 1_700_000_000, data };
}

export const read = (type: string, object: string, changes?: Fields) => toProviderEvent(anEvent(type, object, changes));
