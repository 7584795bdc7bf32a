/** An invoice's row as it is kept: what is read from the table is parsed by this before anybody trusts it. */
import * as z from 'zod';
import { ENDS_OF_PROMISE, type Invoice } from '../../core/case/invoice.ts';
import { date, hold, instant, minor } from './parts.ts';

const instalment = z.object({ dueOn: date, amountMinor: minor, openMinor: minor });

const facts = z.object({
  creditorId: z.string(),
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
  type: z.enum(['invoice', 'credit_note']),
  collection: z.enum(['send', 'auto']),
  status: z.enum(['open', 'void', 'written_off']),
  currency: z.string(),
  totalMinor: minor,
  issuedOn: date,
  dueOn: date.nullable(),
  instalments: z.array(instalment).optional(),
  promisedOn: date.optional(),
  paymentReference: z.string().optional(),
  paymentUrl: z.string().optional(),
  documentUrl: z.string().optional(),
  purchaseOrder: z.string().optional(),
  promise: z
    .object({ on: date, amountMinor: minor.optional(), owedMinor: minor, by: z.string(), at: instant })
    .optional(),
  lastPromise: z.object({ on: date, as: z.enum(ENDS_OF_PROMISE), at: instant }).optional(),
  promisesBroken: z.number().int().optional(),
  dispute: z
    .object({
      reason: z.string(),
      amountMinor: minor.optional(),
      until: instant.optional(),
      by: z.string(),
      at: instant,
    })
    .optional(),
  tags: z.array(z.string()).default([]),
  filled: z.array(z.string()).default([]),
});

const money = z.object({
  snapshot: z.object({
    openMinor: minor,
    asOf: instant,
    revision: z.number().int().optional(),
    digest: z.string(),
    acknowledged: z.array(z.string()).optional(),
  }),
  entries: z
    .array(z.object({ paymentKey: z.string(), minor, receivedAt: instant, seenAt: instant, baseMinor: minor }))
    .default([]),
  unexplainedMinor: minor.default(0),
  inFlight: z.array(z.object({ paymentKey: z.string(), since: instant })).default([]),
  owedMinor: minor,
  hold: hold.optional(),
  erpHold: hold.optional(),
});

const path = z.object({
  caseState: z.enum(['idle', 'open', 'closed']),
  closedAs: z.enum(['paid', 'credited', 'void', 'written-off', 'exhausted']).optional(),
  cycle: z.number().int(),
  run: z.number().int(),
  decisionVersion: z.number().int(),
  version: z.number().int(),
  auditHash: z.string(),
  policyId: z.string(),
  policyVersion: z.number().int(),
  firstOfCustomer: z.boolean().default(false),
  segmentId: z.string().optional(),
  rehearsed: z.boolean().optional(),
  settledOn: z.string().optional(),
  approvals: z.record(z.string(), z.object({ at: instant, by: z.string() })).optional(),
  asked: z.array(z.string()).optional(),
  sendNow: z.string().optional(),
  startStepId: z.string(),
  stepsDone: z.array(z.string()).default([]),
  inPlaceOf: z.object({ stepId: z.string(), of: z.string() }).optional(),
  lastAction: z
    .object({ stepId: z.string(), action: z.enum(['remind', 'open-task']), at: instant, on: date })
    .optional(),
  lastMessageOn: date.optional(),
  claim: z.object({ claimId: z.string(), touch: z.string(), messageId: z.string(), at: instant }).optional(),
  nextStepId: z.string().optional(),
  nextAt: instant.optional(),
  reason: z.string().optional(),
  runStartedAt: instant.optional(),
  dueAt: instant.optional(),
  taskToken: z.string().optional(),
  threadId: z.string().optional(),
  acceptedAt: instant,
  updatedAt: instant,
});

export const storedInvoice: z.ZodType<Invoice> = z.object({ ...facts.shape, ...money.shape, ...path.shape });
