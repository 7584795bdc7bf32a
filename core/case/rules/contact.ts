/** Whether the person may be contacted for the step at this moment: hours, and somebody who can be reached. */
import type { Instant } from '../../calendar/dates.ts';
import { recipientFor } from '../../contact/customer.ts';
import { isOpenFor, nextMoment } from '../../contact/moment.ts';
import type { Step } from '../../policy/policy.ts';
import type { Decision, Situation } from '../decide.ts';

/** Undefined where nothing stands in the way. */
export function contactable(situation: Situation, step: Step, now: Instant): Decision | undefined {
  const { customer, addresses } = situation;
  if (!isOpenFor(situation, now)) {
    const until = nextMoment(situation, now);
    return { kind: 'wait', reason: 'outside-window', until, action: step.action, stepId: step.id };
  }
  const unreachable =
    step.action === 'remind' &&
    addresses !== undefined &&
    recipientFor(customer, step.channel, addresses) === undefined;
  return unreachable ? { kind: 'act', reason: 'nobody-to-write-to', action: 'open-task', stepId: step.id } : undefined;
}
