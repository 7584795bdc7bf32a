/** What POST /v1/invoices/{id}/steps/{stepId} takes and answers. */
import * as z from 'zod';
import { STEP_DEEDS } from '../../core/case/step-instruction.ts';
import { prose } from './fields.ts';
import { exact, type Read, read } from './problems.ts';
import { withoutNulls } from './rows.ts';

export const StepRequest = exact({
  do: z.enum(STEP_DEEDS).meta({
    description:
      '`approve`: it may be carried out when it is due; `skip`: it is left out; `send-now`: it does not wait for its day, but for everything else',
  }),
  note: prose(2000).optional().meta({ description: 'Kept with the task that asked for the approval, where one did' }),
});
export type StepRequest = z.output<typeof StepRequest>;

/** `changed` is false where it stood so already. */
export const StepAnswer = z.object({
  invoiceId: z.string(),
  stepId: z.string(),
  do: z.enum(STEP_DEEDS),
  changed: z.boolean(),
});
export type StepAnswer = z.infer<typeof StepAnswer>;

export function readStep(body: unknown): Read<StepRequest> {
  return read(StepRequest, withoutNulls(body));
}
