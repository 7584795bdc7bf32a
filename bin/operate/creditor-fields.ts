/** A creditor's fields as an operator states them, from a file and by single options: the same to make one and to change one. */
import type { Creditor } from '../../core/contact/creditor.ts';
import { readAmounts, readBanks } from './bank-details.ts';
import { text, texts } from './command.ts';
import { readDocument, readFields } from './documents.ts';
import { misused } from './operator-error.ts';
import type { Values } from './values.ts';

/** Options that are a field of the creditor each, by the field's name. */
const WORDS = {
  name: 'name',
  address: 'address',
  email: 'email',
  'reply-to': 'replyTo',
  phone: 'phone',
  'sms-from': 'smsOrigination',
  country: 'country',
  region: 'region',
  locale: 'locale',
  'time-zone': 'timeZone',
  'debtor-kind': 'debtorKind',
  role: 'role',
  'default-policy': 'policyId',
} as const;

const FIGURES = {
  'daily-reminders': 'dailyReminders',
  'statement-day': 'statementDay',
  'sync-every-hours': 'syncEveryHours',
} as const;

/** Options that may be repeated; together they are the whole field. */
const LISTS = {
  'finance-email': { field: 'financeEmails', of: (given: readonly string[]) => given },
  'closed-on': { field: 'closedOn', of: (given: readonly string[]) => given },
  pack: { field: 'packs', of: (given: readonly string[]) => given },
  'own-pack': { field: 'ownPacks', of: (files: readonly string[]) => files.map(readDocument) },
  edition: { field: 'editions', of: (given: readonly string[]) => given.map(readEdition) },
  large: { field: 'largeFrom', of: (given: readonly string[]) => readAmounts('large', given) },
  bank: { field: 'bank', of: readBanks },
} as const;

const options = (names: object, spec: typeof text | typeof texts) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, spec]));

export const fieldOptions = {
  from: text,
  'owner-name': text,
  'owner-email': text,
  'owner-phone': text,
  ...options(WORDS, text),
  ...options(FIGURES, text),
  ...options(LISTS, texts),
};

export const FIELD_HELP = `  --from FILE            fields of the creditor as JSON or YAML; options overrule them
  --name, --address, --email (the sender), --country, --region, --locale, --time-zone
  --reply-to, --phone, --sms-from, --debtor-kind (consumer)
  --owner-name, --owner-email, --owner-phone   who answers customers and works tasks
  --finance-email        who gets the daily report; may be repeated
  --edition              cfo:kim@demo.example, collector:… or manager:…; may be repeated
  --bank                 'GBP:Account name|Label=value|…', one per currency; may be repeated
  --large                GBP:5000.00, from which balance an invoice is large; may be repeated
  --pack                 contact rules that are on: a pack or a rule, see "rules list"; may be repeated
  --own-pack FILE        contact rules of your own, see "rules check"; may be repeated
  --role                 first-party (the usual) or third-party: whose debts it collects
  --closed-on            2026-12-24, a day on which nobody is written to; may be repeated
  --daily-reminders      at most so many a day, the most urgent first
  --statement-day        1 to 28: on which day of the month customers get their statement
  --sync-every-hours     how often the ERP pushes: where it is silent for longer, nothing is sent
  --default-policy       what customers outside all segments walk; b2b-standard where left out`;

function readEdition(given: string): { readonly edition: string; readonly email: string } {
  const [edition = '', email = '', ...rest] = given.split(':');
  if (edition === '' || email === '' || rest.length > 0)
    throw misused(`expected --edition cfo:kim@demo.example, found --edition ${given}`);
  return { edition, email };
}

function stated(values: Values, names: Readonly<Record<string, string>>, of: (given: string) => unknown) {
  return Object.entries(names).flatMap(([option, field]): [string, unknown][] => {
    const value = values.text(option);
    return value === undefined ? [] : [[field, of(value)]];
  });
}

/** What is no figure stays as typed, so that the answer names it. */
const figure = (given: string): unknown => (Number.isNaN(Number(given)) ? given : Number(given));

/** What is stated and nothing else; of the owner, who has three options, the rest stays as it was. */
export function fieldsOf(values: Values, before?: Pick<Creditor, 'owner'>): Record<string, unknown> {
  const file = values.text('from');
  const owner = stated(values, { 'owner-name': 'name', 'owner-email': 'email', 'owner-phone': 'phone' }, String);
  const lists = Object.entries(LISTS).flatMap(([option, { field, of }]): [string, unknown][] => {
    const given = values.texts(option);
    return given.length === 0 ? [] : [[field, of(given)]];
  });
  return {
    ...(file === undefined ? {} : readFields(file)),
    ...Object.fromEntries([...stated(values, WORDS, String), ...stated(values, FIGURES, figure), ...lists]),
    ...(owner.length > 0 ? { owner: { ...before?.owner, ...Object.fromEntries(owner) } } : {}),
  };
}
