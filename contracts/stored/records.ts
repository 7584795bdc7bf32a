/** What is kept beside invoices: audit records, payments, touches, messages, persons, tasks and journal lines. */
import * as z from 'zod';
import type { AuditRecord, Plain } from '../../core/audit/chain.ts';
import { CONTACT_CHANNELS } from '../../core/contact/rule.ts';
import { type Message, type Person, TASK_NAMES, type Task, type Touch } from '../../core/contact/touch.ts';
import type { Payment } from '../../core/payment/payment.ts';
import { TONES } from '../../core/policy/policy.ts';
import { JOURNAL_KINDS, type JournalEntry } from '../../core/report/journal.ts';
import { date, instant, minor } from './parts.ts';

const plain: z.ZodType<Plain> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(plain), z.record(z.string(), plain)]),
);

export const storedAudit: z.ZodType<AuditRecord> = z.object({
  version: z.number().int(),
  type: z.string(),
  at: instant,
  by: z.string(),
  data: z.record(z.string(), plain),
  previous: z.string(),
  hash: z.string(),
});

const allocation = z.object({ invoiceId: z.string(), minor });

export const storedPayment: z.ZodType<Payment> = z.object({
  creditorId: z.string(),
  paymentKey: z.string(),
  kind: z.enum(['payment', 'credit', 'refund', 'chargeback']),
  amountMinor: minor,
  currency: z.string(),
  receivedAt: instant,
  seenAt: instant,
  method: z.string().optional(),
  customerId: z.string().optional(),
  meantFor: z.array(allocation).default([]),
  sameAs: z.string().optional(),
  knownAs: z.record(z.string(), minor).default({}),
  waitsFor: z.array(z.string()).default([]),
  state: z.enum(['processing', 'received', 'applied', 'failed', 'same-money']),
  allocations: z.array(allocation).default([]),
  unappliedMinor: minor,
  takenBack: z.record(z.string(), minor).default({}),
  reversedMinor: minor.default(0),
  digest: z.string(),
  version: z.number().int(),
  receiptDueAt: instant.optional(),
});

export const storedTouch: z.ZodType<Touch> = z.object({
  caseId: z.string(),
  cycle: z.number().int(),
  stepId: z.string(),
  channel: z.enum(['email', 'sms']),
  claimId: z.string(),
  messageId: z.string(),
  state: z.enum(['claimed', 'sent', 'unknown', 'released', 'stopped']),
  at: instant,
  providerId: z.string().optional(),
});

export const deliveryStatus = z.enum([
  'claimed',
  'sent',
  'unknown',
  'delivered',
  'bounced',
  'complained',
  'released',
  'stopped',
]);

export const storedMessage: z.ZodType<Message> = z.object({
  messageId: z.string(),
  creditorId: z.string(),
  customerId: z.string().optional(),
  kind: z.enum(['reminder', 'receipt', 'task', 'report', 'statement']),
  channel: z.enum(['email', 'sms']),
  caseId: z.string().optional(),
  stepId: z.string().optional(),
  invoiceIds: z.array(z.string()).default([]),
  recipients: z.record(z.string(), deliveryStatus).default({}),
  at: instant,
  covers: z.record(z.string(), z.array(z.string())).optional(),
  cycles: z.record(z.string(), z.number().int()).optional(),
  tone: z.enum(TONES).optional(),
});

export const storedPerson: z.ZodType<Person> = z.object({
  creditorId: z.string(),
  digest: z.string(),
  status: z.enum(['ok', 'bounced', 'complained', 'opted-out']),
  attempts: z
    .array(z.object({ at: instant, channel: z.enum(CONTACT_CHANNELS), id: z.string().optional() }))
    .default([]),
  optedOut: z.array(z.enum(CONTACT_CHANNELS)).optional(),
  spokenAt: instant.optional(),
  version: z.number().int(),
});

export const storedTask: z.ZodType<Task> = z.object({
  taskId: z.string(),
  creditorId: z.string(),
  kind: z.enum(TASK_NAMES),
  state: z.enum(['open', 'done']),
  reason: z.string(),
  caseId: z.string(),
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
  ownerEmail: z.string().optional(),
  ownerName: z.string().optional(),
  stepId: z.string().optional(),
  openedAt: instant,
  dueOn: date,
  doneAt: instant.optional(),
  outcome: z.string().optional(),
  note: z.string().optional(),
});

export const storedJournal: z.ZodType<JournalEntry> = z.object({
  creditorId: z.string(),
  kind: z.enum(JOURNAL_KINDS),
  id: z.string(),
  at: instant,
  invoiceId: z.string().optional(),
  invoiceNumber: z.string().optional(),
  customerId: z.string().optional(),
  stepId: z.string().optional(),
  channel: z.string().optional(),
  messageId: z.string().optional(),
  reason: z.string().optional(),
  amountMinor: minor.optional(),
  currency: z.string().optional(),
});
