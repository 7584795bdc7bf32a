/** The CFO's figures: cash against four weeks, overdue against former reports, the largest debtors, what stands still. */
import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../core/report/build.ts';
import type { ReportFacts } from '../../../core/report/facts.ts';
import { renderReport } from '../../../core/report/render/report.ts';
import { aCustomer, anInvoice, aTask } from '../../support/builders.ts';
import { aLine, anOpenRow, someFacts } from './a-facts.ts';

const cfo = (facts: Partial<ReportFacts>) => buildReport(someFacts(facts), 'cfo');
const paid = (on: string, amountMinor: number, currency = 'GBP') =>
  aLine({ kind: 'paid', at: `${on}T12:00:00.000Z`, amountMinor, currency });

describe('cash in', () => {
  it('is that of the last seven whole days beside the average of the four weeks before, by currency', () => {
    const month = {
      done: [],
      paid: [
        ...[paid('2026-03-03', 7), paid('2026-03-02', 100), paid('2026-02-24', 200)],
        ...[paid('2026-02-23', 40), paid('2026-02-03', 80), paid('2026-01-27', 20), paid('2026-01-26', 5)],
        ...[paid('2026-02-01', 9, 'EUR'), paid('2026-03-01', -50)],
      ],
    };
    expect(cfo({ month }).cash).toEqual([
      { currency: 'EUR', lastMinor: 0, averageMinor: 2, before: [0, 0, 0, 9] },
      { currency: 'GBP', lastMinor: 300, averageMinor: 35, before: [40, 0, 80, 20] },
    ]);
  });
});

describe('overdue', () => {
  const open = [anOpenRow(), anOpenRow({ invoiceNumber: 'INV-2', dueOn: '2026-03-03' })];

  it('is set against the reports of a week and of four weeks ago, or the nearest before them', () => {
    const history = { '2026-02-24': { GBP: 1 }, '2026-02-23': { GBP: 2 }, '2026-02-01': { GBP: 70_000, EUR: 5 } };
    expect(cfo({ open, history }).changes).toEqual([
      { currency: 'EUR', minor: 0, weekAgoMinor: 0, monthAgoMinor: 5 },
      { currency: 'GBP', minor: 120_000, weekAgoMinor: 1, monthAgoMinor: 70_000 },
    ]);
  });

  it('says that the past is not known rather than to compare with another time', () => {
    const view = cfo({ open, history: { '2026-02-20': { GBP: 1 }, '2026-02-25': { GBP: 1 } } });
    expect(view.changes).toEqual([{ currency: 'GBP', minor: 120_000 }]);
    expect(renderReport(view).text).toContain('£1,200.00 | not known | not known');
  });
});

describe('the largest debtors', () => {
  it('are ten customers by what is overdue in one currency, with owner and next action', () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      anOpenRow({ invoiceNumber: `INV-${index}`, customerId: `C-${index}`, owedMinor: 1000 + index }),
    );
    const more = [anOpenRow({ invoiceNumber: 'X', customerId: 'C-3', owedMinor: 5000 })];
    const { largest = [] } = cfo({
      open: [
        ...many,
        ...more,
        anOpenRow({ invoiceNumber: 'NEW', customerId: 'C-9', owedMinor: 99_999, dueOn: '2026-03-03' }),
      ],
      customers: new Map([['C-3', aCustomer({ customerId: 'C-3', name: 'Third Ltd', owner: { name: 'Kim' } })]]),
      named: new Map([['INV-3', anInvoice({ nextStepId: 'firm', nextAt: '2026-03-05T10:00:00.000Z' })]]),
      tasks: [aTask({ invoiceId: 'INV-11', dueOn: '2026-03-04' })],
    });
    expect(largest).toHaveLength(10);
    expect(largest[0]).toMatchObject({ customerName: 'Third Ltd', owed: { minor: 6003 }, invoices: 2, owner: 'Kim' });
    expect(largest[0]?.next).toBe('step “firm” on 5 Mar 2026');
    expect(largest[1]).toMatchObject({ customerId: 'C-11', next: 'task “call” by Robin Field, due 2026-03-04' });
  });
});

describe('what stands still', () => {
  it('is counted by who or what holds it, and told to the manager by reason', () => {
    const silent = (name: string, reason: string) =>
      anOpenRow({ invoiceNumber: name, standing: { silent: { reason } } });
    const open = [
      ...[silent('A', 'promised'), silent('B', 'promised'), silent('C', 'hold'), silent('D', 'reply-unanswered')],
      anOpenRow({ invoiceNumber: 'E', standing: { dispute: { amountMinor: 1 } } }),
      anOpenRow({ invoiceNumber: 'F', closedAs: 'exhausted', caseState: 'closed' }),
      { ...silent('G', 'promised'), dueOn: '2026-03-03' },
      anOpenRow({ invoiceNumber: 'H' }),
    ];
    expect(cfo({ open }).standings?.map(({ label, count }) => [label, count])).toEqual([
      ['Disputed', 1],
      ['Promised', 3],
      ['Held by somebody', 2],
    ]);
    expect(buildReport(someFacts({ open })).silent?.map(({ code, count }) => [code, count])).toEqual([
      ['promised', 2],
      ['exhausted', 1],
      ['hold', 1],
      ['reply-unanswered', 1],
    ]);
  });

  it('names write-offs and hand-overs of four weeks, and decisions that wait', () => {
    const done = [
      aTask({ outcome: 'write_off', doneAt: '2026-02-10T10:00:00.000Z', state: 'done' }),
      aTask({ outcome: 'agency', doneAt: '2026-01-10T10:00:00.000Z', state: 'done' }),
      aTask({ outcome: 'go_on', doneAt: '2026-03-01T10:00:00.000Z', state: 'done' }),
    ];
    const { decisions = [] } = cfo({ month: { paid: [], done }, tasks: [aTask({ kind: 'decide' }), aTask()] });
    expect(decisions.map(({ what, on }) => [what, on])).toEqual([
      ['written off', '2026-02-10'],
      ['waits for a decision', '2026-02-17'],
    ]);
  });
});
