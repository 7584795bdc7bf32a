/** Reasons to be silent beside holds: disputes, promises to pay, and replies that wait for an answer. */
import * as z from 'zod';
import { CalendarDate, line, PaidAmount, Until } from './fields.ts';
import { exact, type Read, read } from './problems.ts';
import { withoutNulls } from './rows.ts';

export const DisputeRequest = exact({
  reason: line(500),
  amount: PaidAmount.optional().meta({
    description: 'What is disputed of the balance; the rest is still asked for. Left out: the whole invoice',
  }),
  until: Until.optional().meta({ description: 'Left out: until it is settled' }),
});
export type DisputeRequest = z.output<typeof DisputeRequest>;

export const DisputeAnswer = z.object({
  disputed: z.boolean(),
  reason: z.string().optional(),
  amount: z.string().nullable().optional(),
  until: z.string().nullable().optional(),
});
export type DisputeAnswer = z.infer<typeof DisputeAnswer>;

export const PromiseRequest = exact({
  on: CalendarDate.meta({ description: 'The day for which the customer promised to pay' }),
  amount: PaidAmount.optional().meta({ description: 'Left out: all that is owed' }),
});
export type PromiseRequest = z.output<typeof PromiseRequest>;

export const PromiseAnswer = z.object({
  promised: z.boolean(),
  on: z.string().optional(),
  amount: z.string().nullable().optional(),
});
export type PromiseAnswer = z.infer<typeof PromiseAnswer>;

export const ReplyRequest = exact({
  until: Until.optional().meta({ description: 'Left out: five weekdays, unless it is answered before' }),
});
export type ReplyRequest = z.output<typeof ReplyRequest>;

/** `waiting` is false where nobody waits for an answer. */
export const ReplyAnswer = z.object({ waiting: z.boolean(), until: z.string().nullable().optional() });
export type ReplyAnswer = z.infer<typeof ReplyAnswer>;

export const readDispute = (body: unknown): Read<DisputeRequest> => read(DisputeRequest, withoutNulls(body));
export const readPromise = (body: unknown): Read<PromiseRequest> => read(PromiseRequest, withoutNulls(body));
export const readReply = (body: unknown): Read<ReplyRequest> => read(ReplyRequest, withoutNulls(body));
