/** Newer versions of Stripe's API: the invoice's event names no PaymentIntent, yet both are the same money. */
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../adapters/stripe/an-event.ts';
import { invoiceRow, moneyScene, paymentRow } from '../money-scene.ts';

const scene = moneyScene();

const NEW_INVOICE = { payment_intent: undefined, number: 'INV-1' };
const OURS = { metadata: { dunlin_invoice_id: 'INV-1' } };
const ORDERED = { payment_details: { order_reference: 'in_1' } };

type Told = readonly [string, string, Fields];
const invoicePaid: Told = ['invoice.paid', 'invoice', NEW_INVOICE];
const intent: Told = ['payment_intent.succeeded', 'payment_intent', ORDERED];
const namedIntent: Told = ['payment_intent.succeeded', 'payment_intent', { ...ORDERED, ...OURS }];
const unlinked: Told = ['payment_intent.succeeded', 'payment_intent', OURS];
const charge: Told = ['charge.succeeded', 'charge', {}];
const invoicePayment: Told = ['invoice_payment.paid', 'invoice_payment', {}];
const processing: Told = ['payment_intent.processing', 'payment_intent', { ...ORDERED, ...OURS }];

const stories: readonly { readonly what: string; readonly events: readonly Told[] }[] = [
  { what: 'the invoice, then its payment', events: [invoicePaid, intent] },
  { what: 'the payment, then its invoice', events: [intent, invoicePaid] },
  { what: 'a payment that names ours, then its invoice', events: [namedIntent, invoicePaid] },
  { what: 'the invoice, then a payment that names ours', events: [invoicePaid, namedIntent] },
  { what: 'a payment without a link, the invoice, then the link', events: [unlinked, invoicePaid, invoicePayment] },
  { what: 'the invoice, a payment without a link, then the link', events: [invoicePaid, unlinked, invoicePayment] },
  { what: 'an unmatched charge, the invoice, then the link', events: [charge, invoicePaid, invoicePayment] },
  { what: 'an unmatched charge, the link, then the invoice', events: [charge, invoicePayment, invoicePaid] },
  { what: 'processing, the invoice, then the payment', events: [processing, invoicePaid, intent] },
];

describe.each(['at once', 'at the end'])('applied %s', (when) => {
  const play = async (events: readonly Told[]): Promise<void> => {
    for (const [type, object, fields] of events)
      await (when === 'at once' ? scene.told : scene.tell)(type, object, fields);
    await scene.applyAll();
  };

  it.each(stories)('counts once: $what', async ({ events }) => {
    await scene.push(invoiceRow());
    await play(events);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000, inFlight: [] });
    await play(events);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000, inFlight: [] });
    const loose = (await scene.rows.payments()).reduce((sum, { unappliedMinor }) => sum + unappliedMinor, 0);
    expect(loose).toBe(0);
  });

  it.each(stories)('settles its invoice once and leaves it closed: $what', async ({ events }) => {
    await scene.push(invoiceRow({ total: '50.00', openBalance: '50.00' }));
    await play(events);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0, caseState: 'closed', cycle: 1 });
    expect((await scene.customer()).unapplied).toEqual({});
  });

  it.each(stories)('is refunded once, by the payment’s own event: $what', async ({ events }) => {
    await scene.push(invoiceRow());
    await play([...events, ['charge.refunded', 'charge', { amount_refunded: 2000 }]]);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 117_000 });
  });

  it.each(stories)('is refunded before anything else is heard: $what', async ({ events }) => {
    await scene.push(invoiceRow());
    await play([['charge.refunded', 'charge', { amount_refunded: 2000 }], ...events]);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 117_000 });
  });
});

it('an invoice’s word about a payment that has come disturbs nobody', async () => {
  await scene.push(invoiceRow());
  await scene.told(...namedIntent);
  const before = await scene.invoice();
  await scene.told(...invoicePaid);
  expect(await scene.payment('stripe#in_1')).toMatchObject({ state: 'same-money', sameAs: 'stripe#pi_1' });
  expect(await scene.invoice()).toEqual(before);
});

describe('an invoice that two payments settled', () => {
  const part = (id: string, amount: number): Told => [
    'payment_intent.succeeded',
    'payment_intent',
    { ...ORDERED, ...OURS, id, amount, amount_received: amount },
  ];
  const paid: Told = ['invoice.paid', 'invoice', { ...NEW_INVOICE, amount_paid: 5000 }];

  it.each([
    [[part('pi_1', 3000), part('pi_2', 2000), paid]],
    [[part('pi_1', 3000), paid, part('pi_2', 2000)]],
    [[paid, part('pi_1', 3000), part('pi_2', 2000)]],
  ])('counts what it was paid with (order %#)', async (events) => {
    await scene.push(invoiceRow());
    for (const event of events) await scene.told(...event);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000, inFlight: [] });
  });
});

describe('money that the ERP reports too', () => {
  it.each(['pi_1', 'in_1'])('under the id %s before Stripe’s events is the same', async (providerReference) => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow({ amount: '50.00', providerReference }));
    await scene.told(...invoicePaid);
    await scene.told(...namedIntent);
    const owedMinor = providerReference === 'in_1' ? 115_000 : 115_000;
    expect(await scene.invoice()).toMatchObject({ owedMinor });
  });

  it.each(['pi_1', 'in_1'])('under the id %s after Stripe’s events is the same', async (providerReference) => {
    await scene.push(invoiceRow());
    await scene.told(...invoicePaid);
    await scene.told(...namedIntent);
    const answer = await scene.pay(paymentRow({ amount: '50.00', providerReference }));
    expect(answer).toMatchObject({ accepted: 1 });
    expect(await scene.pay(paymentRow({ amount: '50.00', providerReference }))).toMatchObject({ unchanged: 1 });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000 });
  });

  it('says whom unmatched money is for', async () => {
    await scene.push(invoiceRow());
    await scene.told(...charge);
    await scene.pay(paymentRow({ amount: '50.00', providerReference: 'pi_1' }));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000 });
    expect(await scene.payment('stripe#pi_1')).toMatchObject({ unappliedMinor: 0 });
  });

  it('in two parts of one reference counts both, where the ERP was first', async () => {
    await scene.push(invoiceRow());
    const half = { amount: '25.00', providerReference: 'pi_1' };
    await scene.pay(paymentRow(half), paymentRow({ ...half, paymentId: 'P-2' }));
    await scene.told(...unlinked);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000 });
  });

  it('is refunded by Stripe’s word, also where the ERP was first', async () => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow({ amount: '50.00', providerReference: 'pi_1' }));
    await scene.told('charge.refunded', 'charge', { amount_refunded: 2000 });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 117_000 });
  });

  it('is refunded once, where both report the refund', async () => {
    await scene.push(invoiceRow());
    await scene.told(...unlinked);
    await scene.told('charge.refunded', 'charge', { amount_refunded: 2000 });
    await scene.pay(paymentRow({ paymentId: 'R-1', kind: 'refund', amount: '20.00', providerReference: 'pi_1' }));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 117_000 });
  });

  it('after a failure at Stripe is the ERP’s, and Stripe’s later success the same', async () => {
    await scene.push(invoiceRow());
    await scene.told('payment_intent.payment_failed', 'payment_intent', OURS);
    await scene.pay(paymentRow({ amount: '50.00', providerReference: 'pi_1' }));
    await scene.told(...unlinked);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000 });
  });

  it.each(['P-1', 'pi_1'])('is acknowledged under the name %s', async (name) => {
    await scene.push(invoiceRow());
    await scene.told(...unlinked);
    await scene.pay(paymentRow({ amount: '50.00', providerReference: 'pi_1' }));
    await scene.push(invoiceRow({ asOf: '2026-02-08T06:00:00Z', acknowledgedPayments: [name] }));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 120_000, entries: [] });
  });
});
