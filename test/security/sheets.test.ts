/** A spreadsheet that opens our CSV runs nothing in it, whichever sign it takes between cells; and figures stay figures. */
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../core/report/render/csv.ts';
import { CSV_COLUMNS } from '../../core/report/render/csv-row.ts';
import type { ReportView } from '../../core/report/render/view.ts';
import { aFullReport, aQuietReport } from '../core/report/render/a-report.ts';
import { FORMULAS } from './payloads.ts';

const FIGURES: readonly string[] = ['amount', 'remaining', 'dayBefore', 'daysOverdue', 'invoices'];
/** Blanks and letters that nobody sees do not hide a formula; `PIECES` may begin with a quote as well. */
const STARTS = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const PIECES = /^[\s\u200b\ufeff"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** Every text of every row of the report, but for the codes that only we write. */
function saying(view: ReportView, text: string): ReportView {
  const CODES =
    /^(locale|kind|channel|status|bucket|currency|zone|label|unit|variant|.*(On|At)|at|since|from|to|date)$/;
  const changed: ReportView = JSON.parse(JSON.stringify(view), (key, value: unknown) =>
    typeof value === 'string' && !CODES.test(key) ? text : value,
  );
  return changed;
}

/** As a spreadsheet splits it that knows this sign only; quotes are minded or not. */
const cellsOf = (csv: string, delimiter: string): readonly string[][] =>
  parse(csv, { bom: true, delimiter, relax_quotes: true, relax_column_count: true, record_delimiter: '\r\n' });

const crude = (csv: string): string[][] => csv.split(/\r\n|\r|\n/).map((line) => line.split(/[;\t]/));

describe.each([...FORMULAS])('a text such as %j', (text) => {
  const csv = renderCsv(saying(aFullReport(), text));

  it('begins no cell that runs', () => {
    const [head = [], ...rows] = cellsOf(csv, ',');
    const running = rows.flatMap((row) =>
      row.flatMap((cell, column) => (STARTS.test(cell) && !FIGURES.includes(head[column] ?? '') ? [cell] : [])),
    );
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => row.length !== CSV_COLUMNS.length)).toEqual([]);
    expect(running).toEqual([]);
  });

  it('begins none either where semicolons or tabs part the cells', () => {
    const [, ...pieces] = crude(csv).flatMap((row) => row.slice(1));
    expect(pieces.filter((cell) => PIECES.test(cell))).toEqual([]);
  });
});

describe('figures', () => {
  it('are written as numbers, below zero too', () => {
    const aging = [{ currency: 'GBP', bucket: '1-30', count: 1, minor: -123_456, beforeMinor: -5 }] as const;
    const [head = [], row = []] = cellsOf(renderCsv(aQuietReport({ aging })), ',');
    const told = Object.fromEntries(head.map((name, column) => [name, row[column]]));
    expect(told).toMatchObject({ amount: '-1234.56', dayBefore: '-0.05', invoices: '1' });
  });
});
