/** Pieces that several stored items share. */
import * as z from 'zod';
import { HOLD_KINDS } from '../../core/case/invoice.ts';

export const instant = z.string();
export const date = z.string();
export const minor = z.number().int();
export const byCurrency = z.record(z.string(), minor);

export const hold = z.object({
  reason: z.string(),
  until: instant.optional(),
  by: z.string(),
  kind: z.enum(HOLD_KINDS).optional(),
  at: instant.optional(),
});

export const owner = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
});
