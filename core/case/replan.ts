/** Where a case stands after its invoice changed: closed, not chased, planned, or open again in a new cycle. */
import { type Instant, localClock } from '../calendar/dates.ts';
import type { Customer } from '../contact/customer.ts';
import type { Whose } from '../contact/moment.ts';
import type { Policy } from '../policy/policy.ts';
import { type ClosedAs, dueDate, type Invoice, isChaseable } from './invoice.ts';
import { promiseClosed } from './promise.ts';
import { gapUntil } from './rules/gap.ts';
import { nextStep, startStepId } from './steps.ts';

export type PlanContext = {
  readonly customer: Pick<
    Customer,
    'customerId' | 'timeZone' | 'contacts' | 'lastReminder' | 'country' | 'region' | 'riskScore'
  >;
  /** Whose closed days and daily limit a planned moment heeds. */
  readonly creditor?: Whose['creditor'];
  readonly policy: Policy;
  readonly large: boolean;
  /** How the money came when this change brings the balance to zero. */
  readonly settledAs?: 'paid' | 'credited' | undefined;
};

type Plan = Partial<Invoice>;

/** The part of the row that the new facts change; `before` is the row as it was, `invoice` with the new facts on it. */
export function replan(before: Invoice | undefined, invoice: Invoice, context: PlanContext, now: Instant): Plan {
  const ended = endOf(invoice, context);
  if (ended)
    return invoice.caseState === 'closed' && invoice.closedAs === ended
      ? {}
      : { ...close(ended), ...settledOn(invoice, ended, context), ...promiseClosed(invoice, ended, now) };
  if (!isChaseable(invoice))
    return invoice.caseState === 'idle' ? {} : { caseState: 'idle', closedAs: undefined, dueAt: undefined, ...NO_NEXT };
  if (before === undefined || before.caseState === 'idle')
    return open(invoice, { cycle: before?.lastAction ? invoice.cycle + 1 : invoice.cycle }, context, now);
  if (isNewCycle(before, invoice, context, now)) return open(invoice, { cycle: invoice.cycle + 1 }, context, now);
  if (invoice.caseState !== 'open') return {};
  const start = restart(before, invoice, context, now);
  return { ...start, ...planned({ ...invoice, ...start }, context, now) };
}

/** A path that has not begun starts at the step that the new due date's age, or another policy, calls for. */
function restart(before: Invoice, invoice: Invoice, context: PlanContext, now: Instant): Pick<Plan, 'startStepId'> {
  const begun = invoice.stepsDone.length > 0;
  const samePath = before.policyId === invoice.policyId && before.policyVersion === invoice.policyVersion;
  return begun || (samePath && dueDate(before) === dueDate(invoice))
    ? {}
    : { startStepId: startStepId({ ...context, invoice }, now) };
}

/** What people said about steps belongs to the cycle in which they said it. */
const NOBODY_ASKED: Plan = { approvals: undefined, asked: undefined, sendNow: undefined };
/** What was rehearsed, or settled, belongs to the cycle before. */
const BEGUN_AGAIN: Plan = { rehearsed: undefined, settledOn: undefined };
const NO_NEXT: Plan = { nextStepId: undefined, nextAt: undefined };

function close(closedAs: ClosedAs): Plan {
  return { caseState: 'closed', closedAs, dueAt: undefined, ...NO_NEXT, reason: closedAs };
}

/** The day of the money that settled it, or of the ERP's word that it is settled. */
function settledOn({ entries, snapshot }: Invoice, closedAs: ClosedAs, { customer }: PlanContext): Plan {
  if (closedAs !== 'paid' && closedAs !== 'credited') return {};
  const last = entries
    .map(({ receivedAt }) => receivedAt)
    .sort()
    .at(-1);
  return { settledOn: localClock(last ?? snapshot.asOf, customer.timeZone).date };
}

function endOf(invoice: Invoice, { settledAs }: PlanContext): ClosedAs | undefined {
  if (invoice.status === 'void') return 'void';
  if (invoice.status === 'written_off') return 'written-off';
  if (invoice.owedMinor > 0 || invoice.type === 'credit_note') return undefined;
  if (invoice.caseState === 'closed' && (invoice.closedAs === 'paid' || invoice.closedAs === 'credited'))
    return invoice.closedAs;
  return settledAs ?? 'paid';
}

/** Owed again after it was settled, or given a due date in the future after the path had begun. */
function isNewCycle(before: Invoice, invoice: Invoice, { customer }: PlanContext, now: Instant): boolean {
  if (before.caseState === 'closed' && before.closedAs !== 'exhausted') return true;
  const due = dueDate(invoice);
  const dueBefore = dueDate(before);
  const begun = before.stepsDone.length > 0 || before.caseState === 'closed';
  return (
    begun && due !== null && dueBefore !== null && due > dueBefore && due >= localClock(now, customer.timeZone).date
  );
}

/** A cycle of its own for a case whose steps were only rehearsed: it starts where its age stands. */
export function openAfresh(invoice: Invoice, context: PlanContext, now: Instant): Plan {
  return open(invoice, { cycle: invoice.cycle + 1 }, context, now);
}

/** Opens the case in the given cycle: done steps cleared, older runs and their parked tokens powerless. */
function open(invoice: Invoice, { cycle }: { readonly cycle: number }, context: PlanContext, now: Instant): Plan {
  const fresh: Invoice = {
    ...invoice,
    cycle,
    caseState: 'open',
    closedAs: undefined,
    stepsDone: [],
    inPlaceOf: undefined,
    lastAction: undefined,
    run: invoice.run + 1,
    runStartedAt: undefined,
    taskToken: undefined,
    threadId: undefined,
    ...NOBODY_ASKED,
  };
  const start = { ...fresh, startStepId: startStepId({ ...context, invoice: fresh }, now) };
  const {
    caseState,
    closedAs,
    stepsDone,
    inPlaceOf,
    lastAction,
    run,
    runStartedAt,
    taskToken,
    threadId,
    startStepId: first,
  } = start;
  return {
    caseState,
    closedAs,
    cycle,
    stepsDone,
    inPlaceOf,
    lastAction,
    run,
    runStartedAt,
    taskToken,
    threadId,
    ...NOBODY_ASKED,
    ...BEGUN_AGAIN,
    startStepId: first,
    ...planned(start, context, now),
  };
}

/** The next step and, where no execution is running yet, the moment at which the sweep starts one. */
export function planned(invoice: Invoice, context: PlanContext, now: Instant): Plan {
  const next = nextStep({ ...context, invoice }, now);
  if (!next) return { ...NO_NEXT, ...(invoice.runStartedAt === undefined ? { dueAt: now } : {}) };
  const gap = next.step.action === 'remind' ? gapUntil({ ...context, invoice }) : undefined;
  return {
    nextStepId: next.step.id,
    nextAt: gap !== undefined && gap > next.at ? gap : next.at,
    reason: 'not-due',
    ...(invoice.runStartedAt === undefined ? { dueAt: next.at < now ? now : next.at } : {}),
  };
}
