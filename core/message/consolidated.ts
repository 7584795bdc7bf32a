/** One reminder for all that a person is asked to pay: a table per currency, one ask, and what is not part of it. */
import { sumByCurrency } from '../money/amount.ts';
import { shorten } from './clean.ts';
import { consolidatedWording, type Said } from './consolidated-words.ts';
import type { Block, Cell, RenderedEmail } from './document.ts';
import { heading, paragraph } from './document.ts';
import { counted, dueWords, formatDate, formatInstant, formatMoney, type Money } from './figures.ts';
import { renderEmail } from './layout.ts';
import { footer, greeting, howToPay, NAME_LIMIT, quietIf, signOff } from './parts.ts';
import { renderReminder } from './reminders.ts';
import type { ApartView, AskedView, ConsolidatedView } from './views.ts';

/** What is asked for, by currency in the order of the items; never a sum across them. */
export function askedSums({ items, rest }: Pick<ConsolidatedView, 'items' | 'rest'>): readonly Money[] {
  const sums = sumByCurrency([...items.map(({ asked }) => asked), ...(rest?.sums ?? [])]);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}

function isSingle({ items, rest, apart, payBy }: ConsolidatedView): boolean {
  const [only] = items;
  return items.length === 1 && !rest && apart.length === 0 && !payBy && only.asked.minor === only.owed.minor;
}

/** The one message of a step: a single invoice reads as a letter about it, several as a list. */
export function renderConsolidated(view: ConsolidatedView): RenderedEmail {
  const [first] = view.items;
  if (isSingle(view)) {
    const ways = view.howToPay[first.owed.currency] ?? {};
    const paymentUrl = first.paymentUrl ?? ways.paymentUrl;
    return renderReminder(view.tone, { ...view, invoice: first, howToPay: { ...ways, paymentUrl } });
  }
  return renderMany(view);
}

function renderMany(view: ConsolidatedView): RenderedEmail {
  const { sender, recipient, contact, copiedTo, optOutUrl } = view;
  const { opening, ask, ...frame } = consolidatedWording(view, say(view));
  return renderEmail({
    ...frame,
    from: sender.name,
    blocks: [
      greeting(recipient),
      ...opening,
      ...askedSums(view).flatMap((sum) => currencyTable(view, sum)),
      ...ask,
      ...waysToPay(view),
      ...apartBlocks(view),
      ...signOff(contact, sender),
      ...quietIf(copiedTo, { data: shorten(copiedTo ?? '', NAME_LIMIT) }, ' receives a copy of this message.'),
    ],
    footer: footer(sender, recipient, optOutUrl),
  });
}

function say(view: ConsolidatedView): Said {
  const { items, rest, sender, locale } = view;
  const oldest = items.reduce((first, each) => (each.dueOn < first.dueOn ? each : first));
  return {
    invoices: counted(items.length + (rest?.count ?? 0), 'invoice'),
    sums: listed(askedSums(view).map((sum) => formatMoney(sum, locale))),
    sender: shorten(sender.name, 60),
    oldest: formatDate(oldest.dueOn, locale),
    overdue: dueWords(oldest.daysOverdue),
    lastRemindedOn: view.lastRemindedOn ? formatDate(view.lastRemindedOn, locale) : undefined,
    payBy: view.payBy ? formatDate(view.payBy, locale) : undefined,
  };
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function itemRow({ number, issuedOn, dueOn, daysOverdue, asked, owed, paymentUrl }: AskedView, view: ConsolidatedView) {
  const { locale, items } = view;
  const link = paymentUrl && items.length > 1 ? { label: 'Pay', href: paymentUrl } : undefined;
  const row: readonly Cell[] = [
    { main: number, sub: issuedOn ? `issued ${formatDate(issuedOn, locale, 'short')}` : undefined, link },
    { main: formatDate(dueOn, locale, 'short'), sub: dueWords(daysOverdue) },
    {
      main: formatMoney(asked, locale),
      sub: asked.minor === owed.minor ? undefined : `of ${formatMoney(owed, locale)} open`,
    },
  ];
  return row;
}

function restRow({ rest, locale }: ConsolidatedView, currency: string): readonly (readonly Cell[])[] {
  const sum = rest?.sums.find((each) => each.currency === currency);
  if (!rest || !sum) return [];
  const sub = `as of ${formatInstant(rest.asOf, locale, rest.zone)}, listed in ${rest.fileName}`;
  return [[{ main: 'Further invoices', sub }, { main: '' }, { main: formatMoney(sum, locale) }]];
}

function currencyTable(view: ConsolidatedView, sum: Money): readonly Block[] {
  const items = view.items
    .filter(({ asked }) => asked.currency === sum.currency)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const total: readonly Cell[] = [
    { main: 'Total', strong: true },
    { main: '' },
    { main: formatMoney(sum, view.locale), strong: true },
  ];
  return [
    {
      kind: 'table',
      columns: [{ label: 'Invoice' }, { label: 'Due' }, { label: 'To pay', align: 'right' }],
      rows: [...items.map((item) => itemRow(item, view)), ...restRow(view, sum.currency), total],
    },
  ];
}

function waysToPay(view: ConsolidatedView): readonly Block[] {
  const sums = askedSums(view);
  return sums.flatMap((sum) => {
    const label = `Pay ${formatMoney(sum, view.locale)}`;
    const blocks = howToPay(view.howToPay[sum.currency] ?? {}, view.contact, label);
    const named = sums.length > 1 ? `How to pay in ${sum.currency}` : 'How to pay';
    return blocks.map((block) => (block.kind === 'heading' ? heading(named) : block));
  });
}

const APART_WORDS: Readonly<Record<ApartView['reason'], string>> = {
  disputed: 'you told us that something is wrong with it; we are looking into it',
  promised: 'you told us when you will pay it',
  'on-hold': 'we are looking into it',
  'payment-under-way': 'a payment for it is on its way',
  covered: 'money or a credit on your account covers it',
};

function apartBlocks({ apart, locale }: ConsolidatedView): readonly Block[] {
  if (apart.length === 0) return [];
  const rows = apart.map(({ number, dueOn, owed, reason, promisedOn }): readonly Cell[] => [
    {
      main: number,
      sub: promisedOn ? `you promised it for ${formatDate(promisedOn, locale)}` : APART_WORDS[reason],
    },
    { main: formatDate(dueOn, locale, 'short') },
    { main: formatMoney(owed, locale) },
  ]);
  return [
    heading('Not part of this request'),
    paragraph('These are open as well, and there is nothing to do about them because of this message.'),
    { kind: 'table', columns: [{ label: 'Invoice' }, { label: 'Due' }, { label: 'Open', align: 'right' }], rows },
  ];
}
