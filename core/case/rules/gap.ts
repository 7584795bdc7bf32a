/** The distance between two reminders to one customer, whichever invoices they are about. */
import type { Instant, LocalDate } from '../../calendar/dates.ts';
import type { Customer } from '../../contact/customer.ts';
import { customerCalendar, momentOn } from '../../contact/moment.ts';
import type { Step } from '../../policy/policy.ts';
import type { Decision, Situation } from '../decide.ts';
import type { Rule } from './rule.ts';

type Gap = Pick<Situation, 'policy' | 'creditor'> & {
  readonly customer: Pick<Customer, 'customerId' | 'timeZone' | 'country' | 'region' | 'lastReminder'>;
};

/** The first day on which the customer may be reminded again after a reminder on the given one. */
export function gapEndsOn(situation: Gap, on: LocalDate): LocalDate {
  return customerCalendar(situation).addBankingDays(on, situation.policy.minimumGapWeekdays);
}

/** The customer's moment on the first day after the gap; undefined where nothing was sent. Check-ins count, too. */
export function gapUntil(situation: Gap & Pick<Situation, 'invoice'>): Instant | undefined {
  const { invoice, customer } = situation;
  // A restored customer's row may know less than the invoice's.
  const on = [customer.lastReminder?.on ?? '', invoice.lastMessageOn ?? ''].sort().at(-1);
  if (!on) return undefined;
  return momentOn(situation, gapEndsOn(situation, on));
}

/** A step that is due waits until the customer may be reminded again. */
export function minimumGap(situation: Situation, step: Step, now: Instant): Decision | undefined {
  const until = step.action === 'remind' ? gapUntil(situation) : undefined;
  return until !== undefined && until > now
    ? { kind: 'wait', reason: 'gap', until, action: step.action, stepId: step.id }
    : undefined;
}

/** A message that covers the next step was claimed a moment ago: it leaves, or it is taken back, before anything is done. */
export const messageUnderWay: Rule = ({ underWayUntil }, now) =>
  underWayUntil !== undefined && underWayUntil > now
    ? { kind: 'hold', reason: 'message-under-way', until: underWayUntil }
    : undefined;
