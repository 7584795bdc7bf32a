/** Which money an event is about and whom it is for, in the shapes of old and new API versions. */
import { describe, expect, it } from 'vitest';
import { type Fields, read } from './an-event.ts';

describe('which money it is', () => {
  const part = (payment: Fields, paidAt: number, amount = 5000) => ({
    status: 'paid',
    amount_paid: amount,
    payment,
    status_transitions: { paid_at: paidAt },
  });

  it.each([
    {
      what: 'an expanded PaymentIntent',
      type: 'charge.succeeded',
      object: 'charge',
      with: { payment_intent: { id: 'pi_9' } },
      then: 'pi_9',
    },
    {
      what: 'a charge of old, without one',
      type: 'charge.succeeded',
      object: 'charge',
      with: { payment_intent: null },
      then: 'ch_1',
    },
    {
      what: 'a session’s expanded one',
      type: 'checkout.session.completed',
      object: 'checkout.session',
      with: { payment_intent: { id: 'pi_9' } },
      then: 'pi_9',
    },
    {
      what: 'a dispute’s charge',
      type: 'charge.dispute.created',
      object: 'dispute',
      with: { payment_intent: null },
      then: 'ch_1',
    },
    {
      what: 'the PaymentIntent of a dispute’s expanded charge',
      type: 'charge.dispute.created',
      object: 'dispute',
      with: { payment_intent: null, charge: { id: 'ch_1', payment_intent: 'pi_9' } },
      then: 'pi_9',
    },
    {
      what: 'an invoice’s charge',
      type: 'invoice.paid',
      object: 'invoice',
      with: { payment_intent: null, charge: 'ch_9' },
      then: 'ch_9',
    },
    {
      what: 'an invoice’s payment',
      type: 'invoice.paid',
      object: 'invoice',
      with: {
        payment_intent: undefined,
        payments: { data: [part({ type: 'payment_intent', payment_intent: 'pi_9' }, 1)] },
      },
      then: 'pi_9',
    },
    {
      what: 'an invoice’s payment by charge',
      type: 'invoice.paid',
      object: 'invoice',
      with: { payment_intent: undefined, payments: { data: [part({ type: 'charge', charge: 'ch_9' }, 1)] } },
      then: 'ch_9',
    },
    {
      what: 'the invoice itself',
      type: 'invoice.paid',
      object: 'invoice',
      with: { payment_intent: undefined },
      then: 'in_1',
    },
  ])('is $what', ({ type, object, with: changes, then }) => {
    expect(read(type, object, changes)).toMatchObject({ moneyId: then });
  });

  it('is the payment that completed an invoice, with its own amount', () => {
    const first = part({ type: 'payment_intent', payment_intent: 'pi_first' }, 10, 2000);
    const last = part({ type: 'payment_intent', payment_intent: 'pi_last' }, 20, 3000);
    const open = { status: 'open', payment: { type: 'payment_intent', payment_intent: 'pi_open' } };
    const changes = { payment_intent: undefined, payments: { data: [first, last, open] } };
    expect(read('invoice.paid', 'invoice', changes)).toMatchObject({ moneyId: 'pi_last', amountMinor: 3000 });
  });

  it('names Stripe’s invoice where a PaymentIntent of today names it', () => {
    const changes = { payment_details: { customer_reference: null, order_reference: 'in_7' } };
    expect(read('payment_intent.succeeded', 'payment_intent', changes)).toMatchObject({ providerInvoiceId: 'in_7' });
    const other = { payment_details: { order_reference: 'PO-7' } };
    expect(read('payment_intent.succeeded', 'payment_intent', other)).not.toHaveProperty('providerInvoiceId');
  });
});

describe('whom it is for', () => {
  const metadata = { dunlin_invoice_id: ' INV-0042 ' };

  it.each([
    ['payment_intent.succeeded', 'payment_intent', { metadata }],
    ['charge.succeeded', 'charge', { metadata }],
    ['charge.dispute.created', 'dispute', { metadata }],
    ['checkout.session.completed', 'checkout.session', { metadata }],
    ['checkout.session.completed', 'checkout.session', { payment_intent: { id: 'pi_1', metadata } }],
    ['invoice.paid', 'invoice', { metadata }],
  ])('is the invoice of the metadata in %s', (type, object, changes) => {
    const reading = read(type, object, changes);
    expect(reading).toMatchObject({ invoiceId: 'INV-0042' });
    expect(reading).not.toHaveProperty('invoiceNumber');
  });

  it.each([null, [], 'x', { dunlin_invoice_id: 7 }, { dunlin_invoice_id: ' ' }])(
    'is unknown with metadata %j',
    (odd) => {
      const reading = read('charge.succeeded', 'charge', { metadata: odd });
      expect(reading).toMatchObject({ kind: 'succeeded' });
      expect(reading).not.toHaveProperty('invoiceId');
    },
  );

  it('is the number of an expanded invoice', () => {
    const changes = { invoice: { id: 'in_1', number: 'N-1' } };
    expect(read('charge.succeeded', 'charge', changes)).toMatchObject({
      invoiceNumber: 'N-1',
      providerInvoiceId: 'in_1',
    });
  });
});
