/** The values of one message, by the names that words know them under (variables.ts). */
import { clean, shorten, shortenMiddle } from '../clean.ts';
import { formatDate, formatMoney, type Money } from '../figures.ts';
import { listed, type Phrases } from '../phrases/phrases.ts';
import type { AskedView, ConsolidatedView } from '../views.ts';
import type { Scope } from './run.ts';

const NAME_LIMIT = 120;
const SENDER_LIMIT = 60;
/** An invoice number longer than this is shortened in sentences; the facts show it whole. */
const NUMBER_LIMIT = 60;

const orNothing = (text: string | undefined, limit = NAME_LIMIT): string | null => (text ? shorten(text, limit) : null);

function itemScope(item: AskedView, locale: string | undefined, phrases: Phrases): Scope {
  const { number, purchaseOrder, issuedOn, dueOn, daysOverdue, total, owed, asked } = item;
  return {
    number: shortenMiddle(number, NUMBER_LIMIT),
    purchase_order: orNothing(purchaseOrder),
    issued: issuedOn ? formatDate(issuedOn, locale) : null,
    due: formatDate(dueOn, locale),
    days_overdue: daysOverdue,
    status: phrases.status(daysOverdue),
    total: formatMoney(total, locale),
    owed: formatMoney(owed, locale),
    asked: formatMoney(asked, locale),
    part: total.currency === asked.currency && asked.minor < total.minor,
  };
}

/** Oldest first; what falls due on one day stays as it came. */
export function byDueDate(items: readonly AskedView[]): readonly AskedView[] {
  return [...items].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** The sums and how many invoices they are of. */
export type Asked = { readonly sums: readonly Money[]; readonly count: number };

export function scopeOf(view: ConsolidatedView, { sums, count }: Asked, phrases: Phrases): Scope {
  const { items, locale, recipient, sender, contact } = view;
  const [carrying] = items;
  const sorted = byDueDate(items);
  return {
    customer: { name: shorten(recipient.customerName, NAME_LIMIT), contact: orNothing(recipient.contactName) },
    sender: { name: shorten(sender.name, SENDER_LIMIT) },
    contact: {
      name: orNothing(contact.name),
      email: contact.email ? clean(contact.email) : null,
      phone: orNothing(contact.phone, 40),
    },
    count,
    single: count === 1,
    currencies: sums.length,
    asked: listed(
      sums.map((sum) => formatMoney(sum, locale)),
      phrases.and,
    ),
    apart: view.apart.length,
    last_reminded: view.lastRemindedOn ? formatDate(view.lastRemindedOn, locale) : null,
    pay_by: view.payBy ? formatDate(view.payBy, locale) : null,
    invoice: itemScope(carrying, locale, phrases),
    oldest: itemScope(sorted[0] ?? carrying, locale, phrases),
    invoices: sorted.map((item) => itemScope(item, locale, phrases)),
  };
}
