/** Tasks for people: what GET /v1/tasks lists, and the outcome that POST /v1/tasks/{id}/outcome reports. */
import * as z from 'zod';
import { TASK_NAMES } from '../../core/contact/touch.ts';
import { CalendarDate, prose } from './fields.ts';
import { exact, type Read, read } from './problems.ts';
import { withoutNulls } from './rows.ts';

/** What came of a call, in the words of the field (OCA's outcome codes). */
export const CALL_OUTCOMES = [
  'voicemail',
  'unreachable',
  'invoice_not_received',
  'waiting_approval',
  'dispute',
  'in_payment_pipe',
  'payment_sent',
] as const;
/** What a person decided where the path asked for a decision. */
export const DECISIONS = ['write_off', 'agency', 'legal', 'go_on'] as const;

/** Answers to a task that asks for a step's approval. */
export const APPROVALS = ['approve', 'skip'] as const;

export const TaskOutcome = z.enum([...CALL_OUTCOMES, 'done', ...DECISIONS, ...APPROVALS]);
export type TaskOutcome = z.infer<typeof TaskOutcome>;

export const OutcomeRequest = exact({
  outcome: TaskOutcome,
  note: prose(2000).optional(),
  promisedOn: CalendarDate.optional().meta({ description: 'The day for which the customer promised to pay' }),
});
export type OutcomeRequest = z.output<typeof OutcomeRequest>;

export function readOutcome(body: unknown): Read<OutcomeRequest> {
  return read(OutcomeRequest, withoutNulls(body));
}

export const TaskView = z.object({
  taskId: z.string(),
  kind: z.enum(TASK_NAMES),
  state: z.enum(['open', 'done']),
  reason: z.string(),
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
  owner: z.object({ name: z.string().optional(), email: z.string().optional() }),
  stepId: z.string().optional(),
  openedAt: z.string(),
  dueOn: z.string(),
  doneAt: z.string().optional(),
  outcome: z.string().optional(),
  note: z.string().optional(),
});
export type TaskView = z.infer<typeof TaskView>;

/** `next` is the cursor of the next page; absent on the last one. */
export const TasksAnswer = z.object({ tasks: z.array(TaskView), next: z.string().optional() });
export type TasksAnswer = z.infer<typeof TasksAnswer>;
