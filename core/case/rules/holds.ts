/** Silence that somebody asked for, for the invoice or for the whole customer. */
import type { Instant } from '../../calendar/dates.ts';
import type { Decision } from '../decide.ts';
import { holdNow, longest } from '../hold.ts';
import type { Hold } from '../invoice.ts';
import { LOOK_AGAIN_DAYS, later, type Rule } from './rule.ts';

function holdUntil(hold: Hold | undefined, reason: 'hold' | 'customer-hold', now: Instant): Decision | undefined {
  const standing = holdNow(hold, now);
  return standing && { kind: 'hold', reason, until: standing.until ?? later(now, LOOK_AGAIN_DAYS) };
}

export const held: Rule = ({ invoice, customer, debtor }, now) =>
  holdUntil(longest([invoice.hold, invoice.erpHold], now), 'hold', now) ??
  holdUntil(customer.hold, 'customer-hold', now) ??
  holdUntil(debtor?.hold, 'customer-hold', now);
