/** Balances under any history of snapshots and money: exact, bounded, and the ERP's in the end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOutgoing } from '../../../core/payment/payment.ts';
import { aPayment } from '../../support/builders.ts';
import { type Books, dayAt, openBooks, row, TOTAL } from './books.ts';
import { carryOut, history } from './histories.ts';

function expectSound({ invoice, payments }: Books): void {
  const row = invoice();
  if (row) {
    expect(row.owedMinor).toBeGreaterThanOrEqual(0);
    expect(row.owedMinor).toBeLessThanOrEqual(Math.max(row.totalMinor, row.snapshot.openMinor));
    expect(row.unexplainedMinor).toBeGreaterThanOrEqual(0);
  }
  for (const { kind, state, allocations, unappliedMinor, reversedMinor, amountMinor } of payments.values()) {
    if (state !== 'applied' || isOutgoing(kind)) continue;
    const allocated = allocations.reduce((sum, line) => sum + line.minor, 0);
    expect(Math.min(allocated, unappliedMinor, reversedMinor)).toBeGreaterThanOrEqual(0);
    expect(allocated + unappliedMinor + reversedMinor).toBe(amountMinor);
  }
}

describe('over any history of snapshots and money, late and repeated', () => {
  it('owed stays between nothing and what was invoiced, and every payment’s parts add up', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const books = openBooks();
        for (const one of deeds) {
          carryOut(books, one);
          expectSound(books);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('a last snapshot that names all money is the balance', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: TOTAL }), (deeds, open) => {
        const books = openBooks();
        for (const one of deeds) carryOut(books, one);
        const entries = books.invoice()?.entries ?? [];
        const names = entries.map(({ paymentKey }) => paymentKey);
        const loose = [...books.payments.values()].filter(({ unappliedMinor }) => unappliedMinor > 0);
        books.payments.clear();
        books.push(row(40, open, names));
        expect(books.invoice()).toMatchObject({ entries: [], owedMinor: open });
        expect(loose.every(({ unappliedMinor }) => unappliedMinor > 0)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('an ERP that books what was paid, in any order and any portions', () => {
  const choices = fc.infiniteStream(fc.tuple(fc.boolean(), fc.nat(5), fc.boolean()));
  const several = { minLength: 1, maxLength: 6 };

  /** Pays and books until both are done; tells what is owed, and what is owed in truth, after each. */
  function live(sums: readonly number[], turns: Iterable<readonly [boolean, number, boolean]>) {
    const books = openBooks();
    books.push(row(0, TOTAL));
    const unpaid = sums.map((sum, at) => ({ sum, key: `erp#P-${at}` }));
    const unbooked: typeof unpaid = [];
    const days: { readonly owed: number | undefined; readonly truth: number }[] = [];
    let [seen, booked] = [0, 0];
    for (const [isPaying, pick, isNamed] of turns) {
      if (unpaid.length === 0 && unbooked.length === 0) break;
      const today = days.length + 1;
      const next = isPaying || unbooked.length === 0 ? unpaid.pop() : undefined;
      if (next) {
        const money = { amountMinor: next.sum, unappliedMinor: next.sum, receivedAt: dayAt(today) };
        books.pay(aPayment({ ...money, paymentKey: next.key, meantFor: [{ invoiceId: 'INV-1', minor: next.sum }] }));
        seen += next.sum;
        unbooked.push(next);
      } else {
        const part = unbooked.splice(pick % unbooked.length, 1 + (pick % 2));
        booked += part.reduce((sum, one) => sum + one.sum, 0);
        books.push(row(today, TOTAL - booked, isNamed ? part.map(({ key }) => key.slice(4)) : []));
      }
      days.push({ owed: books.invoice()?.owedMinor, truth: TOTAL - seen });
    }
    return days;
  }

  it('is followed exactly, where no other payments make up the same sum', () => {
    const sums = fc.shuffledSubarray([1, 2, 4, 8, 16, 32, 64, 128], several);
    fc.assert(
      fc.property(sums, choices, (amounts, turns) => {
        for (const { owed, truth } of live(amounts, turns)) expect(owed).toBe(truth);
      }),
      { numRuns: 500 },
    );
  });

  it('is never overtaken: nothing paid is asked for, and in the end all of the rest is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 150 }), several), choices, (amounts, turns) => {
        const days = live(amounts, turns);
        for (const { owed, truth } of days) expect(owed).toBeLessThanOrEqual(truth);
        expect(days.at(-1)?.owed).toBe(days.at(-1)?.truth);
      }),
      { numRuns: 500 },
    );
  });
});
