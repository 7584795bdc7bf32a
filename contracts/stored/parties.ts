/** Creditors, customers, API keys and policies as they are kept. */
import * as z from 'zod';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { type Policy, TONES } from '../../core/policy/policy.ts';
import { byCurrency, date, hold, instant, minor, owner } from './parts.ts';
import { rulePack } from './rule.ts';
import { segment } from './segment.ts';
import { compiledWords } from './words.ts';

const kind = z.enum(['company', 'sole_trader', 'consumer', 'public_body']);

const role = z.enum(['billing', 'owner', 'cc', 'escalation', 'legal']);

const contact = z.object({
  contactId: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  mobile: z.string().optional(),
  roles: z.array(role).default([]),
  locale: z.string().optional(),
  smsConsent: z.boolean().optional(),
});

export const storedCustomer: z.ZodType<Customer> = z.object({
  creditorId: z.string(),
  customerId: z.string(),
  name: z.string(),
  kind,
  locale: z.string(),
  timeZone: z.string(),
  country: z.string().optional(),
  contacts: z.array(contact).default([]),
  owner: owner.optional(),
  parentId: z.string().optional(),
  billToId: z.string().optional(),
  riskScore: z.number().optional(),
  tags: z.array(z.string()).default([]),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  hold: hold.optional(),
  asOf: instant,
  digest: z.string(),
  filled: z.array(z.string()).default([]),
  unapplied: byCurrency.default({}),
  credit: byCurrency.default({}),
  version: z.number().int(),
  lastReminderAt: instant.optional(),
  lastReminder: z
    .object({
      messageId: z.string(),
      caseId: z.string(),
      at: instant,
      on: date,
      tone: z.enum(TONES),
      covers: z.boolean().optional(),
    })
    .optional(),
  reply: z.object({ at: instant, by: z.string(), until: instant.optional() }).optional(),
  region: z.string().optional(),
  pinnedSegmentId: z.string().optional(),
  paysFor: z.array(z.string()).optional(),
});

const bankDetails = z.object({
  accountName: z.string(),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
});

export const storedCreditor: z.ZodType<Creditor> = z.object({
  creditorId: z.string(),
  name: z.string(),
  address: z.string(),
  email: z.string(),
  replyTo: z.string().optional(),
  phone: z.string().optional(),
  smsOrigination: z.string().optional(),
  financeEmails: z.array(z.string()),
  owner,
  country: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  debtorKind: kind,
  bank: z.record(z.string(), bankDetails).default({}),
  largeFrom: byCurrency.default({}),
  policyId: z.string(),
  segments: z.array(segment).default([]),
  addressKey: z.string(),
  stopped: z.boolean(),
  createdAt: instant,
  region: z.string().optional(),
  closedOn: z.array(date).optional(),
  role: z.enum(['first-party', 'third-party']).optional(),
  packs: z.array(z.string()).optional(),
  ownPacks: z.array(rulePack).optional(),
  syncEveryHours: z.number().positive().optional(),
  syncCheck: z
    .object({
      asOf: instant,
      at: instant,
      disagreesSince: instant.optional(),
      differences: z.array(z.object({ what: z.string(), erp: minor, here: minor })),
    })
    .optional(),
  dailyReminders: z.number().int().positive().optional(),
  statementDay: z.number().int().min(1).max(28).optional(),
  editions: z.array(z.object({ email: z.string(), edition: z.enum(['collector', 'manager', 'cfo']) })).optional(),
});

const flag = z.enum(['large', 'first-invoice', 'sms-consent']);
const condition = z.object({
  minTermDays: z.number().int().optional(),
  anyOf: z.array(flag).optional(),
  allOf: z.array(flag).optional(),
});
const stepBase = {
  id: z.string(),
  at: z.number().int(),
  unit: z.enum(['calendar-days', 'banking-days']).optional(),
  when: condition.optional(),
  approval: z.boolean().optional(),
};

const step = z.discriminatedUnion('action', [
  z.object({
    ...stepBase,
    action: z.literal('remind'),
    channel: z.enum(['email', 'sms']),
    template: z.enum(TONES),
    words: z.string().optional(),
    to: z.array(role).optional(),
    cc: z.array(role).optional(),
    bcc: z.array(z.string()).optional(),
    copyOwner: z.boolean().optional(),
    namesDateIn: z.number().int().positive().optional(),
  }),
  z.object({
    ...stepBase,
    action: z.literal('open-task'),
    task: z.enum(['call', 'call-again', 'decide']),
    endsPath: z.boolean().optional(),
  }),
]);

/** A policy whose last step is not the one that asks a person would end in silence, and is refused. */
export const storedPolicy: z.ZodType<Policy> = z
  .object({
    id: z.string(),
    version: z.number().int().positive(),
    window: z.object({ days: z.array(z.number().int().min(1).max(7)).min(1), fromMinute: minor, toMinute: minor }),
    startAtMost: z.string(),
    minimumGapWeekdays: z.number().int().min(0),
    steps: z.array(step).min(1),
    arrivesLate: z.enum(['at-age', 'at-first']).optional(),
    mode: z.enum(['live', 'dry']).optional(),
    inFlight: z.enum(['finish-on-old', 'move-to-new']).optional(),
    minimumBalance: byCurrency.optional(),
    promises: z
      .object({
        graceDays: z.number().int().min(0),
        mostBroken: z.number().int().min(0),
        harsherWhenBroken: z.boolean(),
      })
      .optional(),
    templates: z
      .record(
        z.string(),
        z.object({
          tone: z.enum(TONES),
          byLanguage: z.record(
            z.string(),
            z.object({ subject: z.string().optional(), body: z.string(), compiled: compiledWords.optional() }),
          ),
        }),
      )
      .optional(),
  })
  .refine(({ window }) => window.fromMinute >= 0 && window.fromMinute < window.toMinute && window.toMinute <= 1440, {
    path: ['window'],
    message: 'expected a window that opens before it closes within one day, for one that never opens sends nothing',
  })
  .refine(({ steps, startAtMost }) => steps.some(({ id }) => id === startAtMost), {
    path: ['startAtMost'],
    message: 'expected the id of one of the steps, so that an old invoice never starts above it',
  })
  .refine(({ steps }) => new Set(steps.map(({ id }) => id)).size === steps.length, {
    path: ['steps'],
    message: 'expected every step to have an id of its own',
  })
  .refine(
    ({ steps }) => {
      const last = steps.at(-1);
      return last?.action === 'open-task' && last.endsPath === true && last.when === undefined;
    },
    {
      path: ['steps'],
      message:
        'expected the last step to be an unconditional task with endsPath, so that the path never ends in silence',
    },
  );

export const storedKey = z.object({
  hash: z.string(),
  creditorId: z.string(),
  label: z.string(),
  scopes: z.array(z.string()),
  createdAt: instant,
  revokedAt: instant.optional(),
  expiresAt: instant.optional(),
  requestsPerMinute: z.number().int().positive().optional(),
});
export type StoredKey = z.output<typeof storedKey>;
