/** What to do with one case at one instant: the only place that knows the order of the rules. */
import type { Instant } from '../calendar/dates.ts';
import type { AddressState, Customer, CustomerKind } from '../contact/customer.ts';
import type { ContactRule } from '../contact/rule.ts';
import type { Message, Person } from '../contact/touch.ts';
import type { Policy, Step } from '../policy/policy.ts';
import { isApproved } from './approvals.ts';
import type { ClosedAs, Invoice } from './invoice.ts';
import { approved } from './rules/approval.ts';
import { booksSay } from './rules/books.ts';
import { contactable } from './rules/contact.ts';
import { dayFull } from './rules/day.ts';
import { disputed } from './rules/dispute.ts';
import { messageUnderWay, minimumGap } from './rules/gap.ts';
import { held } from './rules/holds.ts';
import { covered, moneyInFlight } from './rules/money.ts';
import { promised } from './rules/promise.ts';
import { replyUnanswered } from './rules/reply.ts';
import { LOOK_AGAIN_DAYS, later, type Rule } from './rules/rule.ts';
import { smallBalance } from './rules/small.ts';
import { sourceAgrees, sourceIsFresh } from './rules/source.ts';
import { nextStep, type StepMoment } from './steps.ts';

export type HoldReason =
  | 'not-chased'
  | 'stopped'
  | 'hold'
  | 'customer-hold'
  | 'payment-in-flight'
  | 'disputed'
  | 'promised'
  | 'reply-unanswered'
  | 'covered'
  | 'source-stale'
  | 'source-disagrees'
  | 'small-balance'
  | 'awaiting-approval'
  | 'message-under-way'
  | 'rehearsed';

export type Action = 'remind' | 'open-task';

/** The decision with the reason a person will read in the timeline. */
export type Decision =
  | { readonly kind: 'close'; readonly reason: ClosedAs }
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly until: Instant }
  | {
      readonly kind: 'wait';
      readonly reason: 'not-due' | 'gap' | 'outside-window' | 'cap' | 'day-full';
      readonly until: Instant;
      readonly action: Action;
      readonly stepId: string;
      /** The id of the contact rule that asks for it. */
      readonly ruleId?: string | undefined;
    }
  | {
      readonly kind: 'act';
      readonly reason: 'step-due' | 'nobody-to-write-to' | 'approval-needed';
      readonly action: Action;
      readonly stepId: string;
    };

/** Another invoice of the same customer that is owed or on its path, with what its own decision depends on. */
export type Sibling = Pick<Situation, 'invoice' | 'policy' | 'large' | 'coveredMinor' | 'debtor'>;

/** How fresh the balances are. */
export type Source = {
  readonly lastSyncAt?: Instant | undefined;
  /** Since when the ERP's own totals disagree with the table's. */
  readonly disagreesSince?: Instant | undefined;
};

/** Everything a decision depends on, read at one moment. */
export type Situation = {
  readonly invoice: Invoice;
  /** Who is written to: the customer, or who pays for it. */
  readonly customer: Customer;
  /** Whose invoice it is, where somebody else pays for it: what quiets the one quiets the invoice as well. */
  readonly debtor?: Customer | undefined;
  readonly policy: Policy;
  /** Whether the creditor counts this balance as large. */
  readonly large: boolean;
  /** Minor units of unapplied money and open credit that cover this invoice, oldest due first. */
  readonly coveredMinor: number;
  /** Whether a stop switch is on, the stage's or the creditor's. */
  readonly stopped: boolean;
  /** What the customer's addresses have told us; undefined where they were not looked up. */
  readonly addresses?: readonly AddressState[] | undefined;
  /** The contact ledger of each of the customer's addresses; undefined where they were not looked up. */
  readonly persons?: readonly Person[] | undefined;
  /** The contact rules that are on for the creditor; which of them bind is decided at the moment. */
  readonly rules?: readonly ContactRule[] | undefined;
  /** The customer's other invoices; undefined where they were not looked up. */
  readonly siblings?: readonly Sibling[] | undefined;
  /** The customer's last reminder: it may stand for steps of this invoice. */
  readonly lastMessage?: Message | undefined;
  /** Until when a message that covers this invoice's next step may still be on its way out. */
  readonly underWayUntil?: Instant | undefined;
  readonly source?: Source | undefined;
  /** Reminders that the creditor has claimed on its own local day; undefined where they are not limited, or not looked up. */
  readonly claimedToday?: number | undefined;
  /** The creditor's, as far as a decision needs it. */
  readonly creditor?: DecidingCreditor | undefined;
};

/** What a decision needs to know of the creditor. */
export type DecidingCreditor = {
  readonly country: string;
  readonly region?: string | undefined;
  readonly role?: 'first-party' | 'third-party' | undefined;
  readonly closedOn?: readonly string[] | undefined;
  readonly syncEveryHours?: number | undefined;
  readonly dailyReminders?: number | undefined;
  readonly largeFrom?: Readonly<Record<string, number>> | undefined;
  /** What a customer of unknown kind counts as. */
  readonly debtorKind?: CustomerKind | undefined;
  /** Whether it has a number of its own to send texts from, so that one may take the place of an e-mail. */
  readonly sendsTexts?: boolean | undefined;
};

/** First match wins, so the order is the policy: the books overrule people, people overrule promises. */
const reasonsToBeSilent: readonly Rule[] = [
  ...booksSay,
  held,
  moneyInFlight,
  disputed,
  promised,
  replyUnanswered,
  covered,
];

/** Asked only once a step is due, for they end without a word to the case: before that it waits for its step. */
const inDoubt: readonly StepRule[] = [sourceIsFresh, sourceAgrees, smallBalance].map(
  (rule) => (situation, _step, now) => rule(situation, now),
);

/** What stands between a step that is due and its being carried out, in this order. */
type StepRule = (situation: Situation, step: Step, now: Instant) => Decision | undefined;
const beforeActing: readonly StepRule[] = [...inDoubt, stopSwitch, approved, minimumGap, contactable, dayFull];

/** Why nothing is to be said about the invoice now, whichever step is due; undefined where nothing keeps it silent. */
export function silence(situation: Situation, now: Instant): Decision | undefined {
  for (const rule of reasonsToBeSilent) {
    const silent = rule(situation, now);
    if (silent) return silent;
  }
  return undefined;
}

/** The decision for the case now; pure, so that it can be asked again just before each act. */
export function decide(situation: Situation, now: Instant): Decision {
  const silent = silence(situation, now) ?? messageUnderWay(situation, now);
  if (silent) return silent;
  const due = nextStep(situation, now);
  if (!due) return pathIsOver(situation, now);
  return due.at > now ? waitFor(situation, due) : actOn(situation, due, now);
}

/** A rehearsal ends nothing: the case stays open, so that its path can begin when the policy goes live. */
function pathIsOver({ policy }: Situation, now: Instant): Decision {
  if (policy.mode !== 'dry') return { kind: 'close', reason: 'exhausted' };
  return { kind: 'hold', reason: 'rehearsed', until: later(now, LOOK_AGAIN_DAYS) };
}

/** What is asked of a person first (an approval) is asked on the step's own day, whatever the gap. */
function waitFor(situation: Situation, { step, at }: StepMoment): Decision {
  const isAsked = !isApproved(situation.invoice, step);
  const kept = isAsked ? undefined : minimumGap(situation, step, at);
  return kept ?? { kind: 'wait', reason: 'not-due', until: at, action: step.action, stepId: step.id };
}

function actOn(situation: Situation, { step }: StepMoment, now: Instant): Decision {
  for (const rule of beforeActing) {
    const other = rule(situation, step, now);
    if (other) return other;
  }
  return { kind: 'act', reason: 'step-due', action: step.action, stepId: step.id };
}

function stopSwitch({ stopped }: Situation, _step: Step, now: Instant): Decision | undefined {
  return stopped ? { kind: 'hold', reason: 'stopped', until: later(now, 1 / 24) } : undefined;
}
