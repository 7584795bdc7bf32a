/** Payments as an ERP reports them: each counted once, put where it fits, and answered row by row. */
import { describe, expect, it } from 'vitest';
import { invoiceRow, moneyScene, paymentRow } from '../money-scene.ts';

const scene = moneyScene();

describe('a payment', () => {
  it('settles its invoice and closes the case', async () => {
    await scene.push(invoiceRow());
    expect(await scene.pay(paymentRow())).toEqual({
      accepted: 1,
      unchanged: 0,
      rejected: 0,
      results: [{ paymentId: 'P-1', status: 'accepted', applied: '1200.00', unapplied: '0.00' }],
    });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0, caseState: 'closed', closedAs: 'paid' });
  });

  it('changes nothing the second time', async () => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow({ amount: '500.00' }));
    const before = await scene.rows.all();
    expect(await scene.pay(paymentRow({ amount: '500.00' }))).toMatchObject({ unchanged: 1, accepted: 0 });
    expect(await scene.rows.all()).toEqual(before);
  });

  it('is refused under a known id with other content', async () => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow({ amount: '500.00' }));
    const { results } = await scene.pay(paymentRow({ amount: '600.00' }));
    expect(results).toMatchObject([{ status: 'rejected', problems: [{ path: 'payments[0].paymentId' }] }]);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 70_000 });
  });

  it.each([
    { what: 'another currency', with: { currency: 'EUR' }, path: 'payments[1].currency' },
    { what: 'zero', with: { amount: '0.00' }, path: 'payments[1].amount' },
    { what: 'a negative amount', with: { amount: '-5.00' }, path: 'payments[1].amount' },
    { what: 'a JSON number', with: { amount: 5 }, path: 'payments[1].amount' },
  ])('of $what is refused, beside good ones that are kept', async ({ with: fields, path }) => {
    await scene.push(invoiceRow());
    const answer = await scene.pay(paymentRow({ amount: '100.00' }), paymentRow({ paymentId: 'P-2', ...fields }));
    expect(answer).toMatchObject({ accepted: 1, rejected: 1 });
    expect(answer.results[1]).toMatchObject({ paymentId: 'P-2', status: 'rejected', problems: [{ path }] });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 110_000 });
  });

  it('twice in one call counts once', async () => {
    await scene.push(invoiceRow());
    const answer = await scene.pay(paymentRow({ amount: '100.00' }), paymentRow({ amount: '100.00' }));
    expect(answer).toMatchObject({ accepted: 1, unchanged: 1 });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 110_000 });
  });

  it('above what is owed is unapplied for the rest, and covers what else the customer owes', async () => {
    await scene.push(invoiceRow(), invoiceRow({ invoiceNumber: 'INV-2', total: '300.00', openBalance: '300.00' }));
    const { results } = await scene.pay(paymentRow({ amount: '1500.00' }));
    expect(results).toMatchObject([{ applied: '1200.00', unapplied: '300.00' }]);
    expect((await scene.customer()).unapplied).toEqual({ GBP: 30_000 });
    const other = await scene.ledger().loadCase(scene.ledger().caseIdOf(scene.creditorId(), 'INV-2'));
    expect(other?.situation.coveredMinor).toBe(30_000);
  });

  it('above what is owed is applied when the invoice owes more', async () => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow({ amount: '1500.00' }));
    await scene.push(invoiceRow({ asOf: '2026-02-05T06:00:00Z', total: '1600.00', openBalance: '1600.00' }));
    expect(await scene.payment()).toMatchObject({ unappliedMinor: 0, waitsFor: [] });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 10_000, caseState: 'open' });
    expect((await scene.customer()).unapplied).toEqual({});
  });

  it('is spread over the invoices as allocated', async () => {
    await scene.push(invoiceRow(), invoiceRow({ invoiceNumber: 'INV-2' }));
    const allocations = [
      { invoiceNumber: 'INV-1', amount: '1000.00' },
      { invoiceNumber: 'INV-2', amount: '400.00' },
    ];
    await scene.pay(paymentRow({ invoiceNumber: undefined, amount: '1500.00', allocations }));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 20_000 });
    expect(await scene.invoice('INV-2')).toMatchObject({ owedMinor: 80_000 });
    expect(await scene.payment()).toMatchObject({ unappliedMinor: 10_000 });
  });

  it('is spread over a hundred invoices', async () => {
    const numbers = Array.from({ length: 100 }, (_, at) => `INV-${at + 1}`);
    const small = { total: '10.00', openBalance: '10.00' };
    await scene.push(...numbers.map((invoiceNumber) => invoiceRow({ invoiceNumber, ...small })));
    const allocations = numbers.map((invoiceNumber) => ({ invoiceNumber, amount: '10.00' }));
    const { results } = await scene.pay(paymentRow({ invoiceNumber: undefined, amount: '1000.00', allocations }));
    expect(results).toMatchObject([{ status: 'accepted', applied: '1000.00', unapplied: '0.00' }]);
    expect((await scene.rows.invoices()).every(({ closedAs }) => closedAs === 'paid')).toBe(true);
    expect(await scene.payment()).toMatchObject({ state: 'applied' });
  });

  it('of a customer who names no invoice is unapplied, also where nobody knows the customer yet', async () => {
    await scene.pay(paymentRow({ invoiceNumber: undefined, customerId: 'C-1', amount: '300.00' }));
    await scene.push(invoiceRow());
    expect(await scene.customer()).toMatchObject({ name: 'Acme Ltd', unapplied: { GBP: 30_000 } });
  });

  it('finds its invoice by the number, where its id is another', async () => {
    await scene.push(invoiceRow({ invoiceId: 'id/7' }));
    await scene.pay(paymentRow());
    expect(await scene.invoice('id/7')).toMatchObject({ owedMinor: 0, closedAs: 'paid' });
  });

  it.each(['INV-1', 'id/7'])('before its invoice (named %s) waits, and is applied when it appears', async (name) => {
    const { results } = await scene.pay(paymentRow({ invoiceNumber: name }));
    expect(results).toMatchObject([{ status: 'accepted', applied: '0.00', unapplied: '1200.00' }]);
    await scene.push(invoiceRow({ invoiceId: 'id/7' }));
    expect(await scene.invoice('id/7')).toMatchObject({ owedMinor: 0, caseState: 'closed', closedAs: 'paid' });
    expect(await scene.payment()).toMatchObject({ unappliedMinor: 0, waitsFor: [], customerId: 'C-1' });
    expect(await scene.ledger().anyWaitingMoney(scene.creditorId())).toBe(false);
  });

  it('before its invoice is applied by the next push, where the first one died in between', async () => {
    await scene.pay(paymentRow({ invoiceNumber: 'INV-2' }));
    const dying = { ...scene.ledger(), anyWaitingMoney: () => Promise.reject(new Error('killed')) };
    await expect(scene.pushThrough(dying, invoiceRow({ invoiceNumber: 'INV-2' }))).rejects.toThrow('killed');
    expect(await scene.invoice('INV-2')).toMatchObject({ owedMinor: 120_000 });
    expect(await scene.push(invoiceRow({ invoiceNumber: 'INV-2' }))).toMatchObject({ unchanged: 1 });
    expect(await scene.invoice('INV-2')).toMatchObject({ owedMinor: 0 });
  });

  it('in another currency than the invoice that appears stays unapplied', async () => {
    await scene.pay(paymentRow({ currency: 'EUR' }));
    await scene.push(invoiceRow());
    expect(await scene.invoice()).toMatchObject({ owedMinor: 120_000 });
    expect(await scene.payment()).toMatchObject({ unappliedMinor: 120_000, waitsFor: [] });
  });

  it('for an invoice that was voided is unapplied', async () => {
    await scene.push(invoiceRow({ status: 'void', openBalance: '0.00' }));
    const { results } = await scene.pay(paymentRow({ receivedAt: '2026-01-20T00:00:00Z' }));
    expect(results).toMatchObject([{ applied: '0.00', unapplied: '1200.00' }]);
  });

  it('kind credit closes the case as credited', async () => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow({ kind: 'credit' }));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0, closedAs: 'credited' });
  });
});

describe('money that goes back', () => {
  it.each(['refund', 'chargeback'])('by a %s reopens the invoice in a new cycle', async (kind) => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow());
    const { cycle, run } = await scene.invoice();
    await scene.pay(paymentRow({ paymentId: 'R-1', kind, amount: '700.00' }));
    expect(await scene.invoice()).toMatchObject({
      owedMinor: 70_000,
      caseState: 'open',
      cycle: cycle + 1,
      run: run + 1,
    });
    expect((await scene.invoice()).startStepId).not.toBe('decide');
  });

  it('never makes more owed than was invoiced', async () => {
    await scene.push(invoiceRow());
    await scene.pay(
      paymentRow({ amount: '200.00' }),
      paymentRow({ paymentId: 'R-1', kind: 'refund', amount: '700.00' }),
    );
    expect(await scene.invoice()).toMatchObject({ owedMinor: 120_000 });
    await scene.pay(paymentRow({ paymentId: 'P-2' }));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 0 });
  });

  it.each(['INV-1', 'id/7'])('of what was paid too much owes nothing again (id %s)', async (invoiceId) => {
    await scene.push(invoiceRow({ invoiceId }));
    await scene.pay(paymentRow({ amount: '1500.00' }));
    await scene.pay(paymentRow({ paymentId: 'R-1', kind: 'refund', amount: '300.00' }));
    expect(await scene.invoice(invoiceId)).toMatchObject({ owedMinor: 0, caseState: 'closed', cycle: 1 });
    expect(await scene.payment()).toMatchObject({ unappliedMinor: 0, reversedMinor: 30_000 });
    expect((await scene.customer()).unapplied).toEqual({});
  });

  it('before the invoice waits with the money that it takes back', async () => {
    await scene.pay(paymentRow({ paymentId: 'R-1', kind: 'refund' }), paymentRow());
    await scene.push(invoiceRow());
    expect(await scene.invoice()).toMatchObject({ owedMinor: 120_000, caseState: 'open' });
  });

  it('of two invoices is taken off each once, though one of them appears later', async () => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow());
    const allocations = ['INV-1', 'INV-2'].map((invoiceNumber) => ({ invoiceNumber, amount: '100.00' }));
    await scene.pay(
      paymentRow({ paymentId: 'R-1', kind: 'refund', invoiceNumber: undefined, amount: '200.00', allocations }),
    );
    await scene.push(invoiceRow({ invoiceNumber: 'INV-2' }));
    expect(await scene.invoice()).toMatchObject({ owedMinor: 10_000 });
  });
});
