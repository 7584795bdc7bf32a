/** Sections of the CFO's edition: money that came in, what is overdue and how that moved, who owes most, what is decided. */
import { shorten } from '../../message/clean.ts';
import type { Cell, Tile } from '../../message/document.ts';
import { counted, formatCount, formatDate, formatMoney } from '../../message/figures.ts';
import { INVOICE, invoiceCell, listSection, type Section } from './cells.ts';
import { amountLines } from './people.ts';
import type { ReportView } from './view.ts';

/** "+£200.00" or "unchanged"; nothing where the past is not known. */
function change(minor: number, was: number | undefined, currency: string, locale: string | undefined): string {
  if (was === undefined) return 'not known';
  if (minor === was) return 'unchanged';
  return `${minor > was ? '+' : ''}${formatMoney({ minor: minor - was, currency }, locale)}`;
}

export function cash({ cash: lines = [], locale }: ReportView): Section {
  const cells = lines.map(({ currency, lastMinor, averageMinor, before }): Cell[] => {
    const money = (minor: number) => formatMoney({ minor, currency }, locale);
    return [
      {
        main: money(lastMinor),
        strong: true,
        sub: `${change(lastMinor, averageMinor, currency, locale)} to the average`,
      },
      { main: money(averageMinor) },
      { main: before.map(money).join(' · ') },
    ];
  });
  const columns = [
    { label: 'Last seven days' },
    { label: 'Average of four weeks' },
    { label: 'These weeks, latest first' },
  ] as const;
  const below =
    'Payments applied to invoices, by the day on which they were recorded; the average is that of the four times seven days before the last seven. Refunds are not taken off.';
  return { ...listSection('Cash in', columns, cells, undefined, below), size: Math.max(1, lines.length) };
}

export function changes({ changes: lines = [], locale }: ReportView): Section {
  const cells = lines.map(({ currency, minor, weekAgoMinor, monthAgoMinor }): Cell[] => [
    { main: formatMoney({ minor, currency }, locale), strong: true },
    { main: change(minor, weekAgoMinor, currency, locale) },
    { main: change(minor, monthAgoMinor, currency, locale) },
  ]);
  const columns = [
    { label: 'Overdue now' },
    { label: 'Against a week ago', align: 'right' },
    { label: 'Against four weeks ago', align: 'right' },
  ] as const;
  return listSection('Overdue and its change', columns, cells);
}

export function largest({ largest: rows = [], locale }: ReportView): Section {
  const cells = rows.map(({ customerName, owed, invoices, owner, next }): Cell[] => [
    { main: shorten(customerName, 60), sub: counted(invoices, 'invoice') },
    { main: shorten(next, 160), sub: `owner: ${shorten(owner, 60)}` },
    { main: formatMoney(owed, locale) },
  ]);
  const columns = [
    { label: 'Customer', width: 34 },
    { label: 'Next action and owner' },
    { label: 'Overdue', align: 'right' },
  ] as const;
  const below = 'Customers by what is overdue in one currency; currencies are neither converted nor added up.';
  return listSection('The largest debtors', columns, cells, undefined, below);
}

export function standings({ standings: lines = [], locale }: ReportView): Section {
  const cells = lines
    .filter(({ count }) => count > 0)
    .map(({ label, count, amounts }): Cell[] => [
      { main: label },
      { main: formatCount(count, locale) },
      { main: amountLines(amounts, locale) },
    ]);
  const columns = [
    { label: 'Open invoices', width: 50 },
    { label: 'Invoices', align: 'right' },
    { label: 'Owed', align: 'right' },
  ] as const;
  return listSection('Disputed, promised, held', columns, cells);
}

export function decisions({ decisions: rows = [], locale }: ReportView): Section {
  const cells = rows.map((row): Cell[] => [
    invoiceCell(row),
    { main: row.what },
    { main: formatDate(row.on, locale, 'short') },
  ]);
  const above =
    'Write-offs and hand-overs to an agency that somebody decided in the last four weeks, and what still waits.';
  const columns = [INVOICE, { label: 'Decision' }, { label: 'On, or due', align: 'right' }] as const;
  return listSection('Write-offs and agency', columns, cells, above);
}

export function cfoTiles({
  cash: lines = [],
  changes: moved = [],
  standings: held = [],
  decisions: all = [],
  locale,
}: ReportView): readonly Tile[] {
  const money = (currency: string, minor: number) => formatMoney({ minor, currency }, locale);
  const none = (texts: readonly string[]): readonly string[] => (texts.length > 0 ? texts : ['nothing']);
  const standing = held.filter(({ count }) => count > 0).map(({ label, count }) => `${label.toLowerCase()}: ${count}`);
  return [
    {
      label: 'Cash in, last seven days',
      lines: none(lines.map(({ currency, lastMinor }) => money(currency, lastMinor))),
      note:
        lines
          .map(({ currency, averageMinor }) => `average of four weeks ${money(currency, averageMinor)}`)
          .join(' · ') || undefined,
    },
    {
      label: 'Overdue',
      lines: none(moved.map(({ currency, minor }) => money(currency, minor))),
      note:
        moved
          .filter(({ weekAgoMinor }) => weekAgoMinor !== undefined)
          .map(({ currency, minor, weekAgoMinor }) => `${change(minor, weekAgoMinor, currency, locale)} in a week`)
          .join(' · ') || undefined,
    },
    { label: 'Silent for a reason', lines: none(standing) },
    { label: 'Write-offs and agency', lines: none(all.length > 0 ? [counted(all.length, 'item')] : []) },
  ];
}
