/** Stripe's money: one PaymentIntent counts once, whatever its events are called, in any order and repeated. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../adapters/stripe/an-event.ts';
import { invoiceRow, moneyScene } from '../money-scene.ts';

const scene = moneyScene();
const FIFTY = { total: '50.00', openBalance: '50.00' };
const OURS = { metadata: { dunlin_invoice_id: 'INV-1' } };

const stripe = () => scene.payment('stripe#pi_1');

describe('money that has come', () => {
  it('is stored first, with its invoice in flight, then applied', async () => {
    await scene.push(invoiceRow(FIFTY));
    expect(await scene.tell('payment_intent.succeeded', 'payment_intent', OURS)).toBe('stored');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 5_000, inFlight: [{ paymentKey: 'stripe#pi_1' }] });
    await scene.applyAll();
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0, inFlight: [], closedAs: 'paid' });
  });

  it('is applied once, however often it is asked for', async () => {
    await scene.push(invoiceRow());
    await scene.told('payment_intent.succeeded', 'payment_intent', OURS);
    expect(await scene.apply('stripe#pi_1')).toBe('nothing-to-do');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000 });
  });

  it('counts once in any order of its events and however often they come', async () => {
    const events: [string, string, Fields][] = [
      ['payment_intent.processing', 'payment_intent', OURS],
      ['payment_intent.succeeded', 'payment_intent', OURS],
      ['charge.succeeded', 'charge', OURS],
      ['checkout.session.completed', 'checkout.session', OURS],
      ['invoice.paid', 'invoice', {}],
    ];
    const orders = fc.array(fc.nat(events.length - 1), { minLength: 1, maxLength: 8 });
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(orders, fc.boolean(), async (order, atOnce) => {
        turn++;
        const names = { metadata: { dunlin_invoice_id: `INV-${turn}` } };
        const ids = { id: `pi_${turn}`, payment_intent: `pi_${turn}` };
        await scene.push(invoiceRow({ invoiceNumber: `INV-${turn}` }));
        for (const [type, object, fields] of [...order, 1].flatMap((place) => [events[place] ?? []])) {
          const own = object === 'payment_intent' ? { id: ids.id } : { payment_intent: ids.payment_intent };
          const named = 'metadata' in fields ? names : { number: `INV-${turn}` };
          if (type) await (atOnce ? scene.told : scene.tell)(type, object ?? '', { ...own, ...named });
        }
        await scene.applyAll();
        expect(await scene.invoice(`INV-${turn}`)).toMatchObject({ owedMinor: 115_000, inFlight: [] });
      }),
      { numRuns: 12 },
    );
  });

  it('is matched by the invoice’s number where no metadata names ours', async () => {
    await scene.push(invoiceRow({ invoiceId: 'id-1', invoiceNumber: 'N-1' }));
    await scene.told('invoice.paid', 'invoice');
    expect(await scene.invoice('id-1')).toMatchObject({ owedMinor: 115_000 });
  });

  it('waits for an invoice that is not known yet', async () => {
    await scene.told('payment_intent.succeeded', 'payment_intent', OURS);
    expect(await stripe()).toMatchObject({ unappliedMinor: 5_000, waitsFor: ['INV-1'] });
    await scene.push(invoiceRow(FIFTY));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0, closedAs: 'paid' });
  });

  it('that nobody could match is unapplied, and matched when a later event names its invoice', async () => {
    await scene.push(invoiceRow(FIFTY));
    await scene.told('charge.succeeded', 'charge');
    expect(await stripe()).toMatchObject({ state: 'applied', unappliedMinor: 5_000, meantFor: [] });
    await scene.told('payment_intent.succeeded', 'payment_intent', OURS);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0 });
  });

  it('follows our own id where Stripe’s number named nobody', async () => {
    await scene.push(invoiceRow(FIFTY));
    await scene.told('invoice.paid', 'invoice');
    expect(await stripe()).toMatchObject({ waitsFor: ['N-1'] });
    await scene.told('charge.succeeded', 'charge', OURS);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0 });
    expect(await stripe()).toMatchObject({ waitsFor: [], unappliedMinor: 0 });
  });

  it('of another currency holds nothing up and stays unapplied', async () => {
    await scene.push(invoiceRow());
    await scene.told('payment_intent.succeeded', 'payment_intent', { ...OURS, currency: 'eur' });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 120_000, inFlight: [] });
    expect(await stripe()).toMatchObject({ unappliedMinor: 5_000, currency: 'EUR' });
  });
});

describe('money on its way', () => {
  const processing = (at?: string) => scene.told('payment_intent.processing', 'payment_intent', OURS, at);
  const failure = (at?: string) => scene.told('payment_intent.payment_failed', 'payment_intent', OURS, at);

  it('holds the invoice, and its failure lets it go', async () => {
    await scene.push(invoiceRow());
    await processing();
    const held = await scene.invoice();
    expect(held).toMatchObject({ owedMinor: 120_000, inFlight: [{ paymentKey: 'stripe#pi_1' }] });
    await failure('2026-02-06T10:00:00Z');
    const free = await scene.invoice();
    expect(free).toMatchObject({ owedMinor: 120_000, inFlight: [] });
    expect(free.decisionVersion).toBeGreaterThan(held.decisionVersion);
  });

  it('whose failure came first holds nothing', async () => {
    await scene.push(invoiceRow());
    await failure('2026-02-06T10:00:00Z');
    await processing('2026-02-05T10:00:00Z');
    expect(await scene.invoice()).toMatchObject({ inFlight: [] });
  });

  it('tried again after a failure holds again, and an old failure changes nothing', async () => {
    await scene.push(invoiceRow());
    await failure('2026-02-05T10:00:00Z');
    await processing('2026-02-06T10:00:00Z');
    await failure('2026-02-05T10:00:00Z');
    expect(await scene.invoice()).toMatchObject({ inFlight: [{ paymentKey: 'stripe#pi_1' }] });
    await scene.told('payment_intent.succeeded', 'payment_intent', OURS);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000, inFlight: [] });
  });

  it('holds an invoice that appears meanwhile, too', async () => {
    await processing();
    await scene.push(invoiceRow());
    expect(await scene.invoice()).toMatchObject({ inFlight: [{ paymentKey: 'stripe#pi_1' }] });
    await failure('2026-02-06T10:00:00Z');
    expect(await scene.invoice()).toMatchObject({ inFlight: [] });
  });

  it('that has come is not on its way again', async () => {
    await scene.push(invoiceRow());
    await scene.told('payment_intent.succeeded', 'payment_intent', OURS);
    await processing('2026-02-07T10:00:00Z');
    await failure('2026-02-07T10:00:00Z');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000, inFlight: [] });
  });
});

describe('money that is taken back', () => {
  const refund = (amount: number) => scene.told('charge.refunded', 'charge', { ...OURS, amount_refunded: amount });
  const success = () => scene.told('payment_intent.succeeded', 'payment_intent', OURS);
  const dispute = (type: string, changes: Fields = {}) => scene.told(`charge.dispute.${type}`, 'dispute', changes);

  it('reopens the invoice in a new cycle', async () => {
    await scene.push(invoiceRow(FIFTY));
    await success();
    await refund(5000);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 5_000, caseState: 'open', cycle: 2 });
  });

  it('is told cumulatively: repeated and out of order counts what it adds up to', async () => {
    await scene.push(invoiceRow());
    await success();
    for (const amount of [3000, 1000, 3000, 2000]) await refund(amount);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 118_000 });
    expect(await stripe()).toMatchObject({ reversedMinor: 3_000 });
  });

  it('before the payment itself is heard of is kept until it is', async () => {
    await scene.push(invoiceRow());
    await refund(2000);
    await success();
    expect(await scene.invoice()).toMatchObject({ owedMinor: 117_000 });
  });

  it('by a lost dispute counts once, whichever of its events comes', async () => {
    await scene.push(invoiceRow());
    await success();
    await dispute('created');
    await dispute('funds_withdrawn');
    await dispute('closed', { status: 'lost' });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 120_000 });
  });

  it('by a dispute that is won comes back, also when the news overtake each other', async () => {
    await scene.push(invoiceRow(FIFTY));
    await success();
    await dispute('created');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 5_000, caseState: 'open' });
    await dispute('closed', { status: 'won' });
    await dispute('created');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0, caseState: 'closed' });
    expect(await stripe()).toMatchObject({ unappliedMinor: 0, reversedMinor: 0 });
  });

  it('leaves nothing on the invoice that a stranger’s payment could uncover', async () => {
    await scene.push(invoiceRow(FIFTY));
    await success();
    await refund(5000);
    await scene.push(invoiceRow({ ...FIFTY, asOf: '2026-02-08T06:00:00Z', openBalance: '0.00' }));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0, caseState: 'closed', entries: [] });
  });

  it('after the ERP booked the payment is owed again, until the ERP’s balance says so itself', async () => {
    await scene.push(invoiceRow(FIFTY));
    await success();
    await scene.push(invoiceRow({ ...FIFTY, asOf: '2026-02-08T06:00:00Z', openBalance: '0.00' }));
    expect(await scene.invoice()).toMatchObject({ entries: [], owedMinor: 0 });
    await refund(2000);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 2_000, caseState: 'open' });
    await scene.push(invoiceRow({ ...FIFTY, asOf: '2026-02-09T06:00:00Z', openBalance: '20.00' }));
    expect(await scene.invoice()).toMatchObject({ entries: [], owedMinor: 2_000 });
  });
});
