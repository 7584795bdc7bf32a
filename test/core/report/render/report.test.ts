/** The daily report says everything it was given, in mail and text; it is calm on a quiet day and short on a loud one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../../../core/message/clean.ts';
import { formatMoney } from '../../../../core/message/figures.ts';
import { renderReport } from '../../../../core/report/render/report.ts';
import type { ReportView } from '../../../../core/report/render/view.ts';
import { aFullReport, aQuietReport, aRow } from './a-report.ts';

const money = fc.record({ minor: fc.nat(1e12), currency: fc.constantFrom('GBP', 'JPY', 'KWD', 'EUR') });
const name = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  fc.constantFrom('<script>alert(1)</script>', '"><img src=x>', 'A\r\nBcc: a@b.example', 'שלום', '=HYPERLINK("x")'),
);
const row = fc.record({
  invoiceNumber: name,
  customerName: name,
  owed: money,
  daysOverdue: fc.integer({ min: -9, max: 99 }),
});
const rows = fc.array(row, { maxLength: 20 });

const report = fc
  .record({ creditorName: name, locale: fc.constantFrom('en-GB', 'de-DE', 'xx'), rows, amount: money, reason: name })
  .map(({ creditorName, locale, rows: some, amount, reason }) =>
    aFullReport({
      creditorName,
      locale,
      goingOut: some.map((each) => ({ ...each, stepId: reason, channel: 'email' })),
      unreachable: some.map((each) => ({ ...each, reason })),
      paid: some.map((each) => ({ ...each, amount, receivedOn: '2026-02-02', afterStep: reason })),
      noDueDate: some,
      faults: [{ what: reason }],
    }),
  );

const manyRows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...aRow,
    invoiceNumber: `INV-${1000 + index}`,
    customerName: `Customer ${index} ${'x'.repeat(60)}`,
  }));

const loud = (): ReportView =>
  aFullReport({
    goingOut: manyRows(300).map((each) => ({
      ...each,
      stepId: 'friendly',
      channel: 'email',
      at: '2026-02-03T10:00:00Z',
    })),
    unreachable: manyRows(300).map((each) => ({ ...each, reason: 'every address bounced '.repeat(8) })),
    stopped: manyRows(300).map((each) => ({ ...each, stepId: 'firm', channel: 'email', reason: 'paid meanwhile' })),
    undecided: manyRows(300),
    noDueDate: manyRows(300),
    faults: manyRows(300).map(({ invoiceNumber }) => ({
      what: 'the mail provider did not answer '.repeat(6),
      invoiceNumber,
    })),
  });

describe('renderReport', () => {
  it('shows every amount it was given, in HTML and in text', () => {
    fc.assert(
      fc.property(report, (view) => {
        const { html, text } = renderReport(view);
        const amounts = [...view.goingOut.map(({ owed }) => owed), ...view.paid.map(({ amount }) => amount)];
        for (const amount of amounts) {
          expect(text).toContain(formatMoney(amount, view.locale));
          expect(html).toContain(escapeHtml(formatMoney(amount, view.locale)));
        }
      }),
    );
  });

  it('lets no data become markup or a header', () => {
    fc.assert(
      fc.property(report, (view) => {
        const { subject, html, text } = renderReport(view);
        expect(subject).not.toMatch(/\p{Cc}/u);
        expect(html).not.toMatch(/<script|<img/i);
        expect(text.trim()).not.toBe('');
      }),
    );
  });

  it('has a place for everything, in mail, text and file', () => {
    const { html, text, csv } = renderReport(aFullReport());
    for (let number = 42; number <= 55; number += 1) {
      for (const where of [html, text, csv]) expect(where).toContain(`INV-00${number}`);
    }
    for (const part of [
      'no e-mail address is known',
      'outcome unknown, not repeated',
      'paid two minutes before',
      'before any reminder',
    ]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(text).toMatch(/P-9 \| no invoice OLD-7 is known/);
    expect(text).toContain('Last data from the ERP: 3 Feb 2026, 05:59 (Europe/London).');
    expect(text).toContain('DSO: 43.8 days (simple: open receivables / credit sales × 365 days)');
  });

  it('ages each currency by itself, against the day before', () => {
    const text = renderReport(aFullReport()).text.replaceAll('\u00a0', ' ');
    expect(text).toContain('- 1-30 days overdue | 2 | £2,400.00\n  +£400.00');
    expect(text).toContain('- Overdue | 3 | £2,450.00\n  +£350.00');
    expect(text).toContain('- Open in all | 7 | £6,450.00\n  +£350.00');
    expect(text).toContain('- Open in all | 1 | KWD 1,234.567\n\n');
    expect(text).toContain('Overdue: £2,450.00, KWD 1,234.567 (4 invoices · GBP +£350.00)');
    expect(text).toContain('Received yesterday: £300.00, JP¥50,000 (2 payments)');
  });

  it('counts at its head what its lists hold', () => {
    const { subject, text } = renderReport(aFullReport());
    expect(subject).toBe('Estuary Supplies, 3 February 2026: 6 items to look at, 2 steps today, 2 payments yesterday');
    expect(text).toContain('Going out today: 1 message (and 1 task for colleagues)');
    expect(text).toContain('Sent yesterday: 1 message (1 send stopped at the last moment)');
  });

  it('puts what must be known first', () => {
    const { text } = renderReport(aQuietReport({ notices: ['Sending is stopped.'] }));
    expect(text.indexOf('Sending is stopped.')).toBeLessThan(text.indexOf('Going out today'));
    expect(text).not.toContain('Have a good day');
  });

  it('shows twenty rows and leaves the rest to the file', () => {
    const goingOut = manyRows(23).map((each) => ({ ...each, stepId: 'friendly', channel: 'email' as const }));
    const { text, html, csv } = renderReport(aQuietReport({ goingOut }));
    expect(text).toContain('INV-1019');
    expect(text).not.toContain('INV-1020');
    expect(text).toContain('and 3 more in the attached CSV');
    expect(html).toContain('and 3 more in the attached CSV');
    expect(csv).toContain('INV-1022');
  });

  it('stays whole in Gmail however much there is to say', () => {
    const { html, csv } = renderReport(loud());
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(100_000);
    expect(csv.split('\r\n').length).toBeGreaterThan(1800);
  });

  it('is pleasant when there is nothing to say, and names what was looked at', () => {
    const { subject, text } = renderReport(aQuietReport());
    expect(subject).toBe('Estuary Supplies, 3 February 2026: a quiet day, nothing to do');
    expect(text).toMatchInlineSnapshot(`
      "Tuesday, 3 February 2026

      Nothing goes out today, nothing came in yesterday, and nothing needs you. Have a good day.

      Going out today: nothing
      Received yesterday: nothing
      Overdue: nothing
      Open in all: nothing
      Sent yesterday: nothing
      For somebody to look at: nothing

      Today is 3 Feb 2026, 07:30 to 4 Feb 2026, 07:30; yesterday is 2 Feb 2026, 07:30 to 3 Feb 2026, 07:30. Times are Europe/London.

      DATA FROM THE ERP
      -----------------

      Last data from the ERP: 3 Feb 2026, 05:59 (Europe/London).

      NOTHING TO SAY ABOUT
      --------------------

      going out today, cannot be contacted, waiting for approval, sent yesterday, rehearsed yesterday, paid yesterday, promises due and broken, stopped at the last moment, open and overdue, why nobody was reminded, disputed, waiting for a decision, unapplied and unmatched money, bounces and complaints, invoices without a due date, tasks overdue, what broke.

      -- 

      Sent by Dunlin to the finance addresses of Estuary Supplies. Every row is in the attached dunlin-report-2026-02-03.csv.

      Amounts of different currencies are never added up.
      "
    `);
  });

  it('says that no data ever came rather than nothing', () => {
    const { text } = renderReport(aQuietReport({ ingest: { rejected: [], defaulted: [] } }));
    expect(text).toContain('The ERP has sent no data yet.');
  });
});
