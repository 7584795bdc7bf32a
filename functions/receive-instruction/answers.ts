/** Answers that several instructions share. */
import type { HoldAnswer, HoldRequest } from '../../contracts/api/holds.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';

export const noInvoice = (): Reply => problem('not-found', 'expected the id of an invoice, found none under it');
export const noCustomer = (): Reply => problem('not-found', 'expected the id of a customer, found none under it');

/** The end is answered as it was asked for: a date stays a date. */
export function held({ reason, until }: HoldRequest): Reply {
  const body: HoldAnswer = { held: true, reason, until: until ?? null };
  return { status: 200, body };
}

export function lifted(): Reply {
  const body: HoldAnswer = { held: false };
  return { status: 200, body };
}

export const holdIsOver = (until: string | undefined): Reply =>
  invalid([{ path: 'until', message: `expected a day or an instant that is not over yet, found "${until}"` }]);
