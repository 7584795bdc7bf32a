/** Reminders by text message: at most two segments, and no link, amount or number is ever cut to get there. */
import { clean, shorten, shortenMiddle, webLink } from './clean.ts';
import { FALLBACK_LOCALE, formatDate, formatMoneyPlain } from './figures.ts';
import { isGsm7, smsSegments, toGsm7 } from './gsm.ts';
import type { Line, SmsReminderView } from './views.ts';

export const MAX_SEGMENTS = 2;

/** In GSM-7 as far as an accent is all that is lost. Numbers and links are never passed through here: they stay verbatim. */
export function words(text: string): string {
  return toGsm7(clean(text)).trim();
}

/** The locale's own wording, unless one letter of it would make the whole message UCS-2 and more than double its length. */
export function inGsm(format: (locale: string | undefined) => string, locale: string | undefined): string {
  const own = toGsm7(format(locale));
  return isGsm7(own) ? own : format(FALLBACK_LOCALE);
}

function bankWords(bank: readonly Line[], reference: string | undefined): string {
  const lines = bank.map(({ label, value }) => `${words(label)} ${clean(value)}`);
  return `Pay to ${[...lines, ...(reference ? [`ref ${clean(reference)}`] : [])].join(', ')}.`;
}

/** How to pay or whom to call, the fullest first; each is whole or left out. */
export function waysToPay({ howToPay, contact }: Pick<SmsReminderView, 'howToPay' | 'contact'>): readonly string[] {
  const link = webLink(howToPay.paymentUrl);
  const bank = howToPay.bank?.length ? bankWords(howToPay.bank, howToPay.reference) : undefined;
  const phone = contact.phone ? words(shorten(contact.phone, 40)) : undefined;
  const pay = link ? `Pay: ${link}` : bank;
  const ways = [
    ...(pay && phone ? [`${pay} Questions: ${phone}`] : []),
    ...(pay ? [pay] : []),
    ...(phone ? [`To pay or ask, call ${phone}`] : []),
    ...(contact.email ? [`To pay or ask, write to ${clean(contact.email)}`] : []),
  ];
  return ways.length > 0 ? ways : ['Please contact us to pay.'];
}

/** The sender's name gives way before the way to pay does, and the invoice number's middle goes last. */
const NAME_LENGTHS = [60, 24] as const;
const NUMBER_LENGTHS = [100, 32] as const;

function candidates(view: SmsReminderView): readonly string[] {
  const { invoice, sender, locale, optOutHint } = view;
  const amount = inGsm((each) => formatMoneyPlain(invoice.owed, each), locale);
  const date = inGsm((each) => formatDate(invoice.dueOn, each, 'short'), locale);
  const due = `${invoice.daysOverdue > 0 ? 'was due' : 'is due'} ${date}`;
  const hint = optOutHint ? ` ${words(optOutHint)}` : '';
  const endings = invoice.daysOverdue > 0 ? [` Paid already? Please ignore.${hint}`, hint] : [hint];
  return NUMBER_LENGTHS.flatMap((numberLength) =>
    waysToPay(view).flatMap((way) =>
      NAME_LENGTHS.flatMap((nameLength) => {
        const name = words(shorten(sender.name, nameLength));
        const number = shortenMiddle(invoice.number, numberLength, '...');
        return endings.map((ending) => `${name}: invoice ${number}, ${amount}, ${due}. ${way}${ending}`);
      }),
    ),
  );
}

/** What is left when nothing fits: a link longer than two segments, or a hint as long as a letter. */
function shortest({ invoice, sender }: SmsReminderView): string {
  const amount = formatMoneyPlain(invoice.owed, FALLBACK_LOCALE);
  const number = shortenMiddle(invoice.number, 16, '...');
  return `${words(shorten(sender.name, 11))}: invoice ${number}, ${amount}. Please contact us.`;
}

/** The fullest wording that fits two segments. */
export function renderSmsReminder(view: SmsReminderView): { readonly text: string } {
  const fitting = candidates(view).find((text) => smsSegments(text) <= MAX_SEGMENTS);
  return { text: fitting ?? shortest(view) };
}
