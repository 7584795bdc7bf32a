/** The monthly statement of account: what is open, how old it is, what lies on the account and what was paid; it asks for nothing. */
import { formatAmount, sumByCurrency } from '../money/amount.ts';
import { shorten, shortenMiddle } from './clean.ts';
import { harmless, quoted } from './csv.ts';
import type { Block, Cell, Column, RenderedEmail } from './document.ts';
import { heading, paragraph, quiet } from './document.ts';
import { formatCount, formatDate, formatMoney, type Money } from './figures.ts';
import type { Language } from './language.ts';
import { renderEmail } from './layout.ts';
import { footer, greeting, NAME_LIMIT, NUMBER_LIMIT, signOff } from './parts.ts';
import { PHRASES } from './phrases/of.ts';
import { STATEMENT_WORDS, type StatementWords } from './statement-words.ts';
import type { ContactView, RecipientView, SenderView } from './views.ts';

export type StatementBucket = keyof StatementWords['buckets'];

export type StatementItem = {
  readonly number: string;
  readonly purchaseOrder?: string | undefined;
  readonly dueOn?: string | undefined;
  readonly issuedOn: string;
  readonly open: Money;
  readonly bucket: StatementBucket;
  /** Why nothing is asked for it now. */
  readonly mark?: 'disputed' | 'held' | 'promised' | undefined;
  readonly promisedOn?: string | undefined;
};

export type StatementView = {
  readonly locale: string;
  readonly language: Language;
  /** On the customer's clock. */
  readonly date: string;
  readonly since: string;
  readonly sender: SenderView;
  readonly recipient: RecipientView;
  readonly contact: ContactView;
  /** By due date. */
  readonly items: readonly StatementItem[];
  readonly unapplied: readonly Money[];
  readonly credit: readonly Money[];
  readonly payments: readonly { readonly number: string; readonly receivedOn: string; readonly amount: Money }[];
};

export type RenderedStatement = RenderedEmail & {
  /** Every item, where the mail does not list them all. */
  readonly attachment?: { readonly fileName: string; readonly content: string } | undefined;
};

/** A statement is skimmed, not studied: what is longer is a file. */
const LISTED_ITEMS = 40;
const LISTED_PAYMENTS = 20;
const BUCKETS = ['not-due', '1-30', '31-60', '61-90', '91+'] as const;

export function renderStatement(view: StatementView): RenderedStatement {
  const { language, locale, sender, recipient, contact } = view;
  const words = STATEMENT_WORDS[language];
  const phrases = PHRASES[language];
  const name = shorten(sender.name, NAME_LIMIT);
  const date = formatDate(view.date, locale);
  const sums = sumsOf(view.items).map((sum) => formatMoney(sum, locale));
  const email = renderEmail({
    subject: words.subject(name, date),
    preheader: `${words.open}: ${sums.join(', ')}`,
    from: sender.name,
    title: words.title(date),
    language,
    mood: 'calm',
    blocks: [
      greeting(recipient, phrases),
      paragraph(words.intro(name)),
      { kind: 'tiles', tiles: tilesOf(view, words) },
      ...sumsOf(view.items).flatMap((sum) => itemBlocks(view, sum, words)),
      ...(view.items.some(({ mark }) => mark) ? [quiet(words.marked)] : []),
      ...sumsOf(view.items).flatMap((sum) => agingBlocks(view, sum, words)),
      ...accountBlocks(view, words),
      ...paymentBlocks(view, words),
      paragraph(words.nothingToDo),
      ...signOff(contact, sender, phrases),
    ],
    footer: footer(sender, recipient, { phrases }),
  });
  return view.items.length > LISTED_ITEMS
    ? { ...email, attachment: { fileName: fileOf(view), content: csvOf(view) } }
    : email;
}

const fileOf = ({ date }: StatementView): string => `statement-${date}.csv`;

function sumsOf(items: readonly StatementItem[]): readonly Money[] {
  const sums = sumByCurrency(items.map(({ open }) => open));
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => ({ currency, minor }));
}

function tilesOf({ items, locale }: StatementView, words: StatementWords) {
  const overdue = sumsOf(items.filter(({ bucket }) => bucket !== 'not-due'));
  const shown = (sums: readonly Money[]) => (sums.length > 0 ? sums.map((sum) => formatMoney(sum, locale)) : ['0']);
  return [
    { label: words.open, lines: shown(sumsOf(items)) },
    { label: words.overdue, lines: shown(overdue) },
  ];
}

const COLUMN_WIDTHS = [46, 26, 28] as const;
const columns = (labels: StatementWords['columns']): readonly Column[] =>
  labels.map((label, at) => ({ label, width: COLUMN_WIDTHS[at], ...(at === 2 ? { align: 'right' as const } : {}) }));

/** The items of one currency that the mail lists; the others are in the file and in the total. */
function itemBlocks({ items, locale, ...view }: StatementView, sum: Money, words: StatementWords): readonly Block[] {
  const listed = items.slice(0, LISTED_ITEMS).filter(({ open }) => open.currency === sum.currency);
  const all = items.filter(({ open }) => open.currency === sum.currency).length;
  const rest = all - listed.length;
  const file = fileOf({ items, locale, ...view });
  const total: readonly Cell[] = [
    { main: words.total, strong: true, sub: rest > 0 ? words.more(formatCount(rest, locale), file) : undefined },
    { main: '' },
    { main: formatMoney(sum, locale), strong: true },
  ];
  const rows = [...listed.map((item) => itemRow(item, locale, words)), total];
  return [heading(words.openItems(sum.currency)), { kind: 'table', columns: columns(words.columns), rows }];
}

function itemRow(item: StatementItem, locale: string, words: StatementWords): readonly Cell[] {
  const { number, purchaseOrder, dueOn, open, mark, promisedOn } = item;
  const marked =
    mark === 'promised' ? words.promised(formatDate(promisedOn ?? '', locale, 'short')) : mark && words[mark];
  return [
    {
      main: shortenMiddle(number, NUMBER_LIMIT),
      sub: [purchaseOrder && shorten(purchaseOrder, 60), marked].filter(Boolean).join(', ') || undefined,
    },
    { main: dueOn ? formatDate(dueOn, locale, 'short') : '' },
    { main: formatMoney(open, locale) },
  ];
}

function agingBlocks({ items, locale }: StatementView, sum: Money, words: StatementWords): readonly Block[] {
  const own = items.filter(({ open }) => open.currency === sum.currency);
  const rows = BUCKETS.flatMap((bucket): Cell[][] => {
    const minor = own.filter((item) => item.bucket === bucket).reduce((subtotal, { open }) => subtotal + open.minor, 0);
    const shown = formatMoney({ minor, currency: sum.currency }, locale);
    return minor === 0 ? [] : [[{ main: words.buckets[bucket] }, { main: shown }]];
  });
  const labels = [{ label: `${words.age}, ${sum.currency}` }, { label: words.amount, align: 'right' }] as const;
  return [{ kind: 'table', columns: labels, rows }];
}

function accountBlocks({ unapplied, credit, locale }: StatementView, words: StatementWords): readonly Block[] {
  const facts = [
    ...unapplied.map((money) => ({ label: words.unapplied, value: formatMoney(money, locale) })),
    ...credit.map((money) => ({ label: words.credit, value: formatMoney(money, locale) })),
  ];
  return facts.length > 0 ? [heading(words.onAccount), { kind: 'facts', facts }] : [];
}

function paymentBlocks({ payments, since, locale }: StatementView, words: StatementWords): readonly Block[] {
  if (payments.length === 0) return [];
  const rows = payments
    .slice(-LISTED_PAYMENTS)
    .map(({ number, receivedOn, amount }): Cell[] => [
      { main: shortenMiddle(number, NUMBER_LIMIT) },
      { main: formatDate(receivedOn, locale, 'short') },
      { main: formatMoney(amount, locale) },
    ]);
  const labels = columns([words.payment, words.received, words.amount]);
  return [heading(words.payments(formatDate(since, locale))), { kind: 'table', columns: labels, rows }];
}

function csvOf({ items }: StatementView): string {
  const head = ['invoice', 'purchaseOrder', 'issuedOn', 'dueOn', 'age', 'currency', 'open', 'mark'].join(',');
  const lines = items.map(({ number, purchaseOrder = '', issuedOn, dueOn = '', bucket, open, mark = '' }) => {
    const figures = [issuedOn, dueOn, bucket, open.currency, formatAmount(open.minor, open.currency), mark];
    return [quoted(harmless(number)), quoted(harmless(purchaseOrder)), ...figures].join(',');
  });
  return `\ufeff${[head, ...lines].join('\r\n')}\r\n`;
}
