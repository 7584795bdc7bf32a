/** The report's view: what goes out, what was sent and paid, aging by currency against the day before, what needs a person. */
import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../core/case/invoice.ts';
import type { Message } from '../../../core/contact/touch.ts';
import { buildReport } from '../../../core/report/build.ts';
import type { ReportFacts } from '../../../core/report/facts.ts';
import type { JournalEntry } from '../../../core/report/journal.ts';
import { aCreditor, aCustomer, aMessage, anInvoice, aPayment, aTask } from '../../support/builders.ts';
import { aLine, date, now, someFacts } from './a-facts.ts';

const today: Partial<Invoice> = {
  nextStepId: 'firm',
  nextAt: '2026-03-03T10:20:00.000Z',
  stepsDone: ['friendly', 'second'],
};

describe('what goes out today', () => {
  it.each<{ when: string; invoice: Partial<Invoice>; facts?: Partial<ReportFacts>; goes: boolean }>([
    { when: 'its moment is today', invoice: today, goes: true },
    {
      when: 'its moment was yesterday and nobody came',
      invoice: { ...today, nextAt: '2026-03-02T10:20:00.000Z' },
      goes: true,
    },
    {
      when: 'its moment is tomorrow before the next report',
      invoice: { ...today, nextAt: '2026-03-04T07:29:00.000Z' },
      goes: true,
    },
    {
      when: 'its moment is with the next report',
      invoice: { ...today, nextAt: '2026-03-04T07:30:00.000Z' },
      goes: false,
    },
    { when: 'the case is closed', invoice: { ...today, caseState: 'closed', closedAs: 'exhausted' }, goes: false },
    { when: 'it was put on hold since', invoice: { ...today, hold: { reason: 'r', by: 'api' } }, goes: false },
    {
      when: 'its hold ends before',
      invoice: { ...today, hold: { reason: 'r', by: 'api', until: '2026-03-03T10:00:00.000Z' } },
      goes: true,
    },
    { when: 'money is on its way', invoice: { ...today, inFlight: [{ paymentKey: 'p', since: now }] }, goes: false },
    {
      when: 'the customer is on hold',
      invoice: today,
      facts: { customers: new Map([['C-1', aCustomer({ hold: { reason: 'r', by: 'api' } })]]) },
      goes: false,
    },
    { when: 'sending is stopped', invoice: today, facts: { stageStopped: true }, goes: false },
    { when: 'it is a credit note', invoice: { ...today, type: 'credit_note' }, goes: false },
  ])('is $goes when $when', ({ invoice, facts, goes }) => {
    const { goingOut } = buildReport(someFacts({ upcoming: [anInvoice(invoice)], ...facts }));
    expect(goingOut.map(({ invoiceNumber, stepId, channel }) => [invoiceNumber, stepId, channel])).toEqual(
      goes ? [['INV-1', 'firm', 'email']] : [],
    );
  });

  it.each([
    {
      when: 'every address bounced',
      facts: { addresses: new Map([['C-1', [{ address: 'ap@acme.example', status: 'bounced' as const }]]]) },
      reason: 'every address of this customer bounced or complained',
    },
    {
      when: 'there is no address',
      facts: { customers: new Map([['C-1', aCustomer({ contacts: [] })]]) },
      reason: 'this customer has no e-mail address',
    },
  ])('cannot reach a customer when $when', ({ facts, reason }) => {
    const report = buildReport(someFacts({ upcoming: [anInvoice(today)], ...facts }));
    expect([report.goingOut, report.unreachable.map((row) => row.reason)]).toEqual([[], [reason]]);
  });
});

describe('aging', () => {
  it.each([
    { dueOn: '2026-03-04', bucket: 'not-due' },
    { dueOn: '2026-03-03', bucket: 'not-due' },
    { dueOn: '2026-03-02', bucket: '1-30' },
    { dueOn: '2026-02-01', bucket: '1-30' },
    { dueOn: '2026-01-31', bucket: '31-60' },
    { dueOn: '2026-01-02', bucket: '31-60' },
    { dueOn: '2026-01-01', bucket: '61-90' },
    { dueOn: '2025-12-03', bucket: '61-90' },
    { dueOn: '2025-12-02', bucket: '91+' },
    { dueOn: null, bucket: 'not-due' },
  ])('puts what is due on $dueOn into $bucket', ({ dueOn, bucket }) => {
    const { aging } = buildReport(someFacts({ open: [anInvoice({ dueOn })] }));
    expect(aging.filter(({ count }) => count > 0).map((line) => [line.bucket, line.minor])).toEqual([
      [bucket, 120_000],
    ]);
  });

  it('keeps currencies apart, stands them against the day before, and shows one that was settled since', () => {
    const open = [
      anInvoice({ invoiceId: 'A', dueOn: '2026-03-01', owedMinor: 100 }),
      anInvoice({ invoiceId: 'B', dueOn: '2026-03-02', owedMinor: 23 }),
      anInvoice({ invoiceId: 'C', dueOn: '2026-03-02', owedMinor: 7, currency: 'EUR' }),
      anInvoice({ invoiceId: 'D', dueOn: '2026-03-02', owedMinor: 999, type: 'credit_note' }),
    ];
    const { aging } = buildReport(someFacts({ open, before: { 'GBP 1-30': 60, 'JPY 91+': 5_000 } }));
    const told = aging.filter(({ minor, beforeMinor = 0 }) => minor > 0 || beforeMinor > 0);
    expect(told).toEqual([
      { currency: 'EUR', bucket: '1-30', count: 1, minor: 7, beforeMinor: 0 },
      { currency: 'GBP', bucket: '1-30', count: 2, minor: 123, beforeMinor: 60 },
      { currency: 'JPY', bucket: '91+', count: 0, minor: 0, beforeMinor: 5_000 },
    ]);
  });

  it('compares with nothing on the first day', () => {
    const { aging } = buildReport(someFacts({ open: [anInvoice()] }));
    expect(aging.every(({ beforeMinor }) => beforeMinor === undefined)).toBe(true);
  });
});

describe('what happened', () => {
  const sentAs = (statuses: readonly Message['recipients'][string][], kind: JournalEntry['kind'] = 'sent') => {
    const recipients = Object.fromEntries(statuses.map((status, at) => [`digest-${at}`, status]));
    const messages = new Map([['m', aMessage({ messageId: 'm', recipients })]]);
    return buildReport(someFacts({ journal: [aLine({ kind, messageId: 'm' })], messages })).sent[0]?.status;
  };

  it.each([
    { statuses: ['claimed'], status: 'sent' },
    { statuses: ['delivered'], status: 'delivered' },
    { statuses: ['delivered', 'bounced'], status: 'bounced' },
    { statuses: ['bounced', 'complained', 'delivered'], status: 'complained' },
    { statuses: [], status: 'sent' },
  ] as const)('shows $status as what became of $statuses', ({ statuses, status }) => {
    expect(sentAs(statuses)).toBe(status);
  });

  it('shows a send whose outcome is not known as unknown', () => {
    expect(sentAs(['claimed'], 'unknown')).toBe('unknown');
  });

  it('tells after which step money came and what remains', () => {
    const journal = [
      aLine({ kind: 'paid', amountMinor: 20_000 }),
      aLine({ kind: 'paid', id: 'zero', amountMinor: 0 }),
      aLine({ kind: 'paid', id: 'all', invoiceId: 'INV-2', invoiceNumber: 'INV-2', stepId: undefined }),
    ];
    const { paid } = buildReport(
      someFacts({ journal, named: new Map([['INV-1', anInvoice({ owedMinor: 100_000 })]]) }),
    );
    expect(paid).toMatchObject([
      {
        invoiceNumber: 'INV-1',
        amount: { minor: 20_000, currency: 'GBP' },
        afterStep: 'firm',
        remaining: { minor: 100_000, currency: 'GBP' },
        receivedOn: '2026-03-02',
      },
      {
        invoiceNumber: 'INV-2',
        amount: { minor: 120_000, currency: 'GBP' },
        afterStep: undefined,
        remaining: undefined,
      },
    ]);
  });

  it.each([
    { reason: 'paid', words: 'it was paid a moment before' },
    { reason: 'covered', words: 'unapplied money covers it' },
    { reason: 'something-new', words: 'something-new' },
  ])('says that a send stopped because $words', ({ reason, words }) => {
    const { stopped } = buildReport(someFacts({ journal: [aLine({ kind: 'stopped', reason })] }));
    expect(stopped).toMatchObject([{ invoiceNumber: 'INV-1', stepId: 'firm', reason: words }]);
  });

  it('tells of bounces and of what happens next', () => {
    const journal = [aLine({ kind: 'bounced', reason: 'bounced' })];
    const gone = new Map([['C-1', [{ address: 'ap@acme.example', status: 'bounced' as const }]]]);
    expect(buildReport(someFacts({ journal, addresses: gone })).bounces).toMatchObject([
      { kind: 'bounced', next: 'nobody else can be written to: a task opens with the next step' },
    ]);
    expect(buildReport(someFacts({ journal })).bounces).toMatchObject([
      { next: 'the next contact is used from now on' },
    ]);
  });
});

describe('what needs a person', () => {
  it('lists paths that ended unpaid and invoices without a due date', () => {
    const open = [
      anInvoice({ invoiceId: 'A', caseState: 'closed', closedAs: 'exhausted' }),
      anInvoice({ invoiceId: 'B', dueOn: null, caseState: 'idle' }),
    ];
    const report = buildReport(someFacts({ open }));
    expect(report.undecided?.map(({ invoiceNumber }) => invoiceNumber)).toEqual(['A']);
    expect(report.noDueDate.map(({ invoiceNumber }) => invoiceNumber)).toEqual(['B']);
  });

  it('lists tasks from the day after the one they were for, with their owner', () => {
    const tasks = [aTask({ taskId: 'late', dueOn: '2026-03-01' }), aTask({ taskId: 'today', dueOn: date })];
    expect(buildReport(someFacts({ tasks })).tasksOverdue).toMatchObject([
      { taskId: 'late', owner: 'Robin Field', daysLate: 2 },
    ]);
  });

  it('lists loose money, and money that the ERP has not acknowledged for five weekdays', () => {
    const entry = (paymentKey: string, seenAt: string) => ({
      paymentKey,
      minor: 5,
      baseMinor: 120_000,
      receivedAt: seenAt,
      seenAt,
    });
    const open = [
      anInvoice({ entries: [entry('old', '2026-02-23T12:00:00.000Z'), entry('new', '2026-02-24T12:00:00.000Z')] }),
    ];
    const unapplied = [
      aPayment({ paymentKey: 'erp#P-9', customerId: 'C-1', unappliedMinor: 7 }),
      aPayment({ paymentKey: 'stripe#x', unappliedMinor: 9, meantFor: [] }),
    ];
    const { looseMoney } = buildReport(someFacts({ open, unapplied }));
    expect(looseMoney.map(({ paymentId, kind, amount, reason }) => [paymentId, kind, amount.minor, reason])).toEqual([
      ['erp#P-9', 'unapplied', 7, 'meant for INV-1'],
      ['stripe#x', 'unmatched', 9, 'names no invoice'],
      ['old', 'unapplied', 5, 'on INV-1, but the ERP has not acknowledged it for five banking days'],
    ]);
  });

  it.each([
    { stopped: { stageStopped: true }, words: 'this whole installation' },
    { stopped: { creditor: aCreditor({ stopped: true }) }, words: 'Demo Trading Ltd' },
  ])('says first that sending is stopped for $words', ({ stopped, words }) => {
    expect(buildReport(someFacts(stopped)).notices).toEqual([expect.stringContaining(words)]);
  });
});
