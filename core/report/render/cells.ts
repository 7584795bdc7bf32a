/** The cells and words that the report's tables share. */
import { shorten, shortenMiddle } from '../../message/clean.ts';
import type { Block, Cell, Column } from '../../message/document.ts';
import { heading, quiet } from '../../message/document.ts';
import { counted, dueWords, formatCount, formatMoney, type Money } from '../../message/figures.ts';
import { sumByCurrency } from '../../money/amount.ts';
import type { RowLink } from '../acts.ts';
import type { InvoiceRow, ReportChannel } from './view.ts';

/** One part of the report; `blocks` is asked with the number of rows each of its lists may show. */
export type Section = {
  readonly title: string;
  /** How many things it has to say; with none it is named in one closing line. */
  readonly size: number;
  readonly blocks: (limit: number) => readonly Block[];
};

const CHANNEL_WORDS: Readonly<Record<ReportChannel, string>> = { email: 'by e-mail', sms: 'by SMS', task: 'task' };

/** "friendly by e-mail", "call task". */
export function stepWords(stepId: string, channel: ReportChannel): string {
  return `${shorten(stepId, 40)} ${CHANNEL_WORDS[channel]}`;
}

export function invoiceCell(row: {
  readonly invoiceNumber?: string | undefined;
  readonly customerName?: string | undefined;
  readonly links?: readonly RowLink[] | undefined;
}): Cell {
  return {
    main: row.invoiceNumber ? shortenMiddle(row.invoiceNumber, 36) : 'no invoice',
    sub: row.customerName ? shorten(row.customerName, 60) : undefined,
    links: row.links,
  };
}

export function owedCell({ owed, daysOverdue }: InvoiceRow, locale: string | undefined): Cell {
  return { main: formatMoney(owed, locale), sub: daysOverdue === undefined ? undefined : dueWords(daysOverdue) };
}

export const INVOICE: Column = { label: 'Invoice', width: 34 };
export const OWED: Column = { label: 'Owed', align: 'right' };

/** The first rows, and how many more the attached file holds. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], limit: number): readonly Block[] {
  if (rows.length === 0) return [];
  const rest = rows.length - limit;
  const shown: Block = { kind: 'table', columns, rows: rows.slice(0, limit) };
  if (rest <= 0) return [shown];
  return [...(limit > 0 ? [shown] : []), quiet(`and ${counted(rest, 'more', 'more')} in the attached CSV`)];
}

/** "friendly by e-mail 3, firm by e-mail 1", in the order in which they first appear. */
export function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${word}: ${formatCount(count, undefined)}`).join(' · ');
}

/** Sums by currency, never across; "none" where there is nothing. */
export function moneyLines(amounts: readonly Money[], locale: string | undefined, none: string): readonly string[] {
  const sums = [...sumByCurrency(amounts)].sort(([left], [right]) => (left < right ? -1 : 1));
  return sums.length === 0 ? [none] : sums.map(([currency, minor]) => formatMoney({ minor, currency }, locale));
}

/** A titled section of one table, with a line above it where one helps. */
export function listSection(
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  above?: string,
  below?: string,
): Section {
  const blocks = (limit: number) => [
    heading(`${title} (${formatCount(rows.length, undefined)})`),
    ...(above ? [quiet(above)] : []),
    ...table(columns, rows, limit),
    ...(below ? [quiet(below)] : []),
  ];
  return { title, size: rows.length, blocks };
}
