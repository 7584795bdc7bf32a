/** A dispute of all that is owed quiets an invoice until it is settled; of a part, the rest is still asked for. */
import { askedMinor, disputeNow } from '../asked.ts';
import { LOOK_AGAIN_DAYS, later, type Rule } from './rule.ts';

export const disputed: Rule = ({ invoice }, now) => {
  const dispute = disputeNow(invoice, now);
  if (!dispute || askedMinor(invoice, now) > 0) return undefined;
  return { kind: 'hold', reason: 'disputed', until: dispute.until ?? later(now, LOOK_AGAIN_DAYS) };
};
