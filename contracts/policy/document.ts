/** A policy as a company writes it, in YAML or JSON: what each field takes, and the JSON Schema for editors. */
import * as z from 'zod';
import { TONES } from '../../core/policy/policy.ts';
import { CONTACT_ROLES } from '../api/customers.ts';
import { Email, line } from '../api/fields.ts';
import { exact, shown } from '../api/problems.ts';
import { Amounts, At, Gap, Window } from './fields.ts';

/** Ids become parts of keys and of audit records; a dot is kept for the occurrences of a repeated step. */
const idError = ({ input }: { readonly input?: unknown }): string =>
  `expected 1 to 60 letters, digits, hyphens or underscores, found ${shown(input)}`;
export const PlainId = z.string({ error: idError }).regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, { error: idError });

const Flag = z.enum(['large', 'first-invoice', 'sms-consent']);
const Role = z.enum(CONTACT_ROLES);

const Condition = exact({
  minTermDays: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .meta({ description: 'The invoice gave at least so many days to pay' }),
  anyOf: z.array(Flag).min(1).optional(),
  allOf: z.array(Flag).min(1).optional(),
}).meta({ description: 'All that is stated must hold, else the step is left out' });

const Repeat = exact({
  everyDays: z.int().min(1).max(365).meta({ description: 'Days from one occurrence to the next, in the unit of "at"' }),
  times: z.int().min(2).max(52).meta({ description: 'How often in all; the occurrences are firm, firm.2, firm.3 …' }),
});

const stepBase = {
  id: PlainId.meta({ description: 'Stays the same from version to version: a done step is known by it' }),
  at: At.meta({
    description: '"3 days after", "3 banking days after", "7 days before", "on the due date", or a number',
  }),
  unit: z.enum(['calendar-days', 'banking-days']).optional(),
  when: Condition.optional(),
  approval: z.boolean().optional().meta({ description: 'Leaves only once a person has approved it' }),
  repeat: Repeat.optional(),
};

const Remind = exact({
  ...stepBase,
  action: z.literal('remind'),
  channel: z.enum(['email', 'sms']),
  template: z
    .string()
    .min(1)
    .max(60)
    .meta({
      description: `A tone (${TONES.join(', ')}), or the id of one of the policy's own templates`,
    }),
  words: PlainId.optional().meta({ description: 'One of the policy’s own templates, beside a tone in "template"' }),
  to: z.array(Role).min(1).optional().meta({ description: 'Roles, the first who can be reached' }),
  cc: z.array(Role).min(1).optional(),
  bcc: z.array(Email).min(1).max(10).optional().meta({ description: 'Addresses of colleagues' }),
  copyOwner: z.boolean().optional(),
  namesDateIn: z.int().min(1).max(90).optional().meta({ description: 'The message names a date so many days on' }),
});

const OpenTask = exact({
  ...stepBase,
  action: z.literal('open-task'),
  task: z.enum(['call', 'call-again', 'decide']),
  endsPath: z.boolean().optional().meta({ description: 'The last step: the case closes and a person decides' }),
});

export const StepDocument = z.discriminatedUnion('action', [Remind, OpenTask], {
  error: 'expected an "action" of "remind" or "open-task", found another or none',
});

const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'expected a language such as "en"' });
const Template = exact({
  tone: z.enum(TONES),
  byLanguage: z
    .record(Language, exact({ subject: line(500).optional(), body: z.string().min(1).max(20_000) }))
    .refine((languages) => Object.keys(languages).length > 0, { error: 'expected at least one language, found none' }),
}).meta({ description: 'Words of the company’s own, in Liquid' });

const Promises = exact({
  graceDays: z.int().min(0).max(60).optional(),
  mostBroken: z.int().min(0).max(50).optional(),
  harsherWhenBroken: z.boolean().optional(),
});

export const PolicyDocument = exact({
  $schema: z.string().optional().meta({ description: 'Where editors find this schema' }),
  id: PlainId,
  title: line(200).optional().meta({ description: 'For people; not kept' }),
  version: z.int().min(1).optional().meta({ description: 'Given by the publication; left out in new documents' }),
  window: Window,
  minimumGap: Gap.optional().meta({ description: 'Between two messages to one customer, such as "5 banking days"' }),
  minimumGapWeekdays: z.int().min(0).max(250).optional().meta({ description: 'The same as a number' }),
  startAtMost: z.string().min(1).max(60).optional().meta({
    description:
      'An invoice that arrives old starts at this step at most; left out: the last one that is firm or milder',
  }),
  arrivesLate: z.enum(['at-age', 'at-first']).optional(),
  mode: z.enum(['live', 'dry']).optional().meta({ description: '"dry" records every step and sends nothing' }),
  inFlight: z.enum(['finish-on-old', 'move-to-new']).optional().meta({
    description: 'What becomes of cases that walk an older version',
  }),
  minimumBalance: Amounts.optional().meta({ description: 'By currency, such as GBP: "5.00"' }),
  promises: Promises.optional(),
  templates: z.record(PlainId, Template).optional(),
  steps: z.array(StepDocument).min(1).max(100),
});
export type PolicyDocument = z.output<typeof PolicyDocument>;
export type StepDocument = z.output<typeof StepDocument>;

/** For editors: completion and marks under mistakes while a policy is written. */
export function policySchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(PolicyDocument, { io: 'input', unrepresentable: 'any' });
  return { $schema, title: 'Dunlin policy', ...rest };
}
