/** What a reminder asks for, in figures: one invoice with its facts, or a table per currency; and what it does not ask for. */
import { sumByCurrency } from '../money/amount.ts';
import type { Block, Cell, Column } from './document.ts';
import { heading, quiet } from './document.ts';
import { formatCount, formatDate, formatInstant, formatMoney, type Money } from './figures.ts';
import { invoiceFacts, owedHero } from './parts.ts';
import type { Phrases } from './phrases/phrases.ts';
import type { ApartView, AskedView, ConsolidatedView, RestView } from './views.ts';
import { byDueDate } from './words/scope.ts';

/** What is asked for, by currency in the order of the items; never a sum across them. */
export function askedSums({ items, rest }: Pick<ConsolidatedView, 'items' | 'rest'>): readonly Money[] {
  const sums = sumByCurrency([...items.map(({ asked }) => asked), ...(rest?.sums ?? [])]);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}

export function askedCount({ items, rest }: Pick<ConsolidatedView, 'items' | 'rest'>): number {
  return items.length + (rest?.count ?? 0);
}

/** One invoice as a letter shows it, several as tables. */
export function askedBlocks(view: ConsolidatedView, phrases: Phrases): readonly Block[] {
  const [only] = view.items;
  if (askedCount(view) === 1) return [owedHero(only, view.locale, phrases), invoiceFacts(only, view.locale, phrases)];
  return askedSums(view).map((sum) => currencyTable(view, sum, phrases));
}

const WIDTHS = [42, 28, 30] as const;

function columns(labels: readonly [string, string, string]): readonly Column[] {
  return labels.map((label, at) => ({ label, width: WIDTHS[at], ...(at === 2 ? { align: 'right' } : {}) }));
}

function currencyTable(view: ConsolidatedView, sum: Money, phrases: Phrases): Block {
  const { labels } = phrases;
  const items = byDueDate(view.items).filter(({ asked }) => asked.currency === sum.currency);
  const total: readonly Cell[] = [
    { main: labels.total, strong: true },
    { main: '' },
    { main: formatMoney(sum, view.locale), strong: true },
  ];
  const rest = view.rest ? restRows(view.rest, sum.currency, view.locale, phrases) : [];
  return {
    kind: 'table',
    columns: columns([labels.invoice, labels.due, view.tone === 'check-in' ? labels.open : labels.toPay]),
    rows: [...items.map((item) => itemRow(item, view.locale, phrases)), ...rest, total],
  };
}

function itemRow(item: AskedView, locale: string | undefined, phrases: Phrases): readonly Cell[] {
  const { number, purchaseOrder, issuedOn, dueOn, daysOverdue, asked, owed, paymentUrl } = item;
  const notes = [purchaseOrder, issuedOn && phrases.issuedOn(formatDate(issuedOn, locale, 'short'))];
  return [
    {
      main: number,
      sub: notes.filter(Boolean).join(', ') || undefined,
      link: paymentUrl ? { label: phrases.payThis, href: paymentUrl } : undefined,
    },
    { main: formatDate(dueOn, locale, 'short'), sub: phrases.status(daysOverdue) },
    {
      main: formatMoney(asked, locale),
      sub: asked.minor === owed.minor ? undefined : phrases.ofOpen(formatMoney(owed, locale)),
    },
  ];
}

function restRows(
  { sums, count, asOf, zone, fileName }: RestView,
  currency: string,
  locale: string | undefined,
  phrases: Phrases,
): readonly (readonly Cell[])[] {
  const sum = sums.find((each) => each.currency === currency);
  if (!sum) return [];
  const main = sums.length === 1 ? phrases.furtherCount(formatCount(count, locale)) : phrases.labels.furtherInvoices;
  const sub = phrases.restListedIn(formatInstant(asOf, locale, zone), fileName);
  return [[{ main, sub }, { main: '' }, { main: formatMoney(sum, locale) }]];
}

/** Named, so that nobody wonders about them, and not asked for. */
export function apartBlocks({ apart, locale }: ConsolidatedView, phrases: Phrases): readonly Block[] {
  if (apart.length === 0) return [];
  const { labels } = phrases;
  return [
    heading(phrases.apartTitle),
    quiet(phrases.apartIntro),
    {
      kind: 'table',
      columns: [
        { label: labels.invoice, width: 70 },
        { label: labels.open, align: 'right', width: 30 },
      ],
      rows: apart.map((each) => apartRow(each, locale, phrases)),
    },
  ];
}

function apartRow(
  { number, dueOn, owed, reason, promisedOn }: ApartView,
  locale: string | undefined,
  phrases: Phrases,
): readonly Cell[] {
  const why = promisedOn ? phrases.promisedFor(formatDate(promisedOn, locale)) : phrases.apart[reason];
  const due = `${phrases.labels.due} ${formatDate(dueOn, locale, 'short')}`;
  return [{ main: number, sub: `${due}: ${why}` }, { main: formatMoney(owed, locale) }];
}
