/** What people said about an invoice's steps: which were approved, which were asked about, and until when an answer counts. */
import { addDays, daysBetween, type LocalDate } from '../calendar/dates.ts';
import { dayAfter } from '../contact/moment.ts';
import type { Step } from '../policy/policy.ts';
import type { Invoice } from './invoice.ts';
import type { PathSituation } from './steps.ts';
import { stableId } from './transition.ts';

/** Whether the step may be carried out as far as approvals go, also on another invoice's message. */
export function isApproved({ approvals }: Pick<Invoice, 'approvals'>, { id, approval }: Step): boolean {
  return !approval || approvals?.[id] !== undefined;
}

export const wasAsked = ({ asked = [] }: Pick<Invoice, 'asked'>, { id }: Step): boolean => asked.includes(id);

/**
 * The day on which a step that was asked for goes without its approval: the following step's own, or as many days after
 * the asking as lie between the two where it was asked for late. Undefined while nobody has to hurry.
 */
export function lapseDay(
  step: Step,
  following: Step | undefined,
  due: LocalDate,
  situation: Pick<PathSituation, 'invoice' | 'customer'>,
): LocalDate | undefined {
  const { invoice } = situation;
  if (!following || isApproved(invoice, step) || !wasAsked(invoice, step)) return undefined;
  const own = dayAfter(situation, due, step);
  const next = dayAfter(situation, due, following);
  const days = [next];
  if (invoice.lastAction?.stepId === step.id) days.push(addDays(invoice.lastAction.on, daysBetween(own, next)));
  return days.sort().at(-1);
}

/** The task that asks for the approval; the step itself may open a task of its own once it is approved. */
export const approvalTaskId = (caseId: string, cycle: number, stepId: string): string =>
  stableId('task', caseId, cycle, stepId, 'approval');
