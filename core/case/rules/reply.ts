/** Who wrote back is not reminded before somebody answered, or before so many weekdays are over. */
import { type Instant, instantAt, localClock } from '../../calendar/dates.ts';
import { addWeekdays } from '../../calendar/window.ts';
import type { Customer } from '../../contact/customer.ts';
import type { Rule } from './rule.ts';

/** Weekdays that a colleague has for an answer where nobody said until when; then the path goes on by itself. */
export const ANSWER_WITHIN_WEEKDAYS = 5;

/** The end of the last of those days, on the customer's clock. */
export function replyEnds(reply: NonNullable<Customer['reply']>, timeZone: string): Instant {
  const last = addWeekdays(localClock(reply.at, timeZone).date, ANSWER_WITHIN_WEEKDAYS + 1);
  return reply.until ?? instantAt(last, 0, timeZone);
}

/** Whoever of the two wrote: the one who is asked to pay, or the one who was invoiced. */
export const replyUnanswered: Rule = ({ customer, debtor }, now) => {
  const ends = [customer, debtor].flatMap((one) => (one?.reply ? [replyEnds(one.reply, one.timeZone)] : []));
  const until = ends.sort().at(-1);
  return until !== undefined && now < until ? { kind: 'hold', reason: 'reply-unanswered', until } : undefined;
};
