/** The writes that claim one message to a customer before anything is sent: who rides, whom it reaches, what it stands for. */
import type { Instant } from '../../core/calendar/dates.ts';
import { localClock } from '../../core/calendar/dates.ts';
import type { Situation } from '../../core/case/decide.ts';
import { type Assembly, assemble } from '../../core/case/group.ts';
import type { Invoice, OpenClaim } from '../../core/case/invoice.ts';
import { change } from '../../core/case/transition.ts';
import { attemptChanges } from '../../core/contact/attempts.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { guesses } from '../../core/contact/told.ts';
import { type Attempt, type Message, type Touch, touchName } from '../../core/contact/touch.ts';
import type { ReminderStep } from '../../core/policy/policy.ts';
import type { Loaded, Write } from '../../core/ports.ts';
import { compose, type Letter } from './letter.ts';

export type Claim = {
  readonly assembly: Assembly;
  readonly letter: Letter;
  readonly touch: Touch;
  readonly message: Message;
  readonly claimed: Invoice;
  /** The customer's row with this message as its last reminder. */
  readonly customer: Customer;
  readonly writes: readonly Write[];
};

export function prepare(loaded: Loaded, step: ReminderStep, claimId: string, now: Instant): Claim {
  const {
    caseId,
    situation: { invoice, customer: before },
  } = loaded;
  const assembly = assemble(loaded.situation, step, now);
  const letter = compose(loaded, step, assembly, now);
  const { messageId } = letter;
  const { cycle } = invoice;
  const touch: Touch = {
    ...{ caseId, cycle, stepId: step.id, channel: step.channel, claimId, messageId },
    ...{ state: 'claimed', at: now },
  };
  const on = localClock(now, before.timeZone).date;
  const claimed = claimOf(loaded, step, { assembly, letter, touch, on });
  const message = messageOf(loaded, { step, assembly, letter, now });
  const customer = {
    ...before,
    version: before.version + 1,
    lastReminderAt: undefined,
    lastReminder: {
      ...{ messageId, caseId, at: now, on, tone: assembly.tone },
      covers: Object.keys(assembly.covers).length > 0,
    },
  };
  const writes: Write[] = [
    { kind: 'change', change: claimed },
    { kind: 'customer', before, after: customer },
    { kind: 'claim-touch', touch },
    { kind: 'message', message },
    ...attempts(loaded, letter, { at: now, channel: letter.channel, id: claimId }),
    ...ofTheDay(loaded.creditor, now),
    ...othersOf(assembly, invoice).map((other): Write => ({ kind: 'check-invoice', invoice: other })),
  ];
  return { assembly, letter, touch, message, claimed: claimed.after, customer, writes };
}

/** One of the creditor's reminders of the day, where it states how many there may be. */
function ofTheDay({ creditorId, dailyReminders: most, timeZone }: Creditor, now: Instant): readonly Write[] {
  return most === undefined ? [] : [{ kind: 'day-claim', creditorId, on: localClock(now, timeZone).date, most }];
}

/** The listed invoices beside the one whose step fell due. */
export function othersOf({ listed }: Assembly, { invoiceId }: Pick<Invoice, 'invoiceId'>): readonly Invoice[] {
  return listed.map(({ invoice }) => invoice).filter((invoice) => invoice.invoiceId !== invoiceId);
}

type Claiming = { readonly assembly: Assembly; readonly letter: Letter; readonly touch: Touch; readonly on: string };

function claimOf(loaded: Loaded, step: ReminderStep, { assembly, letter, touch, on }: Claiming) {
  const { invoice } = loaded.situation;
  const { claimId, messageId, at } = touch;
  const claim: OpenClaim = { claimId, touch: touchName(touch), messageId, at };
  return change(
    invoice,
    'message.claimed',
    {
      claim,
      taskToken: undefined,
      stepsDone: [...invoice.stepsDone, step.id],
      lastAction: { stepId: step.id, action: 'remind', at, on },
      lastMessageOn: on,
    },
    { at, by: 'execution', data: claimRecord(loaded, step, assembly, letter) },
  );
}

/** A message about one invoice in the tone of its own step has nothing to say about others. */
function claimRecord(
  { situation }: Loaded,
  step: ReminderStep,
  { carrying, tone, listed, more, leftOut }: Assembly,
  { messageId, channel, instead }: Letter,
) {
  const { invoice, policy, coveredMinor } = situation;
  const isOther = carrying.invoice.invoiceId !== invoice.invoiceId;
  return {
    rule: 'step-due',
    stepId: step.id,
    channel,
    template: tone,
    messageId,
    policy: `${policy.id}@${policy.version}`,
    owedMinor: invoice.owedMinor,
    coveredMinor: coveredMinor || undefined,
    dueOn: invoice.dueOn,
    carriedBy: isOther ? carrying.invoice.invoiceId : undefined,
    carriedStep: isOther ? carrying.step.id : undefined,
    riding: listed.length + more.length - 1 || undefined,
    leftOut: leftOut.length || undefined,
    ...guesses(situation, instead),
  };
}

type Made = {
  readonly step: ReminderStep;
  readonly assembly: Assembly;
  readonly letter: Letter;
  readonly now: Instant;
};

function messageOf({ caseId, creditor, situation }: Loaded, { step, assembly, letter, now }: Made): Message {
  const { invoice, customer } = situation;
  const reached = [letter.to, ...letter.cc].filter(({ contact }) => contact !== undefined);
  const digests = reached.map(({ address }) => addressDigest(creditor.addressKey, address));
  const others = [...assembly.listed, ...assembly.more].map((rider) => rider.invoice);
  const { covers } = assembly;
  const cycles = cyclesOf(situation, assembly);
  return {
    messageId: letter.messageId,
    creditorId: invoice.creditorId,
    customerId: customer.customerId,
    kind: 'reminder',
    channel: letter.channel,
    caseId,
    stepId: step.id,
    invoiceIds: [...new Set([invoice.invoiceId, ...others.map(({ invoiceId }) => invoiceId)])],
    recipients: Object.fromEntries(digests.map((digest) => [digest, 'claimed'] as const)),
    at: now,
    tone: assembly.tone,
    ...(Object.keys(covers).length > 0 ? { covers } : {}),
    ...(Object.keys(cycles).length > 0 ? { cycles } : {}),
  };
}

/** A cycle that is not the invoice's first: what is covered is a step of that one, not of a later one. */
function cyclesOf({ invoice: own, siblings = [] }: Situation, { covers }: Assembly): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [own, ...siblings.map(({ invoice }) => invoice)]
      .filter(({ invoiceId, cycle }) => cycle > 1 && covers[invoiceId])
      .map(({ invoiceId, cycle }) => [invoiceId, cycle]),
  );
}

/** One more attempt in the ledger of everybody of the customer's whom the letter reaches. */
function attempts({ creditor, persons }: Loaded, { to, cc }: Letter, attempt: Attempt): readonly Write[] {
  const contacts = [to, ...cc].flatMap(({ contact }) => contact ?? []);
  return attemptChanges(creditor, persons, contacts, attempt).map((made) => ({ kind: 'person', ...made }));
}
