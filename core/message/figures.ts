/** Amounts, dates and day counts as people read them, in the reader's locale (en-GB where the locale is unknown). */
import { formatAmount } from '../money/amount.ts';
import { exponentOf } from '../money/currency.ts';

/** An amount in the currency's minor units: 123450 GBP is £1,234.50. */
export type Money = { readonly minor: number; readonly currency: string };

export const FALLBACK_LOCALE = 'en-GB';

const LOCALE = 'locale';

/** Building an Intl formatter costs far more than using it, and one report uses it thousands of times. */
function remembered<T>(build: (locale: string, key: string) => T): (locale: string, key: string) => T {
  const built = new Map<string, T>();
  return (locale, key) => {
    const name = `${locale} ${key}`;
    const known = built.get(name);
    if (known) return known;
    const made = build(locale, key);
    built.set(name, made);
    return made;
  };
}

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'iw', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

const knownLocale = remembered((locale) => {
  try {
    const [known] = Intl.NumberFormat.supportedLocalesOf(locale);
    if (!known) return FALLBACK_LOCALE;
    const { language, region } = new Intl.Locale(known);
    // Inside an English sentence a date that runs right to left is read in the wrong order: "31 10, 2026".
    return RIGHT_TO_LEFT.has(language) ? `en-${region ?? 'GB'}` : known;
  } catch {
    return FALLBACK_LOCALE;
  }
});

/** The locale itself when Intl knows it and it runs left to right, else English: a mistyped locale must not stop a message. */
export function localeOr(locale: string | undefined): string {
  return locale ? knownLocale(locale, LOCALE) : FALLBACK_LOCALE;
}

/** Latin digits throughout, for the words around the figures are English and banks key in Latin digits. */
const DIGITS = { numberingSystem: 'latn' } as const;

/** The decimals are ISO 4217's, since Intl's own differ from them for a few currencies (IQD, LBP, …). */
const moneyFormat = remembered((locale, key) => {
  const [currency = '', currencyDisplay] = key.split(' ');
  const digits = exponentOf(currency);
  return new Intl.NumberFormat(localeOr(locale), {
    ...DIGITS,
    style: 'currency',
    currency,
    currencyDisplay: currencyDisplay === 'code' ? 'code' : 'symbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
});

const isNumeric = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);

function format(money: Money, locale: string | undefined, display: 'code' | 'symbol'): string {
  const decimal = formatAmount(money.minor, money.currency);
  // As a string, for a double would lose the last digits of a large amount.
  return isNumeric(decimal) ? moneyFormat(localeOr(locale), `${money.currency} ${display}`).format(decimal) : decimal;
}

/** £1,234.50, 1.234,50 €, ¥500: exact, with the decimals of ISO 4217. */
export function formatMoney(money: Money, locale: string | undefined): string {
  return format(money, locale, 'symbol');
}

/** GBP 1,234.50, without symbols and unusual spaces, for text messages: ₱ alone would double their price. */
export function formatMoneyPlain(money: Money, locale: string | undefined): string {
  return format(money, locale, 'code')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f]/g, ' ')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2212\u2010-\u2015]/g, '-')
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

const DATE_STYLES = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const;
type DateStyle = keyof typeof DATE_STYLES;

const dateFormat = remembered((locale, key) => {
  const style = key === 'short' || key === 'weekday' ? key : 'long';
  return new Intl.DateTimeFormat(locale, { ...DIGITS, ...DATE_STYLES[style], calendar: 'gregory', timeZone: 'UTC' });
});

/** A calendar date (YYYY-MM-DD) with its month in letters, so that 03/04 is never read the other way round. */
export function formatDate(date: string, locale: string | undefined, style: DateStyle = 'long'): string {
  const at = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(at) ? date : dateFormat(localeOr(locale), style).format(at);
}

const timeFormat = remembered((locale, zone) => {
  const parts = { ...DATE_STYLES.short, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(locale, { ...DIGITS, ...parts, calendar: 'gregory', timeZone: zone });
});

/** An instant (UTC ISO string) on the clock of a zone: 3 Feb 2026, 07:30. */
export function formatInstant(instant: string, locale: string | undefined, zone: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? instant : timeFormat(localeOr(locale), zone).format(at);
}

const countFormat = remembered((locale) => new Intl.NumberFormat(locale, DIGITS));

/** 1,234: a count in the reader's locale. */
export function formatCount(count: number, locale: string | undefined): string {
  return countFormat(localeOr(locale), 'count').format(count);
}

/** "1 invoice", "3 invoices": English plurals take a count. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count, FALLBACK_LOCALE)} ${count === 1 ? one : many}`;
}

/** How the due date stands to the day of writing: "3 days overdue", "due today", "due in 7 days". */
export function dueWords(daysOverdue: number): string {
  if (daysOverdue > 0) return `${counted(daysOverdue, 'day')} overdue`;
  return daysOverdue === 0 ? 'due today' : `due in ${counted(-daysOverdue, 'day')}`;
}
