/** Reminders by text message: at most two segments, and no link, amount or number is ever cut to get there. */
import type { OwnWords } from '../policy/policy.ts';
import { askedCount, askedSums } from './asked.ts';
import { clean, shorten, shortenMiddle, webLink } from './clean.ts';
import { FALLBACK_LOCALE, formatCount, formatDate, formatMoneyPlain, type Money } from './figures.ts';
import { isGsm7, smsSegments, toGsm7 } from './gsm.ts';
import { PHRASES } from './phrases/of.ts';
import { listed, type Phrases } from './phrases/phrases.ts';
import type { ConsolidatedSmsView, HowToPayView, Line } from './views.ts';
import { plainLine } from './words/markup.ts';
import { type Piece, run } from './words/run.ts';
import { scopeOf } from './words/scope.ts';
import type { CompiledWords } from './words/tree.ts';

export const MAX_SEGMENTS = 2;

export type RenderedSms = {
  readonly text: string;
  /** What it is charged as. */
  readonly segments: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
};

/** In GSM-7 as far as an accent is all that is lost. Numbers and links are never passed through here: they stay verbatim. */
function words(text: string): string {
  return toGsm7(clean(text)).trim();
}

/** The locale's own wording, unless one letter of it would make the whole message UCS-2 and more than double its length. */
function inGsm(format: (locale: string | undefined) => string, locale: string | undefined): string {
  const own = toGsm7(format(locale));
  return isGsm7(own) ? own : format(FALLBACK_LOCALE);
}

function bankWords(bank: readonly Line[], reference: string | undefined, { sms }: Phrases): string {
  const lines = bank.map(({ label, value }) => `${words(label)} ${clean(value)}`);
  return sms.payTo([...lines, ...(reference ? [sms.reference(clean(reference))] : [])].join(', '));
}

/** Several currencies have several ways to pay: then there is none that fits all, and the person is named. */
function onlyWay({ items, rest, howToPay }: ConsolidatedSmsView, sums: readonly Money[]): HowToPayView {
  const [first] = items;
  if (sums.length !== 1) return {};
  const ways = howToPay[first.asked.currency] ?? {};
  return askedCount({ items, rest }) === 1 ? { ...ways, paymentUrl: ways.paymentUrl ?? first.paymentUrl } : ways;
}

/** How to pay or whom to call, the fullest first; each is whole or left out. */
function waysToPay(howToPay: HowToPayView, { contact }: ConsolidatedSmsView, phrases: Phrases): readonly string[] {
  const { sms } = phrases;
  const link = webLink(howToPay.paymentUrl);
  const bank = howToPay.bank?.length ? bankWords(howToPay.bank, howToPay.reference, phrases) : undefined;
  const phone = contact.phone ? words(shorten(contact.phone, 40)) : undefined;
  const pay = link ? sms.pay(link) : bank;
  const ways = [
    ...(pay && phone ? [`${pay} ${sms.questions(phone)}`] : []),
    ...(pay ? [pay] : []),
    ...(phone ? [sms.call(phone)] : []),
    ...(contact.email ? [sms.write(clean(contact.email))] : []),
  ];
  return [...ways, ways.length > 0 ? sms.contactUs : sms.contactUsToPay];
}

/** The sender's name gives way before the way to pay does, and the invoice number's middle goes last. */
const NAME_LENGTHS = [60, 24] as const;
const NUMBER_LENGTHS = [100, 32] as const;

/** What is owed, the fullest wording first. */
function saidOf(view: ConsolidatedSmsView, amounts: string, phrases: Phrases): readonly string[] {
  const { sms } = phrases;
  const { locale, items } = view;
  const date = (on: string): string => inGsm((each) => formatDate(on, each, 'short'), locale);
  const [only] = items;
  const count = askedCount(view);
  if (count === 1) {
    const due = only.daysOverdue > 0 ? sms.wasDue(date(only.dueOn)) : sms.isDue(date(only.dueOn));
    return NUMBER_LENGTHS.map(
      (length) => `${sms.invoice} ${shortenMiddle(only.number, length, '...')}, ${amounts}, ${due}`,
    );
  }
  const open = sms.openOn(amounts, phrases.invoices(formatCount(count, locale), false));
  const oldest = items.map(({ dueOn }) => dueOn).sort()[0] ?? only.dueOn;
  return [`${open}, ${sms.oldestDue(date(oldest))}`, open];
}

function candidates(view: ConsolidatedSmsView, ways: readonly string[], phrases: Phrases): readonly string[] {
  const amounts = listed(
    askedSums(view).map((sum) => inGsm((each) => formatMoneyPlain(sum, each), view.locale)),
    phrases.and,
  );
  const isLate = view.items.some(({ daysOverdue }) => daysOverdue > 0);
  const endings = isLate ? [` ${phrases.sms.paidAlready}`, ''] : [''];
  return saidOf(view, amounts, phrases).flatMap((said) =>
    ways.flatMap((way) =>
      NAME_LENGTHS.flatMap((length) => {
        const name = words(shorten(view.sender.name, length));
        return endings.map((ending) => `${name}: ${said}. ${way}${ending}${hintOf(view)}`);
      }),
    ),
  );
}

const hintOf = ({ optOutHint }: ConsolidatedSmsView): string => (optOutHint ? ` ${words(optOutHint)}` : '');

/** What is left when nothing fits: a link longer than two segments, or a hint as long as a letter. */
function shortest(view: ConsolidatedSmsView, { sms, invoices, and }: Phrases): string {
  const amounts = listed(
    askedSums(view).map((sum) => formatMoneyPlain(sum, FALLBACK_LOCALE)),
    and,
  );
  const count = askedCount(view);
  const number = shortenMiddle(view.items[0].number, 16, '...');
  const what = count === 1 ? `${sms.invoice} ${number}` : invoices(String(count), false);
  return `${words(shorten(view.sender.name, 11))}: ${what}, ${amounts}. ${sms.contactUs}`;
}

/** A company's own words around the way to pay, which stays whole. */
function ownText({ body }: CompiledWords, view: ConsolidatedSmsView, way: string, phrases: Phrases): string {
  const scope = scopeOf(view, { sums: askedSums(view), count: askedCount(view) }, phrases);
  const pieces = run(body, scope, view.locale).map((piece): Piece => {
    if ('words' in piece) return { words: toGsm7(piece.words) };
    return 'place' in piece ? { value: way, data: false } : { ...piece, value: toGsm7(clean(piece.value)) };
  });
  return plainLine(pieces) + hintOf(view);
}

/** The fullest wording that fits two segments: the company's own where it does, else ours. */
export function renderConsolidatedSms(view: ConsolidatedSmsView, own?: OwnWords): RenderedSms {
  const phrases = PHRASES[view.language];
  const ways = waysToPay(onlyWay(view, askedSums(view)), view, phrases);
  const written = own?.tone === view.tone ? own.byLanguage[view.language]?.compiled : undefined;
  const ofTheirs = written && !written.subject ? ways.map((way) => ownText(written, view, way, phrases)) : [];
  const texts = [...ofTheirs, ...candidates(view, ways, phrases)];
  const text = texts.find((each) => smsSegments(each) <= MAX_SEGMENTS) ?? shortest(view, phrases);
  return { text, segments: smsSegments(text), encoding: isGsm7(text) ? 'GSM-7' : 'UCS-2' };
}
