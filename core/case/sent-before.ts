/** A step whose message is known to have left, or may have, though the row says that it is still to be done. */
import { type Instant, localClock } from '../calendar/dates.ts';
import type { Customer } from '../contact/customer.ts';
import type { Touch } from '../contact/touch.ts';
import type { Invoice } from './invoice.ts';
import { type Change, change } from './transition.ts';

type Sent = Pick<Touch, 'cycle' | 'stepId' | 'channel' | 'messageId' | 'at'> & { readonly state: 'sent' | 'unknown' };

/**
 * The row with the step done, as of the moment at which its message was claimed; undefined where the row knows it. This
 * happens after a restore, which rewinds the row and not the world. A message of another cycle leaves the steps alone,
 * but the next one keeps its distance from it.
 */
export function sentBefore(
  invoice: Invoice,
  { cycle, stepId, channel, messageId, at, state }: Sent,
  { timeZone }: Pick<Customer, 'timeZone'>,
  made: { readonly at: Instant; readonly by: string },
): Change | undefined {
  const on = localClock(at, timeZone).date;
  const isLater = invoice.lastMessageOn === undefined || invoice.lastMessageOn < on;
  const isNews = cycle === invoice.cycle && !invoice.stepsDone.includes(stepId);
  if (!isNews && !isLater) return undefined;
  const type = state === 'sent' ? 'message.sent' : 'message.unknown';
  const data = { stepId, channel, messageId, code: 'sent-before' };
  return change(
    invoice,
    type,
    {
      ...(isLater ? { lastMessageOn: on } : {}),
      ...(isNews
        ? {
            stepsDone: [...invoice.stepsDone, stepId],
            lastAction: { stepId, action: 'remind', at, on },
            taskToken: undefined,
          }
        : {}),
    },
    { ...made, data },
  );
}
