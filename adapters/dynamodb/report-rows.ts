/** The rows of the list index as the report reads them, and the item that makes a creditor's report due. */
import * as z from 'zod';
import { TASK_NAMES } from '../../core/contact/touch.ts';
import type { OpenRow, TaskRow } from '../../core/report/facts.ts';

const figures = z.record(z.string(), z.number());

export const reportItem = z.object({
  creditorId: z.string(),
  dueAt: z.string(),
  figures: figures.optional(),
  /** What was overdue by currency, by the report's date. */
  history: z.record(z.string(), figures).optional(),
});
export type DueReport = z.output<typeof reportItem>;

const standing = z.object({
  silent: z.object({ reason: z.string(), until: z.string().optional() }).optional(),
  promise: z.object({ on: z.string(), amountMinor: z.number().optional() }).optional(),
  broken: z.number().optional(),
  dispute: z.object({ amountMinor: z.number().optional() }).optional(),
});

export const openRow: z.ZodType<OpenRow> = z.object({
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
  type: z.enum(['invoice', 'credit_note']),
  currency: z.string(),
  owedMinor: z.number(),
  dueOn: z.string().nullable(),
  instalments: z.array(z.object({ dueOn: z.string(), amountMinor: z.number(), openMinor: z.number() })).optional(),
  entries: z
    .array(
      z.object({
        paymentKey: z.string(),
        minor: z.number(),
        receivedAt: z.string(),
        seenAt: z.string(),
        baseMinor: z.number(),
      }),
    )
    .default([]),
  closedAs: z.enum(['paid', 'credited', 'void', 'written-off', 'exhausted']).optional(),
  caseState: z.enum(['idle', 'open', 'closed']),
  standing: standing.optional(),
});

export const taskRow: z.ZodType<TaskRow> = z.object({
  taskId: z.string(),
  kind: z.enum(TASK_NAMES),
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
  ownerName: z.string().optional(),
  ownerEmail: z.string().optional(),
  dueOn: z.string(),
});
