/** Whether another invoice of the customer rides on a message, and which of its steps the message then stands for. */
import { type Instant, type LocalDate, localClock } from '../calendar/dates.ts';
import type { Policy } from '../policy/policy.ts';
import { type HoldReason, type Sibling, type Situation, silence } from './decide.ts';
import { type Invoice, isOverdue } from './invoice.ts';
import { nextStep } from './steps.ts';

/** An invoice on the message, with the steps of its path that the message stands for. */
export type Rider = {
  readonly invoice: Invoice;
  readonly policy: Policy;
  readonly covers: readonly string[];
  /** Whether one of them is due at this very moment, so that the invoice's own execution may be about to speak. */
  readonly isDue: boolean;
};

/** An overdue invoice that the message names as not part of this request, and why. */
export type LeftOut = { readonly invoice: Invoice; readonly reason: HoldReason };

/** One invoice beside the one whose step fell due. */
export type Seat = {
  readonly situation: Situation;
  readonly sibling: Sibling;
  /** Whether the message is a notice before the due date. */
  readonly isEarly: boolean;
  readonly until: LocalDate;
};

export type Seen =
  | { readonly kind: 'rides'; readonly rider: Rider }
  | { readonly kind: 'left-out'; readonly leftOut: LeftOut };

/** Undefined where the invoice has nothing to do with the message: nothing is owed, or nothing is due soon. */
export function ridesOn(seat: Seat, now: Instant): Seen | undefined {
  const { situation, sibling } = seat;
  const { invoice, policy } = sibling;
  if (invoice.owedMinor <= 0 || policy.mode === 'dry') return undefined;
  const overdue = isOverdue(invoice, localClock(now, situation.customer.timeZone).date);
  const reason = reasonToLeaveOut(seat, now);
  if (reason === 'gone') return undefined;
  if (reason !== undefined) return overdue ? { kind: 'left-out', leftOut: { invoice, reason } } : undefined;
  const covers = stepsBefore(seat, overdue, now);
  return (overdue && !seat.isEarly) || covers.length > 0
    ? { kind: 'rides', rider: { invoice, policy, covers, isDue: covers.length > 0 && isDue(seat, now) } }
    : undefined;
}

/** A path that ended unpaid leaves the invoice owed: it is listed where no other reason speaks against it. */
function reasonToLeaveOut({ situation, sibling }: Seat, now: Instant): HoldReason | 'gone' | undefined {
  const { invoice, debtor } = sibling;
  const ended = invoice.caseState === 'closed' && invoice.closedAs === 'exhausted';
  const looked = ended ? { ...invoice, caseState: 'open' as const, closedAs: undefined } : invoice;
  const silent = silence({ ...situation, ...sibling, invoice: looked, debtor, stopped: false }, now);
  if (!silent) return undefined;
  if (silent.kind !== 'hold' || silent.reason === 'not-chased') return 'gone';
  return silent.reason;
}

function isDue({ situation: { customer }, sibling }: Seat, now: Instant): boolean {
  const next = nextStep({ ...sibling, customer }, now);
  return next !== undefined && next.at <= now;
}

/** The steps that fall due before the customer may be written to again, up to one that waits for an approval; not overdue: those due now. */
export function stepsBefore(
  { situation, sibling, isEarly, until }: Seat,
  overdue: boolean,
  now: Instant,
): readonly string[] {
  const { customer } = situation;
  const steps: string[] = [];
  let { invoice } = sibling;
  if (invoice.caseState !== 'open') return [];
  for (;;) {
    const next = nextStep({ ...sibling, invoice, customer }, now);
    if (next?.step.action !== 'remind' || next.step.at < 0 !== isEarly) return steps;
    if (next.step.approval && !invoice.approvals?.[next.step.id]) return steps;
    const isSoon = (overdue || isEarly) && localClock(next.at, customer.timeZone).date < until;
    if (next.at > now && !isSoon) return steps;
    steps.push(next.step.id);
    invoice = { ...invoice, stepsDone: [...invoice.stepsDone, next.step.id] };
  }
}
