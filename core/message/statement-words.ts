/** The sentences of the monthly statement, by language. */
import type { Language } from './language.ts';

export type StatementWords = {
  readonly subject: (name: string, date: string) => string;
  readonly title: (date: string) => string;
  readonly intro: (name: string) => string;
  readonly nothingToDo: string;
  readonly open: string;
  readonly overdue: string;
  readonly openItems: (currency: string) => string;
  readonly columns: readonly [string, string, string];
  readonly buckets: Readonly<Record<'not-due' | '1-30' | '31-60' | '61-90' | '91+', string>>;
  readonly age: string;
  readonly amount: string;
  readonly total: string;
  readonly onAccount: string;
  readonly unapplied: string;
  readonly credit: string;
  readonly payments: (since: string) => string;
  readonly payment: string;
  readonly received: string;
  readonly disputed: string;
  readonly held: string;
  readonly promised: (date: string) => string;
  readonly marked: string;
  readonly more: (count: string, file: string) => string;
};

const en: StatementWords = {
  subject: (name, date) => `Your statement of account with ${name}, ${date}`,
  title: (date) => `Statement of account, ${date}`,
  intro: (name) => `This is what is open on your account with ${name}, for your records.`,
  nothingToDo: 'If it agrees with your books, there is nothing to do. If something differs, reply and tell us.',
  open: 'Open in all',
  overdue: 'of which overdue',
  openItems: (currency) => `Open items in ${currency}`,
  columns: ['Item', 'Due', 'Open'],
  buckets: {
    'not-due': 'Not due yet',
    '1-30': '1-30 days overdue',
    '31-60': '31-60 days overdue',
    '61-90': '61-90 days overdue',
    '91+': '91 or more days overdue',
  },
  age: 'By age',
  amount: 'Amount',
  total: 'Total',
  onAccount: 'On your account',
  unapplied: 'Payments received and not yet allocated',
  credit: 'Open credit notes',
  payments: (since) => `Payments since ${since}`,
  payment: 'For',
  received: 'Received',
  disputed: 'disputed: we are looking into it',
  held: 'on hold: not part of any request for now',
  promised: (date) => `payment announced for ${date}`,
  marked: 'Items marked as disputed, on hold or announced are listed for completeness; nothing is asked for them.',
  more: (count, file) => `${count} more items are in the attached ${file}`,
};

const de: StatementWords = {
  subject: (name, date) => `Ihr Kontoauszug bei ${name}, ${date}`,
  title: (date) => `Kontoauszug, ${date}`,
  intro: (name) => `Dies ist auf Ihrem Konto bei ${name} offen, zu Ihrer Information.`,
  nothingToDo:
    'Stimmt der Auszug mit Ihren Büchern überein, ist nichts zu tun. Weicht etwas ab, antworten Sie uns bitte kurz.',
  open: 'Insgesamt offen',
  overdue: 'davon überfällig',
  openItems: (currency) => `Offene Posten in ${currency}`,
  columns: ['Posten', 'Fällig', 'Offen'],
  buckets: {
    'not-due': 'Noch nicht fällig',
    '1-30': '1-30 Tage überfällig',
    '31-60': '31-60 Tage überfällig',
    '61-90': '61-90 Tage überfällig',
    '91+': '91 oder mehr Tage überfällig',
  },
  age: 'Nach Alter',
  amount: 'Betrag',
  total: 'Summe',
  onAccount: 'Auf Ihrem Konto',
  unapplied: 'Eingegangene, noch nicht zugeordnete Zahlungen',
  credit: 'Offene Gutschriften',
  payments: (since) => `Zahlungen seit ${since}`,
  payment: 'Für',
  received: 'Eingegangen',
  disputed: 'beanstandet: wir prüfen das',
  held: 'zurückgestellt: derzeit nicht Teil einer Aufforderung',
  promised: (date) => `Zahlung angekündigt für ${date}`,
  marked:
    'Als beanstandet, zurückgestellt oder angekündigt gekennzeichnete Posten sind der Vollständigkeit halber aufgeführt; für sie wird nichts verlangt.',
  more: (count, file) => `${count} weitere Posten stehen in der beigefügten ${file}`,
};

export const STATEMENT_WORDS: Readonly<Record<Language, StatementWords>> = { en, de };
