/** What the console asks of the machine it runs on, beside the API: letters as received, what was held back, clock, executions. */
import * as z from 'zod';

/** Why a reminder was written, as it was known when it was written. */
export const Why = z.object({
  rule: z.string(),
  step: z.string(),
  /** Calendar days from the due date: -7 is a week before it. */
  stepAt: z.number().optional(),
  policy: z.string(),
  balance: z.string(),
  currency: z.string(),
  dueOn: z.string().optional(),
  balanceAsOf: z.string(),
  timeZone: z.string(),
});
export type Why = z.infer<typeof Why>;

const Attachment = z.object({ fileName: z.string(), contentType: z.string(), size: z.number() });

/** One line of the inbox; `invoiceIds` is empty where the message is about no invoice in particular. */
export const LetterLine = z.object({
  id: z.string(),
  kind: z.string(),
  channel: z.enum(['email', 'sms']),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  sentAt: z.string(),
  invoiceIds: z.array(z.string()),
  invoices: z.array(z.string()),
  customerId: z.string().optional(),
});
export type LetterLine = z.infer<typeof LetterLine>;

export const Letter = LetterLine.extend({
  from: z.string(),
  cc: z.array(z.string()),
  replyTo: z.array(z.string()),
  html: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  attachments: z.array(Attachment),
  why: Why.optional(),
});
export type Letter = z.infer<typeof Letter>;

/** `stopped`: written and stopped at the last moment. `held`: its case waited, or waits, in silence. */
export const HeldBack = z.object({
  id: z.string(),
  kind: z.enum(['stopped', 'held']),
  at: z.string(),
  until: z.string().optional(),
  reason: z.string(),
  step: z.string().optional(),
  channel: z.enum(['email', 'sms']).optional(),
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
});
export type HeldBack = z.infer<typeof HeldBack>;

export const InboxAnswer = z.object({ letters: z.array(LetterLine), heldBack: z.array(HeldBack) });
export type InboxAnswer = z.infer<typeof InboxAnswer>;

/** `tomorrow` and `nextMonday` are noon there on the creditor's clock, after the hours in which messages go out. */
export const ClockAnswer = z.object({
  now: z.string(),
  timeZone: z.string(),
  tomorrow: z.string(),
  nextMonday: z.string(),
});
export type ClockAnswer = z.infer<typeof ClockAnswer>;

export const PayAnswer = z.object({ eventId: z.string(), at: z.string() });

/** The names of an invoice's executions, oldest first. */
export const ExecutionNames = z.object({ names: z.array(z.string()) });

/** As `GET /_local/executions/{name}` answers. */
export const Execution = z.object({
  name: z.string(),
  status: z.string(),
  state: z.string(),
  startedAt: z.string(),
  stoppedAt: z.string().optional(),
  wakeAt: z.string().optional(),
  transitions: z.number(),
  input: z.object({ cycle: z.number().optional(), run: z.number().optional() }),
  visits: z.array(
    z.object({
      state: z.string(),
      enteredAt: z.string(),
      exitedAt: z.string().optional(),
      retries: z.number().optional(),
    }),
  ),
});
export type Execution = z.infer<typeof Execution>;
