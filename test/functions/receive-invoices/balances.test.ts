/** Balances after money and later snapshots of the ERP: nothing counts twice and nothing is lost. */
import { describe, expect, it } from 'vitest';
import { invoiceRow, moneyScene, paymentRow } from '../money-scene.ts';

const scene = moneyScene();

const DAY = (day: number): string => `2026-02-${String(day).padStart(2, '0')}T06:00:00Z`;
const snapshot = (day: number, openBalance: string, fields = {}) =>
  scene.push(invoiceRow({ asOf: DAY(day), openBalance, ...fields }));
const paid = (amount: string, fields = {}) => scene.pay(paymentRow({ amount, ...fields }));
const owed = async (): Promise<number> => (await scene.invoice()).owedMinor;

describe('a payment', () => {
  it('stays subtracted while the ERP’s balance does not change', async () => {
    await snapshot(1, '1200.00');
    await paid('500.00');
    await snapshot(5, '1200.00');
    expect(await owed()).toBe(70_000);
    await snapshot(6, '1200.00');
    expect(await owed()).toBe(70_000);
  });

  it('is in the ERP’s balance once that is lower by its amount', async () => {
    await snapshot(1, '1200.00');
    await paid('500.00');
    await snapshot(5, '700.00');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 70_000, entries: [] });
  });

  it('is in the ERP’s balance once that names it', async () => {
    await snapshot(1, '1200.00');
    await paid('500.00');
    await snapshot(5, '1200.00', { acknowledgedPayments: ['P-1'] });
    expect(await owed()).toBe(120_000);
  });

  it('that the ERP booked in two parts is in the balance with the second', async () => {
    await snapshot(1, '1200.00');
    await paid('500.00');
    await snapshot(5, '1000.00');
    expect(await owed()).toBe(50_000);
    await snapshot(6, '700.00');
    expect(await owed()).toBe(70_000);
  });

  it('is not swallowed by what the balance had fallen before it was seen', async () => {
    await snapshot(1, '1200.00');
    await paid('600.00');
    await snapshot(4, '900.00');
    await paid('100.00', { paymentId: 'P-2', receivedAt: '2026-02-04T10:00:00Z' });
    await snapshot(6, '900.00');
    expect(await owed()).toBe(20_000);
  });

  it('younger than the ERP’s balance is not in it', async () => {
    await snapshot(1, '1200.00');
    await paid('500.00', { receivedAt: '2026-02-06T00:00:00Z' });
    await snapshot(5, '700.00');
    expect(await owed()).toBe(20_000);
  });

  it('is in the balance after that rose and fell by its amount', async () => {
    await snapshot(1, '1200.00');
    await paid('500.00');
    await snapshot(5, '1250.00', { total: '1250.00' });
    expect(await owed()).toBe(75_000);
    await snapshot(6, '750.00', { total: '1250.00' });
    expect(await owed()).toBe(75_000);
  });

  it('of two is dropped by its own amount', async () => {
    await snapshot(1, '1200.00');
    await paid('500.00');
    await paid('300.00', { paymentId: 'P-2' });
    await snapshot(5, '900.00');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 40_000, entries: [{ paymentKey: 'erp#P-1' }] });
    await snapshot(6, '400.00');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 40_000, entries: [] });
  });

  it('that one balance explains does not explain another', async () => {
    await snapshot(1, '1200.00');
    await paid('500.00');
    await paid('500.00', { paymentId: 'P-2' });
    await snapshot(5, '700.00');
    expect(await owed()).toBe(20_000);
    await snapshot(6, '700.00');
    expect(await owed()).toBe(20_000);
    await snapshot(7, '200.00');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 20_000, entries: [] });
  });

  it('and its refund in one balance are both in it', async () => {
    await snapshot(1, '1200.00');
    await paid('1200.00');
    await paid('400.00', { paymentId: 'R-1', kind: 'refund' });
    expect(await owed()).toBe(40_000);
    await snapshot(5, '400.00');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 40_000, entries: [] });
  });
});

describe('money that the ERP knew first', () => {
  it('is on its invoice without being subtracted again, where the ERP named it', async () => {
    await snapshot(1, '1200.00');
    await snapshot(5, '700.00', { acknowledgedPayments: ['pi_1'] });
    await scene.told('payment_intent.succeeded', 'payment_intent', {
      amount_received: 50_000,
      metadata: { dunlin_invoice_id: 'INV-1' },
    });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 70_000, entries: [] });
    expect(await scene.payment('stripe#pi_1')).toMatchObject({ unappliedMinor: 0 });
  });

  it('and settled the invoice with is no overpayment', async () => {
    await snapshot(1, '1200.00');
    await snapshot(5, '0.00');
    await paid('1200.00');
    expect(await scene.payment()).toMatchObject({ unappliedMinor: 0, allocations: [{ minor: 120_000 }] });
    await paid('1200.00', { paymentId: 'P-2' });
    expect(await scene.payment('erp#P-2')).toMatchObject({ unappliedMinor: 120_000 });
  });

  it('is an overpayment where it came after the ERP’s balance', async () => {
    await snapshot(1, '1200.00');
    await snapshot(2, '0.00');
    await paid('1200.00', { receivedAt: '2026-02-05T00:00:00Z' });
    expect(await scene.payment()).toMatchObject({ unappliedMinor: 120_000 });
  });
});
