/** Holds: silence for an invoice or a customer until a day, or until it is lifted. */
import * as z from 'zod';
import { HOLD_KINDS } from '../../core/case/invoice.ts';
import { line, Until } from './fields.ts';
import { exact, type Read, read } from './problems.ts';
import { withoutNulls } from './rows.ts';

export const HoldRequest = exact({
  reason: line(500),
  until: Until.optional().meta({ description: 'Left out: until it is lifted' }),
  kind: z.enum(HOLD_KINDS).optional().meta({
    description:
      'Why there is silence, `person` where left out. A hold of another kind does not take the place of `legal`, `insolvency`, `breathing-space` or `do-not-contact`: lift it first',
  }),
});
export type HoldRequest = z.output<typeof HoldRequest>;

export const HoldAnswer = z.object({
  held: z.boolean(),
  reason: z.string().optional(),
  until: z.string().nullable().optional(),
  kind: z.enum(HOLD_KINDS).optional(),
});
export type HoldAnswer = z.infer<typeof HoldAnswer>;

/** `resumed` is false where there was nothing to resume, for the case is not open. */
export const ResumeAnswer = z.object({ resumed: z.boolean() });
export type ResumeAnswer = z.infer<typeof ResumeAnswer>;

export function readHold(body: unknown): Read<HoldRequest> {
  return read(HoldRequest, withoutNulls(body));
}
