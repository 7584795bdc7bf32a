/** What the tasks of the state machine are given: ids only. Append-only, for executions live up to a year. */
import * as z from 'zod';

/** Names the case and the execution's turn; where the row's cycle or run are others, the execution may do nothing more. */
export const CaseRef = z.object({
  /** The partition key of the invoice's row. */
  caseId: z.string().min(1),
  cycle: z.int().min(1),
  run: z.int().min(1),
});
export type CaseRef = z.output<typeof CaseRef>;

export const EvaluateEscalationInput = CaseRef;
export type EvaluateEscalationInput = z.output<typeof EvaluateEscalationInput>;

const StepRef = CaseRef.extend({ stepId: z.string().min(1) });

export const SendReminderInput = StepRef;
export type SendReminderInput = z.output<typeof SendReminderInput>;

export const OpenTaskInput = StepRef;
export type OpenTaskInput = z.output<typeof OpenTaskInput>;

/** `fault` is the name of the error that brought the case here. */
export const AskAPersonInput = CaseRef.extend({ fault: z.string().min(1) });
export type AskAPersonInput = z.output<typeof AskAPersonInput>;
