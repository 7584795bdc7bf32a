/** A creditor may state how many reminders leave a day; whoever comes when they are used up waits for the next open day. */
import { addDays, type Instant, localClock } from '../../calendar/dates.ts';
import { momentOn } from '../../contact/moment.ts';
import type { Step } from '../../policy/policy.ts';
import type { Decision, Situation } from '../decide.ts';

/** Undefined where there is no limit, or where the day's count was not looked up: the claim itself counts again. */
export function dayFull(situation: Situation, step: Step, now: Instant): Decision | undefined {
  const { creditor, claimedToday, customer } = situation;
  const most = creditor?.dailyReminders;
  if (step.action !== 'remind' || most === undefined || claimedToday === undefined || claimedToday < most)
    return undefined;
  const until = momentOn(situation, addDays(localClock(now, customer.timeZone).date, 1));
  return { kind: 'wait', reason: 'day-full', until, action: step.action, stepId: step.id };
}
