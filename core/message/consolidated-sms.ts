/** One text message for all that a person is asked to pay: how many invoices, and a sum per currency. */

import { askedSums } from './asked.ts';
import { shorten } from './clean.ts';
import { counted, FALLBACK_LOCALE, formatDate, formatMoneyPlain } from './figures.ts';
import { smsSegments } from './gsm.ts';
import { inGsm, MAX_SEGMENTS, renderSmsReminder, waysToPay, words } from './sms.ts';
import type { ConsolidatedSmsView } from './views.ts';

const NAME_LENGTHS = [60, 24, 11] as const;

/** The fullest wording that fits two segments; several currencies have several ways to pay, so the person is named. */
export function renderConsolidatedSms(view: ConsolidatedSmsView): { readonly text: string } {
  const [first] = view.items;
  const sums = askedSums(view);
  const ways = sums.length === 1 ? (view.howToPay[first.owed.currency] ?? {}) : {};
  const howToPay = {
    ...ways,
    paymentUrl: view.items.length === 1 ? (first.paymentUrl ?? ways.paymentUrl) : ways.paymentUrl,
  };
  const one = { ...view, invoice: { ...first, owed: first.asked }, howToPay };
  if (view.items.length === 1 && !view.rest) return renderSmsReminder(one);
  const amounts = sums.map((sum) => inGsm((each) => formatMoneyPlain(sum, each), view.locale)).join(' and ');
  const oldest = view.items.map(({ dueOn }) => dueOn).sort()[0] ?? first.dueOn;
  const since = `oldest due ${inGsm((each) => formatDate(oldest, each, 'short'), view.locale)}`;
  const count = counted(view.items.length + (view.rest?.count ?? 0), 'invoice');
  const hint = view.optOutHint ? ` ${words(view.optOutHint)}` : '';
  const texts = [...waysToPay(one), 'Please contact us.'].flatMap((way) =>
    NAME_LENGTHS.flatMap((length) =>
      [`${amounts} open on ${count}, ${since}`, `${amounts} open on ${count}`].map(
        (said) => `${words(shorten(view.sender.name, length))}: ${said}. ${way}${hint}`,
      ),
    ),
  );
  const fallback = `${count}, ${sums.map((sum) => formatMoneyPlain(sum, FALLBACK_LOCALE)).join(' and ')}. Please contact us.`;
  return { text: texts.find((text) => smsSegments(text) <= MAX_SEGMENTS) ?? fallback };
}
