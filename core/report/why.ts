/** Why nobody was reminded: where each invoice of a customer stands at one moment, and the customer as a whole, in words. */
import { type Instant, localClock } from '../calendar/dates.ts';
import { type Decision, decide, type HoldReason, type Situation } from '../case/decide.ts';
import { kindOf } from '../case/hold.ts';
import { dueDate, type Hold, type HoldKind, isChaseable } from '../case/invoice.ts';
import { promiseOf } from '../case/promise.ts';
import { reasonWords } from '../case/reason-words.ts';
import { whyNotChased } from '../case/standing.ts';
import { formatDate, formatInstant } from '../message/figures.ts';
import { unreachableBecause } from './reach.ts';
import type { WhyStatus } from './why-status.ts';

export type Why = {
  readonly status: WhyStatus;
  /** The reason code of the decision that the answer is made of. */
  readonly code: string;
  readonly words: string;
  readonly until?: Instant | undefined;
  readonly stepId?: string | undefined;
  /** The contact rule that asks for the delay. */
  readonly ruleId?: string | undefined;
  /** The message that stands for this invoice's step. */
  readonly messageId?: string | undefined;
};

/** Who reads it: instants are shown on their clock. */
export type WhyReader = { readonly locale?: string | undefined; readonly timeZone: string };

export type WhyOfInvoice = Why & {
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly overdue: boolean;
};

/** Why this invoice is or is not written about now. */
export function whyOf(situation: Situation, reader: WhyReader, now: Instant): WhyOfInvoice {
  const { invoice, customer } = situation;
  const { invoiceId, invoiceNumber } = invoice;
  const due = dueDate(invoice);
  const overdue = due !== null && invoice.owedMinor > 0 && due < localClock(now, customer.timeZone).date;
  return { invoiceId, invoiceNumber, overdue, ...answer(situation, reader, now) };
}

function answer(situation: Situation, reader: WhyReader, now: Instant): Why {
  const { invoice } = situation;
  if (invoice.caseState !== 'closed' && invoice.status === 'open' && !isChaseable(invoice))
    return { status: 'held', ...coded(whyNotChased(invoice)) };
  const decision = decide(situation, now);
  switch (decision.kind) {
    case 'close':
      return { status: decision.reason === 'exhausted' ? 'held' : 'settled', ...coded(decision.reason) };
    case 'hold':
      return held(decision, situation, reader);
    case 'wait':
      return waiting(decision, situation, reader);
    case 'act':
      return acting(decision, situation);
  }
}

const coded = (code: string) => ({ code, words: `${reasonWords(code)}.` });

type Holding = Extract<Decision, { kind: 'hold' }>;
type Waiting = Extract<Decision, { kind: 'wait' }>;
type Acting = Extract<Decision, { kind: 'act' }>;

function held({ reason, until }: Holding, situation: Situation, reader: WhyReader): Why {
  const messageId = situation.customer.lastReminder?.messageId;
  if (reason === 'message-under-way') return { status: 'covered', ...coded(reason), messageId };
  const said = reasonWords(reason);
  const detail = DETAILS[reason]?.(situation, reader);
  const end = ENDS[reason]?.(situation, until);
  const when =
    end === undefined ? '' : ` It is looked at again on ${formatInstant(end, reader.locale, reader.timeZone)}.`;
  return { status: 'held', code: reason, words: `${said}${detail ? `: ${detail}` : ''}.${when}`, until: end };
}

/** What a person wants to know beside the reason; words that people wrote are shown to finance only, never logged. */
const DETAILS: Partial<Readonly<Record<HoldReason, (situation: Situation, reader: WhyReader) => string | undefined>>> =
  {
    hold: ({ invoice: { hold, erpHold } }) => holdDetail([hold, erpHold]),
    'customer-hold': ({ customer, debtor }) => holdDetail([customer.hold, debtor?.hold]),
    disputed: ({ invoice: { dispute } }) => dispute && `“${dispute.reason}”, recorded by ${dispute.by}`,
    promised({ invoice }, { locale }) {
      const on = promiseOf(invoice)?.on;
      return on && `payment by ${formatDate(on, locale)}`;
    },
  };

/** What kind of hold it is, where it is not simply a person's. */
const KINDS: Partial<Readonly<Record<HoldKind, string>>> = {
  legal: 'a legal matter',
  insolvency: 'insolvency',
  'breathing-space': 'breathing space',
  'do-not-contact': 'not to be contacted',
};

function holdDetail(holds: readonly (Hold | undefined)[]): string | undefined {
  const hold = holds.find((one) => one !== undefined);
  const kind = hold && KINDS[kindOf(hold)];
  return hold && `${kind ? `${kind}, ` : ''}“${hold.reason}”, placed by ${hold.by}`;
}

/** Reasons that end by themselves, with their end; the others end with news, and their next look is nobody's appointment. */
const ENDS: Partial<Readonly<Record<HoldReason, (situation: Situation, until: Instant) => Instant | undefined>>> = {
  hold: ({ invoice }) => (invoice.hold ?? invoice.erpHold)?.until,
  'customer-hold': ({ customer, debtor }) => (customer.hold ?? debtor?.hold)?.until,
  disputed: ({ invoice }) => invoice.dispute?.until,
  'reply-unanswered': (_, until) => until,
  promised: (_, until) => until,
};

function waiting(decision: Waiting, situation: Situation, reader: WhyReader): Why {
  const { reason, until, stepId, ruleId } = decision;
  const at = (instant: Instant) => formatInstant(instant, reader.locale, reader.timeZone);
  const next = `The step “${stepId}” is next, on ${at(until)}.`;
  const { lastMessage: last } = situation;
  if (last?.covers?.[situation.invoice.invoiceId] !== undefined)
    return {
      status: 'covered',
      code: reason,
      words: `Covered by the message to the customer of ${at(last.at)}. ${next}`,
      until,
      stepId,
      messageId: last.messageId,
    };
  const status = reason === 'not-due' ? 'not-due' : 'deferred';
  const rule = ruleId === undefined ? '' : ` (rule ${ruleId})`;
  return { status, code: reason, words: `${reasonWords(reason)}${rule}. ${next}`, until, stepId, ruleId };
}

function acting({ reason, stepId }: Acting, { customer, addresses = [] }: Situation): Why {
  if (reason === 'approval-needed') return { status: 'held', ...coded(reason), stepId };
  if (reason === 'step-due') return { status: 'ready', ...coded(reason), stepId };
  const because = unreachableBecause(customer, addresses);
  return { status: 'cannot-be-contacted', code: reason, words: `${reasonWords(reason)}: ${because}.`, stepId };
}

/** What moves first, or stands in the way of moving, speaks for the customer. */
const SPEAKS_FIRST: readonly WhyStatus[] = [
  'ready',
  'cannot-be-contacted',
  'deferred',
  'covered',
  'not-due',
  'held',
  'settled',
];

/** The customer as a whole: overdue invoices speak before those that are not due, and among equals the earliest moment. */
export function whyOfCustomer(invoices: readonly WhyOfInvoice[]): Why {
  const open = invoices.filter(({ status }) => status !== 'settled');
  const overdue = open.filter((why) => why.overdue);
  const asked = overdue.length > 0 ? overdue : open;
  const [first] = [...asked].sort(
    (a, b) =>
      SPEAKS_FIRST.indexOf(a.status) - SPEAKS_FIRST.indexOf(b.status) ||
      (a.until ?? '9').localeCompare(b.until ?? '9') ||
      a.invoiceNumber.localeCompare(b.invoiceNumber),
  );
  if (!first) return { status: 'settled', code: 'paid', words: 'Nothing is owed, so there is nothing to write about.' };
  const { invoiceId: _, invoiceNumber, overdue: __, words, ...why } = first;
  const alike = asked.filter(({ status, code }) => status === first.status && code === first.code).length;
  const others = asked.length - alike;
  const rest = others > 0 ? ` Of its other invoices ${others} ${others === 1 ? 'stands' : 'stand'} otherwise.` : '';
  return { ...why, words: asked.length === 1 ? words : `${invoiceNumber}: ${words}${rest}` };
}
