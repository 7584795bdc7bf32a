/** What the queries answer: invoices with their cases, timelines, messages, customers. Money as decimal strings. */
import * as z from 'zod';
import { ENDS_OF_PROMISE, HOLD_KINDS } from '../../core/case/invoice.ts';
import { WHY_STATUSES } from '../../core/report/why-status.ts';
import { CONTACT_ROLES, CUSTOMER_KINDS } from './customers.ts';
import { INVOICE_STATUSES } from './queries.ts';

const money = z.string().meta({ description: 'Decimal string in the major unit' });
const instant = z.string().meta({ format: 'date-time' });
const date = z.string().meta({ format: 'date' });

export const HoldView = z.object({
  reason: z.string(),
  until: z.string().nullable(),
  by: z.string(),
  kind: z.enum(HOLD_KINDS).optional().meta({ description: 'A person’s where left out' }),
});

/** `amount` null: the whole invoice. */
export const DisputeView = z.object({
  reason: z.string(),
  amount: money.nullable(),
  until: z.string().nullable(),
  by: z.string(),
});

/** `amount` null: all that is owed. */
export const PromiseView = z.object({ on: date, amount: money.nullable(), by: z.string() });

export const InvoiceView = z.object({
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
  type: z.enum(['invoice', 'credit_note']),
  status: z.enum(INVOICE_STATUSES),
  currency: z.string(),
  total: money,
  balance: money.meta({ description: 'What is owed now: the ERP’s figure less the money seen since' }),
  issuedOn: date,
  dueOn: date.nullable(),
  asOf: instant,
  caseState: z.enum(['idle', 'open', 'closed']),
  closedAs: z.enum(['paid', 'credited', 'void', 'written-off', 'exhausted']).nullable(),
  step: z.string().nullable().meta({ description: 'The next step of the path' }),
  stepsDone: z.array(z.string()),
  cycle: z.int(),
  nextAt: instant.nullable().meta({ description: 'When the case is looked at or acted on next' }),
  reason: z.string().meta({ description: 'Why the case stands where it stands, in words' }),
  policy: z.object({ id: z.string(), version: z.int() }),
  segment: z.string().nullable().meta({ description: 'The segment that chose the policy' }),
  hold: HoldView.nullable(),
  dispute: DisputeView.nullable(),
  asked: money.meta({ description: 'What a message may ask for now: the balance less what is disputed' }),
  promisedOn: date.nullable(),
  promise: PromiseView.nullable().meta({ description: 'The promise that stands' }),
  lastPromise: z.object({ on: date, result: z.enum(ENDS_OF_PROMISE) }).nullable(),
  promisesBroken: z.int(),
});
export type InvoiceView = z.infer<typeof InvoiceView>;

/** `next` is the cursor of the next page; absent on the last one. */
export const InvoicesPage = z.object({ invoices: z.array(InvoiceView), next: z.string().optional() });
export type InvoicesPage = z.infer<typeof InvoicesPage>;

export const TimelineRecord = z.object({
  version: z.int(),
  type: z.string(),
  at: instant,
  by: z.string(),
  words: z.string().optional().meta({ description: 'The record as a sentence' }),
  messageId: z.string().optional().meta({ description: 'Opens under /v1/messages/{id}' }),
  data: z.record(z.string(), z.unknown()).meta({ description: 'Ids, codes and figures; never names or addresses' }),
  previous: z.string(),
  hash: z.string(),
});

export const TimelineAnswer = z.object({
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  whole: z.boolean().meta({ description: 'Whether the hash chain is unbroken from the first record to the row' }),
  brokenAt: z.int().nullable().meta({ description: 'The version at which it breaks' }),
  records: z.array(TimelineRecord),
});
export type TimelineAnswer = z.infer<typeof TimelineAnswer>;

export const MessageView = z.object({
  messageId: z.string(),
  kind: z.enum(['reminder', 'receipt', 'task', 'report', 'statement']),
  channel: z.enum(['email', 'sms']),
  sentAt: instant,
  to: z.array(z.string()),
  cc: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  invoices: z.array(z.string()).meta({ description: 'Invoice numbers' }),
  recipients: z.array(z.object({ address: z.string(), status: z.string() })),
  stepId: z.string().nullable(),
});
export type MessageView = z.infer<typeof MessageView>;

const contact = z.object({
  contactId: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  mobile: z.string().optional(),
  roles: z.array(z.enum(CONTACT_ROLES)),
  locale: z.string().optional(),
  smsConsent: z.boolean().optional(),
});

const sums = z.array(z.object({ currency: z.string(), amount: money }));

const why = z.object({
  status: z.enum(WHY_STATUSES),
  words: z.string().meta({ description: 'The answer as a sentence; instants on the creditor’s clock' }),
  code: z.string().meta({ description: 'The reason code of the decision' }),
  until: instant.nullable(),
  stepId: z.string().nullable(),
  ruleId: z.string().nullable().meta({ description: 'The contact rule that asks for the delay' }),
  messageId: z.string().nullable().meta({ description: 'The message that stands for the step' }),
});

export const CustomerView = z.object({
  segment: z
    .object({ id: z.string().nullable(), policyId: z.string(), why: z.string(), pinned: z.boolean() })
    .meta({ description: 'Where the customer belongs now; cases that have begun stay where they began' }),
  customerId: z.string(),
  name: z.string(),
  kind: z.enum(CUSTOMER_KINDS),
  locale: z.string(),
  timeZone: z.string(),
  country: z.string().nullable(),
  contacts: z.array(contact),
  owner: z
    .object({ name: z.string().optional(), email: z.string().optional(), phone: z.string().optional() })
    .nullable(),
  parentId: z.string().nullable(),
  billToId: z.string().nullable(),
  riskScore: z.number().nullable(),
  tags: z.array(z.string()),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  asOf: instant,
  hold: HoldView.nullable(),
  reply: z
    .object({ at: instant, until: instant, by: z.string() })
    .nullable()
    .meta({ description: 'The customer wrote back and waits for an answer' }),
  unapplied: sums.meta({ description: 'Money received that lies on no invoice' }),
  credit: sums.meta({ description: 'Open credit notes' }),
  open: sums.meta({ description: 'What is owed, by currency' }),
  contact: why.meta({ description: 'Why the customer is or is not written to now' }),
  lastReminder: z.object({ messageId: z.string(), at: instant, tone: z.string() }).nullable(),
  invoices: z
    .array(
      z.object({
        invoiceId: z.string(),
        invoiceNumber: z.string(),
        currency: z.string(),
        balance: money,
        dueOn: date.nullable(),
        overdue: z.boolean(),
        why,
      }),
    )
    .meta({ description: 'What is owed or on its path, oldest due first' }),
  promises: z.array(
    z.object({
      invoiceNumber: z.string(),
      on: date,
      amount: money.nullable().meta({ description: 'Null where all of it was promised' }),
      brokenBefore: z.int(),
    }),
  ),
  disputes: z.array(
    z.object({
      invoiceNumber: z.string(),
      reason: z.string(),
      amount: money.nullable().meta({ description: 'Null where the whole invoice is disputed' }),
      until: instant.nullable(),
      by: z.string(),
    }),
  ),
});
export type CustomerView = z.infer<typeof CustomerView>;
