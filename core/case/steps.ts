/** Which step of the path comes next, and when: conditions, the customer's window, one action a day. */
import { addDays, daysBetween, type Instant, type LocalDate, localClock } from '../calendar/dates.ts';
import { addWeekdays, momentOn } from '../calendar/window.ts';
import type { Customer } from '../contact/customer.ts';
import type { Condition, Flag, Policy, Step } from '../policy/policy.ts';
import { dueDate, type Invoice } from './invoice.ts';

export type StepMoment = { readonly step: Step; readonly at: Instant };

/** What the steps' conditions look at. */
export type PathSituation = {
  readonly invoice: Invoice;
  readonly customer: Pick<Customer, 'customerId' | 'timeZone' | 'contacts'>;
  readonly policy: Policy;
  readonly large: boolean;
};

/** How long after its own day a step before the due date still makes sense. */
const EARLY_STEP_LIFE_DAYS = 3;

function holds(flag: Flag, { invoice, customer, large }: PathSituation): boolean {
  switch (flag) {
    case 'large':
      return large;
    case 'first-invoice':
      return invoice.firstOfCustomer;
    case 'sms-consent':
      return customer.contacts.some(({ smsConsent, mobile }) => smsConsent === true && mobile !== undefined);
  }
}

function applies(when: Condition | undefined, situation: PathSituation): boolean {
  if (!when) return true;
  const due = dueDate(situation.invoice);
  const term = due === null ? 0 : daysBetween(situation.invoice.issuedOn, due);
  return (
    (when.minTermDays === undefined || term >= when.minTermDays) &&
    (!when.anyOf || when.anyOf.some((flag) => holds(flag, situation))) &&
    (!when.allOf || when.allOf.every((flag) => holds(flag, situation)))
  );
}

/** A step before the due date is carried out in the first cycle only, and near its own day. */
function hasLapsed(step: Step, due: LocalDate, today: LocalDate, cycle: number): boolean {
  return step.at < 0 && (cycle > 1 || today >= due || today > addDays(due, step.at + EARLY_STEP_LIFE_DAYS));
}

/** The next step that is not done, with the moment at which its customer experiences it. */
export function nextStep(situation: PathSituation, now: Instant): StepMoment | undefined {
  const { invoice, customer, policy } = situation;
  const due = dueDate(invoice);
  if (due === null) return undefined;
  const today = localClock(now, customer.timeZone).date;
  const start = policy.steps.findIndex(({ id }) => id === invoice.startStepId);
  const step = policy.steps.find(
    (candidate, index) =>
      index >= start &&
      !invoice.stepsDone.includes(candidate.id) &&
      !hasLapsed(candidate, due, today, invoice.cycle) &&
      applies(candidate.when, situation),
  );
  return step && { step, at: momentOf(step, due, situation) };
}

/** The step's own day, or the weekday after the last action, at the customer's minute of an open day. */
function momentOf(step: Step, due: LocalDate, { invoice, customer, policy }: PathSituation): Instant {
  const days = [addDays(due, step.at)];
  if (invoice.lastAction) days.push(addWeekdays(invoice.lastAction.on, 1));
  const day = days.sort().at(-1) ?? due;
  return momentOn(policy.window, day, customer.timeZone, customer.customerId);
}

/**
 * The step at which a cycle starts: the one the invoice's age calls for, never above the policy's `startAtMost`.
 * An invoice that is not old starts at the first step.
 */
export function startStepId(situation: PathSituation, now: Instant): string {
  const { invoice, customer, policy } = situation;
  const [first] = policy.steps;
  if (!first) throw new RangeError(`expected policy ${policy.id} to have steps, found none`);
  const due = dueDate(invoice);
  if (due === null) return first.id;
  const today = localClock(now, customer.timeZone).date;
  const highest = policy.steps.findIndex(({ id }) => id === policy.startAtMost);
  const reached = policy.steps.filter(
    (step, index) =>
      step.at >= 0 &&
      (highest < 0 || index <= highest) &&
      addDays(due, step.at) <= today &&
      applies(step.when, situation),
  );
  return reached.at(-1)?.id ?? first.id;
}
