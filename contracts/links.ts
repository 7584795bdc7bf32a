/** A signed link's fields as they travel in its token, read back into the link. */
import * as z from 'zod';
import { LINK_ACTIONS, type Link, UNDO_ACTIONS } from '../core/link/link.ts';

const id = z.string().min(1).max(400);

const Fields = z.strictObject({
  v: z.literal(1),
  c: id,
  r: z.string().regex(/^[0-9a-f]{40}$/),
  a: z.enum([...LINK_ACTIONS, ...UNDO_ACTIONS]),
  t: z.strictObject({
    invoiceId: id.optional(),
    customerId: id.optional(),
    stepId: id.optional(),
    cycle: z.int().optional(),
    taskId: id.optional(),
    outcome: id.optional(),
  }),
  e: z.iso.datetime(),
});

/** Undefined where the fields are not a link's; whether they are signed is another question. */
export function linkOf(fields: unknown): Link | undefined {
  const { success, data } = Fields.safeParse(fields);
  if (!success) return undefined;
  return { creditorId: data.c, recipient: data.r, action: data.a, target: data.t, expiresAt: data.e };
}
