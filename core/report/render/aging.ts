/** Open and overdue by age and currency, against the day before. */
import type { Block, Cell } from '../../message/document.ts';
import { heading, quiet } from '../../message/document.ts';
import { formatCount, formatDate, formatMoney } from '../../message/figures.ts';
import type { Section } from './cells.ts';
import { AGING_BUCKETS, type AgingBucket, type AgingLine, type ReportView } from './view.ts';

const BUCKET_WORDS: Readonly<Record<AgingBucket, string>> = {
  'not-due': 'Not due yet',
  '1-30': '1-30 days overdue',
  '31-60': '31-60 days overdue',
  '61-90': '61-90 days overdue',
  '91+': '91 or more days overdue',
};

/** Totals of one currency; `beforeMinor` only where the day before is known. */
export type Total = {
  readonly currency: string;
  readonly count: number;
  readonly minor: number;
  readonly beforeMinor?: number;
};

export function total(currency: string, lines: readonly AgingLine[], known: boolean): Total {
  const sum = (amountOf: (line: AgingLine) => number) => lines.reduce((subtotal, line) => subtotal + amountOf(line), 0);
  const counted = { currency, count: sum(({ count }) => count), minor: sum(({ minor }) => minor) };
  return known ? { ...counted, beforeMinor: sum(({ beforeMinor }) => beforeMinor ?? 0) } : counted;
}

/** The lines of each currency, alphabetically; currencies are never added up. */
export function byCurrency(lines: readonly AgingLine[]): readonly (readonly [string, readonly AgingLine[]])[] {
  const currencies = [...new Set(lines.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => [currency, lines.filter((line) => line.currency === currency)]);
}

export const isOverdue = ({ bucket }: AgingLine) => bucket !== 'not-due';
export const knowsBefore = (lines: readonly AgingLine[]) => lines.some(({ beforeMinor }) => beforeMinor !== undefined);

/** "+£200.00", "-£50.00" or "unchanged" against the day before; nothing where that is unknown. */
export function changeWords({ currency, minor, beforeMinor }: Total, locale: string | undefined): string | undefined {
  if (beforeMinor === undefined) return undefined;
  const change = minor - beforeMinor;
  if (change === 0) return 'unchanged';
  return `${change > 0 ? '+' : ''}${formatMoney({ minor: change, currency }, locale)}`;
}

function row(label: string, sum: Total, locale: string | undefined, strong: boolean): readonly Cell[] {
  return [
    { main: label, strong },
    { main: formatCount(sum.count, locale), strong },
    { main: formatMoney({ minor: sum.minor, currency: sum.currency }, locale), sub: changeWords(sum, locale), strong },
  ];
}

function currencyBlocks(currency: string, lines: readonly AgingLine[], locale: string | undefined): readonly Block[] {
  const known = knowsBefore(lines);
  const buckets = AGING_BUCKETS.map((bucket) => {
    const inBucket = lines.filter((line) => line.bucket === bucket);
    const sum = total(currency, inBucket, known);
    // A bucket that stands still says nothing of its change; the totals below always do.
    const moved = sum.beforeMinor !== sum.minor;
    return row(BUCKET_WORDS[bucket], moved ? sum : total(currency, inBucket, false), locale, false);
  });
  const sums = [
    row('Overdue', total(currency, lines.filter(isOverdue), known), locale, true),
    row('Open in all', total(currency, lines, known), locale, true),
  ];
  const amount = known ? 'Amount, and change' : 'Amount';
  const columns = [
    { label: currency },
    { label: 'Invoices', align: 'right' },
    { label: amount, align: 'right' },
  ] as const;
  return [
    { kind: 'subheading', text: currency },
    { kind: 'table', columns, rows: [...buckets, ...sums] },
  ];
}

/** How the figures are made, printed beneath them. */
function variant({ date, locale }: ReportView): string {
  return (
    `Open balance of each invoice, by whole days since its due date on ${formatDate(date, locale)}; due today is not overdue. ` +
    'Invoices without a due date and unapplied money are listed apart. Changes are against the report of the day before.'
  );
}

export function aging(view: ReportView): Section {
  const currencies = byCurrency(view.aging);
  const blocks = () => [
    heading('Open and overdue'),
    ...currencies.flatMap(([currency, lines]) => currencyBlocks(currency, lines, view.locale)),
    quiet(variant(view)),
  ];
  return { title: 'Open and overdue', size: currencies.length, blocks };
}
