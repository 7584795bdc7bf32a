/** What to do with one case at one instant: the only place that knows the order of the rules. */
import type { Instant } from '../calendar/dates.ts';
import { addDays, instantAt } from '../calendar/dates.ts';
import { isOpen, nextMoment } from '../calendar/window.ts';
import type { AddressState, Customer } from '../contact/customer.ts';
import { recipientFor } from '../contact/customer.ts';
import type { Policy, Step } from '../policy/policy.ts';
import { type ClosedAs, type Hold, type Invoice, isChaseable } from './invoice.ts';
import { nextStep, type StepMoment } from './steps.ts';

export type HoldReason =
  | 'not-chased'
  | 'stopped'
  | 'hold'
  | 'customer-hold'
  | 'payment-in-flight'
  | 'promised'
  | 'covered';

export type Action = 'remind' | 'open-task';

/** The decision with the reason a person will read in the timeline. */
export type Decision =
  | { readonly kind: 'close'; readonly reason: ClosedAs }
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly until: Instant }
  | {
      readonly kind: 'wait';
      readonly reason: 'not-due' | 'outside-window';
      readonly until: Instant;
      readonly action: Action;
      readonly stepId: string;
    }
  | {
      readonly kind: 'act';
      readonly reason: 'step-due' | 'nobody-to-write-to';
      readonly action: Action;
      readonly stepId: string;
    };

/** Everything a decision depends on, read at one moment. */
export type Situation = {
  readonly invoice: Invoice;
  readonly customer: Customer;
  readonly policy: Policy;
  /** Whether the creditor counts this balance as large. */
  readonly large: boolean;
  /** Minor units of unapplied money and open credit that cover this invoice, oldest due first. */
  readonly coveredMinor: number;
  /** Whether a stop switch is on, the stage's or the creditor's. */
  readonly stopped: boolean;
  /** What the customer's addresses have told us; undefined where they were not looked up. */
  readonly addresses?: readonly AddressState[] | undefined;
};

type Rule = (situation: Situation, now: Instant) => Decision | undefined;

const DAY = 86_400_000;
const LOOK_AGAIN_DAYS = 30;

function later(now: Instant, days: number): Instant {
  return new Date(Date.parse(now) + days * DAY).toISOString();
}

function holdUntil(hold: Hold | undefined, reason: 'hold' | 'customer-hold', now: Instant): Decision | undefined {
  if (!hold || (hold.until !== undefined && hold.until <= now)) return undefined;
  return { kind: 'hold', reason, until: hold.until ?? later(now, LOOK_AGAIN_DAYS) };
}

const closed: Rule = ({ invoice }) =>
  invoice.caseState === 'closed' && invoice.closedAs ? { kind: 'close', reason: invoice.closedAs } : undefined;

const withdrawn: Rule = ({ invoice }) => {
  if (invoice.status === 'void') return { kind: 'close', reason: 'void' };
  return invoice.status === 'written_off' ? { kind: 'close', reason: 'written-off' } : undefined;
};

const nothingOwed: Rule = ({ invoice }) =>
  invoice.owedMinor <= 0 && invoice.inFlight.length === 0 ? { kind: 'close', reason: 'paid' } : undefined;

const notChased: Rule = ({ invoice }, now) =>
  isChaseable(invoice) ? undefined : { kind: 'hold', reason: 'not-chased', until: later(now, LOOK_AGAIN_DAYS) };

const heldByPerson: Rule = ({ invoice, customer }, now) =>
  holdUntil(invoice.hold, 'hold', now) ?? holdUntil(customer.hold, 'customer-hold', now);

const moneyInFlight: Rule = ({ invoice }, now) =>
  invoice.inFlight.length > 0 ? { kind: 'hold', reason: 'payment-in-flight', until: later(now, 1) } : undefined;

/** A day's grace after the promised date, for money takes its time. */
const promised: Rule = ({ invoice, customer }, now) => {
  if (invoice.promisedOn === undefined) return undefined;
  const until = instantAt(addDays(invoice.promisedOn, 2), 0, customer.timeZone);
  return now < until ? { kind: 'hold', reason: 'promised', until } : undefined;
};

const covered: Rule = ({ invoice, coveredMinor }, now) =>
  coveredMinor >= invoice.owedMinor ? { kind: 'hold', reason: 'covered', until: later(now, 7) } : undefined;

/** First match wins, so the order is the policy: the books overrule people, people overrule promises. */
const reasonsToBeSilent: readonly Rule[] = [
  closed,
  withdrawn,
  nothingOwed,
  notChased,
  heldByPerson,
  moneyInFlight,
  promised,
  covered,
];

/** The decision for the case now; pure, so that it can be asked again just before each act. */
export function decide(situation: Situation, now: Instant): Decision {
  for (const rule of reasonsToBeSilent) {
    const silent = rule(situation, now);
    if (silent) return silent;
  }
  const due = nextStep(situation, now);
  if (!due) return { kind: 'close', reason: 'exhausted' };
  return due.at > now ? waitFor(due) : actOn(situation, due, now);
}

function waitFor({ step, at }: StepMoment): Decision {
  return { kind: 'wait', reason: 'not-due', until: at, action: step.action, stepId: step.id };
}

function actOn({ stopped, policy, customer, addresses }: Situation, { step }: StepMoment, now: Instant): Decision {
  if (stopped) return { kind: 'hold', reason: 'stopped', until: later(now, 1 / 24) };
  if (!isOpen(policy.window, now, customer.timeZone)) {
    const until = nextMoment(policy.window, now, customer.timeZone, customer.customerId);
    return { kind: 'wait', reason: 'outside-window', until, action: step.action, stepId: step.id };
  }
  if (isUnreachable(customer, step, addresses))
    return { kind: 'act', reason: 'nobody-to-write-to', action: 'open-task', stepId: step.id };
  return { kind: 'act', reason: 'step-due', action: step.action, stepId: step.id };
}

function isUnreachable(customer: Customer, step: Step, addresses: readonly AddressState[] | undefined): boolean {
  return (
    step.action === 'remind' && addresses !== undefined && recipientFor(customer, step.channel, addresses) === undefined
  );
}
