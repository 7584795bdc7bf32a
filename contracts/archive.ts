/** What is kept in the messages' bucket beside the table, and outlives a restore of it: messages, and what became of them. */
import * as z from 'zod';
import { TONES } from '../core/policy/policy.ts';

const instant = z.string();

/**
 * A message as it is kept before it is sent, so that every message that may have left is known here, whatever happens to
 * the table. Only what a restore needs is read; the words themselves are opened by whoever shows them.
 */
export const KeptMessage = z.object({
  messageId: z.string(),
  kind: z.enum(['reminder', 'receipt', 'task', 'report', 'statement']),
  channel: z.enum(['email', 'sms']),
  creditorId: z.string(),
  customerId: z.string().optional(),
  caseId: z.string().optional(),
  /** Of a reminder: the cycle and the step it belongs to. */
  cycle: z.int().min(1).optional(),
  why: z.object({ step: z.string() }).optional(),
  invoiceIds: z.array(z.string()),
  /** Of a reminder: the steps of riding invoices that it stands for, their cycles beyond the first, and its tone. */
  covers: z.record(z.string(), z.array(z.string())).optional(),
  cycles: z.record(z.string(), z.int()).optional(),
  tone: z.enum(TONES).optional(),
  to: z.array(z.string()),
  claimedAt: instant,
});
export type KeptMessage = z.output<typeof KeptMessage>;

export const MESSAGES_PREFIX = 'messages/';

/** What a provider said of a message; addresses as their keyed digests only. */
export const KeptDelivery = z.object({
  messageId: z.string(),
  status: z.enum(['delivered', 'bounced', 'complained']),
  at: instant,
  /** None where the message was not known when the news came, as in a table that was restored. */
  digests: z.array(z.string()),
});
export type KeptDelivery = z.output<typeof KeptDelivery>;

export const DELIVERIES_PREFIX = 'delivery/';

/** The same for every repetition of the same news, so that a repeat writes over itself. */
export function deliveryKey({ messageId, status, at, digests }: KeptDelivery): string {
  const whom = digests[0]?.slice(0, 12) ?? 'unknown';
  return `${DELIVERIES_PREFIX}${at.slice(0, 10)}/${messageId}-${status}-${whom}.json`;
}
