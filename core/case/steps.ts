/** Which step of the path comes next, and when: conditions, the customer's window, one action a day. */
import { addDays, daysBetween, type Instant, type LocalDate, localClock } from '../calendar/dates.ts';
import type { Customer } from '../contact/customer.ts';
import { customerCalendar, dayAfter, momentOn, type Whose } from '../contact/moment.ts';
import type { Condition, Flag, Policy, Step } from '../policy/policy.ts';
import { lapseDay } from './approvals.ts';
import { dueDate, type Invoice } from './invoice.ts';

export type StepMoment = { readonly step: Step; readonly at: Instant };

/** What the steps' conditions look at. */
export type PathSituation = {
  readonly invoice: Invoice;
  readonly customer: Pick<Customer, 'customerId' | 'timeZone' | 'contacts' | 'country' | 'region'>;
  readonly policy: Policy;
  readonly large: boolean;
  readonly creditor?: Whose['creditor'];
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
function hasLapsed(step: Step, due: LocalDate, today: LocalDate, situation: PathSituation): boolean {
  if (step.at >= 0) return false;
  const last = addDays(dayAfter(situation, due, step), EARLY_STEP_LIFE_DAYS);
  return situation.invoice.cycle > 1 || today >= due || today > last;
}

/** The steps still ahead, in their order, whether or not one of them has waited for its approval for too long. */
export function stepsAhead(situation: PathSituation, due: LocalDate, today: LocalDate): readonly Step[] {
  const { invoice, policy } = situation;
  const start = policy.steps.findIndex(({ id }) => id === invoice.startStepId);
  return policy.steps.filter(
    (candidate, index) =>
      index >= start &&
      !invoice.stepsDone.includes(candidate.id) &&
      !hasLapsed(candidate, due, today, situation) &&
      applies(candidate.when, situation),
  );
}

/** Steps whose approval did not come in time, and the next one that may be carried out. */
export function path(
  situation: PathSituation,
  now: Instant,
): { readonly lapsed: readonly Step[]; readonly next: StepMoment | undefined; readonly lapsesAt: Instant | undefined } {
  const { invoice, customer } = situation;
  const due = dueDate(invoice);
  if (due === null) return { lapsed: [], next: undefined, lapsesAt: undefined };
  const today = localClock(now, customer.timeZone).date;
  const ahead = stepsAhead(situation, due, today);
  const first = ahead.findIndex((step, index) => {
    const day = lapseDay(step, ahead[index + 1], due, situation);
    return day === undefined || day > today;
  });
  const [step, following] = first < 0 ? [] : ahead.slice(first);
  const day = step && lapseDay(step, following, due, situation);
  return {
    lapsed: first < 0 ? ahead : ahead.slice(0, first),
    next: step && { step, at: momentOf(step, due, situation, now) },
    lapsesAt: day && momentOn(situation, day),
  };
}

/** The next step that is not done, with the moment at which its customer experiences it. */
export function nextStep(situation: PathSituation, now: Instant): StepMoment | undefined {
  return path(situation, now).next;
}

/** Which step's day it is carried out on: its own, or that of the one that it takes the place of. */
function placeOf(step: Step, { inPlaceOf }: Invoice, { steps }: Policy): Step {
  if (inPlaceOf?.stepId !== step.id) return step;
  return steps.find(({ id }) => id === inPlaceOf.of) ?? step;
}

/**
 * The step's own day, or the banking day after the last action, at the customer's minute of an open day. A step that
 * somebody asked for at once waits for neither; asking for a step's approval is no action before it.
 */
function momentOf(step: Step, due: LocalDate, situation: PathSituation, now: Instant): Instant {
  const { invoice } = situation;
  if (invoice.sendNow === step.id) return now;
  const days = [dayAfter(situation, due, placeOf(step, invoice, situation.policy))];
  if (invoice.lastAction && invoice.lastAction.stepId !== step.id)
    days.push(customerCalendar(situation).addBankingDays(invoice.lastAction.on, 1));
  const day = days.sort().at(-1) ?? due;
  return momentOn(situation, day);
}

/** The step at which a cycle starts; the first one starts where the policy says that old invoices arrive. */
export function startStepId(situation: PathSituation, now: Instant): string {
  const { invoice, policy } = situation;
  const [first] = policy.steps;
  if (first && policy.arrivesLate === 'at-first' && invoice.cycle === 1) return first.id;
  return stepOfAge(situation, now);
}

/**
 * The step that the invoice's age calls for, never above the policy's `startAtMost`; an invoice that is not old is at
 * the first step.
 */
export function stepOfAge(situation: PathSituation, now: Instant): string {
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
      dayAfter(situation, due, step) <= today &&
      applies(step.when, situation),
  );
  return reached.at(-1)?.id ?? first.id;
}
