/** Money, pushes and claims at the same moment: each is carried out once, on what the others left. */
import { describe, expect, it } from 'vitest';
import { stableId } from '../../../core/case/transition.ts';
import type { Write } from '../../../core/ports.ts';
import { prepare } from '../../../functions/send-reminder/prepare.ts';
import { invoiceRow, moneyScene, paymentRow } from '../money-scene.ts';

const scene = moneyScene();
const OURS = { metadata: { dunlin_invoice_id: 'INV-1' } };
const LATER = '2026-02-05T06:00:00Z';

describe('at the same moment', () => {
  it('several payments of one invoice all count', async () => {
    await scene.push(invoiceRow());
    const amount = '100.00';
    await Promise.all([
      scene.pay(paymentRow({ amount })),
      scene.pay(paymentRow({ paymentId: 'P-2', amount })),
      scene.pay(paymentRow({ paymentId: 'P-3', amount })),
      scene.told('payment_intent.succeeded', 'payment_intent', OURS),
    ]);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 85_000, inFlight: [] });
  });

  it('the same payment counts once', async () => {
    await scene.push(invoiceRow());
    const answers = await Promise.all([1, 2, 3].map(() => scene.pay(paymentRow({ amount: '100.00' }))));
    expect(answers.map(({ rejected }) => rejected)).toEqual([0, 0, 0]);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 110_000 });
  });

  it('one payment id with two contents is one payment and one refusal', async () => {
    await scene.push(invoiceRow(), invoiceRow({ invoiceNumber: 'INV-2' }));
    const answer = await scene.pay(paymentRow(), paymentRow({ invoiceNumber: 'INV-2' }));
    expect(answer).toMatchObject({ accepted: 1, rejected: 1 });
  });

  it('Stripe’s and the ERP’s word about the same money count once', async () => {
    await scene.push(invoiceRow());
    await Promise.all([
      scene.pay(paymentRow({ amount: '50.00', providerReference: 'pi_1' })),
      scene.tell('payment_intent.succeeded', 'payment_intent', OURS),
      scene.tell('charge.succeeded', 'charge', OURS),
    ]);
    await scene.applyAll();
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000, inFlight: [] });
  });

  it('the two applications of one payment put it on its invoice once', async () => {
    await scene.push(invoiceRow());
    await scene.tell('payment_intent.succeeded', 'payment_intent', OURS);
    await Promise.allSettled([1, 2, 3].map(() => scene.apply('stripe#pi_1')));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 115_000, inFlight: [] });
  });

  it('an invoice and the money that names it meet, whoever is first', async () => {
    const numbers = Array.from({ length: 12 }, (_, at) => `INV-${at}`);
    await Promise.all(
      numbers.flatMap((invoiceNumber, at) => [
        scene.pay(paymentRow({ paymentId: `P-${at}`, invoiceNumber })),
        scene.push(invoiceRow({ invoiceNumber, invoiceId: at % 2 ? `id-${at}` : invoiceNumber })),
      ]),
    );
    expect((await scene.rows.invoices()).map(({ owedMinor }) => owedMinor)).toEqual(numbers.map(() => 0));
    expect(await scene.ledger().anyWaitingMoney(scene.creditorId())).toBe(false);
  });

  it('a push and a payment both stand', async () => {
    await scene.push(invoiceRow());
    await Promise.all([
      scene.push(invoiceRow({ asOf: LATER, purchaseOrder: 'PO-7' })),
      scene.pay(paymentRow({ amount: '100.00' })),
      scene.push(invoiceRow({ asOf: LATER, purchaseOrder: 'PO-7' })),
    ]);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 110_000, purchaseOrder: 'PO-7' });
  });

  it('payments and credit notes of one customer leave the sums of both', async () => {
    await scene.push(invoiceRow());
    await Promise.all([
      scene.pay(paymentRow({ invoiceNumber: undefined, customerId: 'C-1', amount: '10.00' })),
      scene.pay(paymentRow({ paymentId: 'P-2', invoiceNumber: undefined, customerId: 'C-1', amount: '20.00' })),
      scene.push(invoiceRow({ invoiceNumber: 'CN-1', type: 'credit_note', total: '5.00', openBalance: '5.00' })),
      scene.push(invoiceRow({ invoiceNumber: 'CN-2', type: 'credit_note', total: '6.00', openBalance: '6.00' })),
    ]);
    expect(await scene.customer()).toMatchObject({ unapplied: { GBP: 3_000 }, credit: { GBP: 1_100 } });
  });
});

describe('a claim', () => {
  const caseId = () => scene.ledger().caseIdOf(scene.creditorId(), 'INV-1');

  /** The claim of a reminder as it was decided, not committed yet. */
  async function decided(): Promise<readonly Write[]> {
    const loaded = await scene.ledger().loadCase(caseId(), { addresses: true });
    const step = loaded?.situation.policy.steps.find(({ id }) => id === 'second');
    if (!loaded || step?.action !== 'remind') throw new Error('expected a case and a reminder to claim');
    return prepare(loaded, step, stableId('claim'), scene.clock.at).writes;
  }

  it.each([
    { what: 'a payment', then: () => scene.pay(paymentRow({ amount: '100.00' })) },
    { what: 'money on its way', then: () => scene.tell('payment_intent.processing', 'payment_intent', OURS) },
    { what: 'stored money', then: () => scene.tell('payment_intent.succeeded', 'payment_intent', OURS) },
    { what: 'a newer row', then: () => scene.push(invoiceRow({ asOf: LATER, openBalance: '0.00' })) },
    {
      what: 'unapplied money of the customer',
      then: () => scene.pay(paymentRow({ invoiceNumber: undefined, customerId: 'C-1', amount: '1200.00' })),
    },
  ])('made after $what is refused', async ({ then }) => {
    await scene.push(invoiceRow());
    const claim = await decided();
    await then();
    expect(await scene.ledger().commit(claim)).toMatchObject({ ok: false });
  });

  it('made while nothing moves is carried out', async () => {
    await scene.push(invoiceRow());
    expect(await scene.ledger().commit(await decided())).toEqual({ ok: true });
  });

  it('made before a payment stays, and the payment counts', async () => {
    await scene.push(invoiceRow());
    const claim = await decided();
    const [claimed] = await Promise.all([scene.ledger().commit(claim), scene.pay(paymentRow({ amount: '100.00' }))]);
    const row = await scene.invoice();
    expect(row.owedMinor).toBe(110_000);
    expect(row.claim !== undefined).toBe(claimed.ok);
  });
});
