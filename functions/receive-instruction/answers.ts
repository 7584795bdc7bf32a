/** Answers that several instructions share. */
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';

export const noInvoice = (): Reply => problem('not-found', 'expected the id of an invoice, found none under it');
export const noCustomer = (): Reply => problem('not-found', 'expected the id of a customer, found none under it');

/** A field that cannot be, or a row that stands in the way. */
export function refusal({ path, message }: { readonly path?: string | undefined; readonly message: string }): Reply {
  return path === undefined ? problem('conflict', message) : invalid([{ path, message }]);
}
