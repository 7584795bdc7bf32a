/** What every task of the state machine answers: the decision as the execution carries it. Append-only. */
import * as z from 'zod';
import type { NextDecision as Next } from '../../core/case/next.ts';

/** No wait is longer than an execution may live on after it. */
const MAX_WAIT_SECONDS = 300 * 86_400;

export const NextDecision = z.object({
  kind: z.enum(['wait', 'act', 'close', 'park', 'superseded']),
  decisionVersion: z.int().min(0),
  waitSeconds: z.int().min(1).max(MAX_WAIT_SECONDS),
  leaseUntil: z.iso.datetime(),
  // Never empty: the definition hands it to the next task, which refuses an empty one.
  then: z.object({ action: z.enum(['remind', 'open-task', 'evaluate']), stepId: z.string().min(1) }),
  reason: z.string().min(1),
}) satisfies z.ZodType<Next>;
export type NextDecision = z.output<typeof NextDecision>;
