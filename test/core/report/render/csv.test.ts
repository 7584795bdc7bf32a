/** The attached file: RFC 4180, exact decimal strings, and nothing a spreadsheet would run. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../../../core/report/render/csv.ts';
import { CSV_COLUMNS } from '../../../../core/report/render/csv-row.ts';
import { aFullReport, aQuietReport, aRow } from './a-report.ts';

const read = (csv: string): Record<string, string>[] =>
  parse(csv, { columns: true, bom: true, record_delimiter: '\r\n' });

describe('renderCsv', () => {
  it('is one table that a strict reader takes, with a section per row', () => {
    const rows = read(renderCsv(aFullReport()));
    expect([...new Set(rows.map(({ section }) => section))]).toEqual([
      'going-out',
      'cannot-be-contacted',
      'sent',
      'paid',
      'stopped',
      'aging',
      'waiting-for-decision',
      'loose-money',
      'no-due-date',
      'bounce',
      'rejected',
      'filled-from-defaults',
      'task-overdue',
      'broke',
    ]);
  });

  it('writes amounts as decimal strings with the decimals of their currency', () => {
    const rows = read(renderCsv(aFullReport()));
    const amounts = rows.map(({ currency, amount }) => `${currency} ${amount}`);
    expect(amounts).toEqual(expect.arrayContaining(['JPY 50000', 'KWD 1234.567', 'GBP 1200.00', 'USD 0.77']));
    expect(rows.find(({ invoiceNumber }) => invoiceNumber === 'INV-0047')).toMatchObject({
      amount: '300.00',
      remaining: '900.00',
    });
  });

  it('keeps the numbers of a credit balance', () => {
    const aging = [{ currency: 'GBP', bucket: '1-30', count: 1, minor: -5, beforeMinor: 0 }] as const;
    expect(read(renderCsv(aQuietReport({ aging })))[0]).toMatchObject({
      amount: '-0.05',
      dayBefore: '0.00',
      invoices: '1',
    });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', ' =1', '\u0000=1', '＝1'])(
    'defuses a cell that starts as %j',
    (text) => {
      const csv = renderCsv(aQuietReport({ noDueDate: [{ ...aRow, customerName: text }] }));
      expect(read(csv)[0]?.customer).toMatch(/^'/);
    },
  );

  it('gives back what it was given, quotes, commas and line breaks among it', () => {
    const name = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', ' ', 'é', '名', "'"), maxLength: 20 });
    fc.assert(
      fc.property(name, (customerName) => {
        const [row] = read(renderCsv(aQuietReport({ noDueDate: [{ ...aRow, customerName }] })));
        expect(row?.customer).toBe(customerName);
        expect(Object.keys(row ?? {})).toEqual([...CSV_COLUMNS]);
      }),
    );
    const [broken] = read(renderCsv(aQuietReport({ faults: [{ what: 'one\r\ntwo' }] })));
    expect(broken?.reason).toBe('one  two');
  });

  it('starts with the mark by which Excel knows its letters', () => {
    expect(renderCsv(aQuietReport())).toBe(`\ufeff${CSV_COLUMNS.join(',')}\r\n`);
  });
});
