/** What the command line is told when a creditor is made or changed, or an API key is made. */
import * as z from 'zod';
import type { Creditor } from '../core/contact/creditor.ts';
import { unknownPacks } from '../core/contact/packs/packs.ts';
import { minorOf, type Refuse } from './api/amounts.ts';
import { CUSTOMER_KINDS, Owner } from './api/customers.ts';
import {
  Amount,
  CalendarDate,
  Country,
  Currency,
  Email,
  InstantField,
  Locale,
  line,
  Mobile,
  prose,
  Region,
  Zone,
} from './api/fields.ts';
import { RequestsPerMinute } from './api/limits.ts';
import { exact } from './api/problems.ts';
import { Segments } from './policy/segments.ts';
import { OwnPack } from './rules.ts';
import { Scope } from './scopes.ts';

/** Part of keys, names and addresses, so plain: small letters, digits and hyphens. */
export const CreditorId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: 'expected 1 to 40 small letters, digits or hyphens, such as "acme-uk"',
});

/** Printed on messages as given. */
const Bank = exact({
  accountName: line(140),
  lines: z
    .array(exact({ label: line(60), value: line(140) }))
    .min(1)
    .max(10),
});

const CreditorFields = exact({
  creditorId: CreditorId,
  name: line(200),
  address: prose(500),
  email: Email.meta({ description: 'The sender of its messages; a verified identity' }),
  replyTo: Email.optional(),
  phone: line(50).optional(),
  smsOrigination: z.union([Mobile, z.string().regex(/^[\w:/+-]{1,256}$/)]).optional(),
  financeEmails: z.array(Email).min(1).max(20),
  owner: Owner.default({}),
  country: Country,
  locale: Locale,
  timeZone: Zone,
  debtorKind: z
    .enum(CUSTOMER_KINDS)
    .default('consumer')
    .meta({ description: 'What a customer of unknown kind counts as' }),
  bank: z.partialRecord(Currency, Bank).default({}),
  largeFrom: z
    .partialRecord(Currency, Amount)
    .default({})
    .meta({ description: 'From which open balance an invoice counts as large, by currency' }),
  dailyReminders: z
    .int()
    .positive()
    .optional()
    .meta({ description: 'At most so many reminders a day, the most urgent first; unlimited where left out' }),
  policyId: line(60).default('b2b-standard'),
  segments: Segments.default([]),
  region: Region.optional(),
  closedOn: z
    .array(CalendarDate)
    .max(400)
    .optional()
    .meta({ description: 'Days on which nobody is written to, beside the public holidays' }),
  role: z
    .enum(['first-party', 'third-party'])
    .optional()
    .meta({ description: 'Whose debts it collects; its own where left out' }),
  packs: z
    .array(line(60))
    .max(50)
    .optional()
    .meta({ description: 'Packs of contact rules that are on, or single rules; "default" where left out' }),
  ownPacks: z.array(OwnPack).max(20).optional(),
  syncEveryHours: z
    .number()
    .positive()
    .max(8760)
    .optional()
    .meta({ description: 'How often the ERP pushes at least: where it is silent for longer, nothing is sent' }),
  statementDay: z
    .int()
    .min(1)
    .max(28)
    .optional()
    .meta({ description: 'Day of the month on which customers get their statement' }),
  editions: z
    .array(exact({ email: Email, edition: z.enum(['collector', 'manager', 'cfo']) }))
    .max(100)
    .optional()
    .meta({ description: 'Who gets which edition of the report, beside the finance addresses' }),
});

export type NewCreditor = Omit<Creditor, 'addressKey' | 'stopped' | 'createdAt'>;

/** A creditor before the command line gives it its secret salt and its date. */
export const CreditorInput = CreditorFields.transform(({ bank, largeFrom, ...fields }, ctx): NewCreditor => {
  const refuse: Refuse = (path, message) => ctx.addIssue({ code: 'custom', path: [...path], message });
  const unknown = unknownPacks(fields);
  if (unknown.length > 0)
    refuse(['packs'], `expected the id of a pack or of a rule, found none that is called "${unknown.join('", "')}"`);
  return {
    ...fields,
    bank: given(bank),
    largeFrom: Object.fromEntries(
      Object.entries(given(largeFrom)).map(([currency, amount]) => [
        currency,
        minorOf(amount, { currency, path: ['largeFrom', currency], refuse }),
      ]),
    ),
  };
});

function given<V>(record: Readonly<Record<string, V | undefined>>): Record<string, V> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

export const KeyInput = exact({
  creditorId: CreditorId,
  label: line(100),
  scopes: z.array(Scope).min(1),
  expiresAt: InstantField.optional(),
  requestsPerMinute: RequestsPerMinute.optional(),
});
export type KeyInput = z.output<typeof KeyInput>;
