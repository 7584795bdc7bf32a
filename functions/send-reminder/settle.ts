/** Every way out of a claim: sent, unknown, or taken back; each on the claim's own id and on the row as it is by then. */
import { type Instant, localClock } from '../../core/calendar/dates.ts';
import { type Decision, decide } from '../../core/case/decide.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { type NextDecision, toNext } from '../../core/case/next.ts';
import { type ChangeType, change } from '../../core/case/transition.ts';
import { withoutAttempt } from '../../core/contact/caps.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Person, Touch } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { Ledger, Loaded, Write } from '../../core/ports.ts';
import type { JournalKind } from '../../core/report/journal.ts';
import { summaryOf } from '../_shared/summary.ts';
import type { Claim } from './prepare.ts';

const TRIES = 5;

export type Settlement = {
  readonly state: Exclude<Touch['state'], 'claimed'>;
  readonly type: Extract<ChangeType, `message.${string}`>;
  readonly code: string;
  readonly providerId?: string | undefined;
  readonly threadId?: string | undefined;
};

const JOURNAL: Partial<Record<Touch['state'], JournalKind>> = { sent: 'sent', unknown: 'unknown', stopped: 'stopped' };

/**
 * Records how the claim ended and answers with the decision that follows from the row as it is then.
 * The report's line is written beside the transaction, which would double its price: it tells of the message itself,
 * whatever became of the row meanwhile.
 */
export async function settle(
  ledger: Ledger,
  loaded: Loaded,
  claim: Claim,
  settlement: Settlement,
  now: Instant,
): Promise<NextDecision> {
  const journal = journalOf(loaded, claim, settlement, now);
  const [next, line] = await Promise.allSettled([
    settleRow(ledger, loaded, claim, settlement, now),
    journal.length > 0 && ledger.commit(journal),
  ]);
  if (next.status === 'rejected') throw next.reason;
  if (line.status === 'rejected') throw line.reason;
  return next.value;
}

async function settleRow(
  ledger: Ledger,
  loaded: Loaded,
  claim: Claim,
  settlement: Settlement,
  now: Instant,
): Promise<NextDecision> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await rowNow(ledger, loaded, claim, tries);
    if (row.claim?.claimId !== claim.touch.claimId) return toNext(decideOn(loaded, row, claim.customer, now), row, now);
    const after: Invoice = { ...row, ...patchFor(row, loaded, settlement) };
    const customer = hasGone(settlement) ? loaded.situation.customer : claim.customer;
    const decision = decideOn(loaded, after, customer, now);
    const closing = row.caseState === 'open' ? summaryOf(decision) : {};
    const settled = change(
      row,
      settlement.type,
      { ...patchFor(row, loaded, settlement), ...closing },
      { at: now, by: 'execution', data: dataOf(claim, settlement, decision) },
    );
    const committed = await ledger.commit([
      { kind: 'change', change: settled },
      {
        kind: 'settle-touch',
        touch: { ...claim.touch, state: settlement.state, at: now, providerId: settlement.providerId },
      },
      ...(hasGone(settlement) ? await undone(ledger, loaded, claim, settlement) : []),
    ]);
    if (committed.ok) return toNext(decision, settled.after, now);
  }
  throw new Fault('StepUnavailable', `expected to record the outcome of a send within ${TRIES} tries`);
}

/** Surely did not leave. */
const hasGone = ({ state }: Settlement): boolean => state === 'released' || state === 'stopped';

/** The day's count is that of the claim, whatever day it is by now. */
const dayReleased = ({ creditorId, timeZone }: Creditor, { at }: Touch): Write => ({
  kind: 'day-claim-released',
  creditorId,
  on: localClock(at, timeZone).date,
});

/** What surely did not leave has no delivery events, so its record may be written over; nor has it reminded anybody. */
async function undone(
  ledger: Ledger,
  { creditor, situation: { customer: before } }: Loaded,
  claim: Claim,
  { state }: Settlement,
): Promise<readonly Write[]> {
  const { message, touch } = claim;
  const digests = Object.keys(message.recipients);
  const recipients = Object.fromEntries(digests.map((digest) => [digest, state] as const));
  const customer = await ledger.customer(before.creditorId, before.customerId);
  const reached = claim.writes.flatMap((write) => (write.kind === 'person' ? [write.after.digest] : []));
  const persons = await Promise.all(reached.map((digest) => ledger.person(before.creditorId, digest)));
  return [
    { kind: 'message', message: { ...message, recipients } },
    ...(creditor.dailyReminders === undefined ? [] : [dayReleased(creditor, touch)]),
    ...(customer?.lastReminder?.messageId === message.messageId
      ? [
          {
            kind: 'customer',
            before: customer,
            after: { ...customer, ...remindedAsOf(before), version: customer.version + 1 },
          } as const,
        ]
      : []),
    ...persons.flatMap((person) => (person ? takenBack(person, touch.claimId) : [])),
  ];
}

const remindedAsOf = ({ lastReminder, lastReminderAt }: Customer): Partial<Customer> => ({
  lastReminder,
  lastReminderAt,
});

function takenBack(before: Person, claimId: string): readonly Write[] {
  const after = withoutAttempt(before, claimId);
  return after ? [{ kind: 'person', before, after }] : [];
}

/** The claimed row itself at first, for nobody else writes it most of the time. */
async function rowNow(ledger: Ledger, { situation }: Loaded, claim: Claim, tries: number): Promise<Invoice> {
  if (tries === 0) return claim.claimed;
  const { creditorId, invoiceId } = situation.invoice;
  const row = await ledger.invoice(creditorId, invoiceId);
  if (!row) throw new Fault('StepRejected', 'expected the invoice of the claim to exist, found none');
  return row;
}

function decideOn({ situation }: Loaded, invoice: Invoice, customer: Customer, now: Instant): Decision {
  return decide({ ...situation, invoice, customer }, now);
}

/** A message that did not leave is undone, so that its step is due again; a cycle begun meanwhile keeps its own steps. */
function patchFor(
  row: Invoice,
  { situation: { invoice: before } }: Loaded,
  { state, threadId }: Settlement,
): Partial<Invoice> {
  const gone = { claim: undefined };
  const sameCycle = row.cycle === before.cycle;
  if (state === 'sent' || state === 'unknown')
    return sameCycle ? { ...gone, threadId: row.threadId ?? threadId } : gone;
  if (!sameCycle) return { ...gone, lastMessageOn: before.lastMessageOn };
  const stepsDone = row.stepsDone.filter((id) => before.stepsDone.includes(id));
  return { ...gone, stepsDone, lastAction: before.lastAction, lastMessageOn: before.lastMessageOn };
}

function dataOf({ letter, touch }: Claim, { code, providerId }: Settlement, decision: Decision) {
  return {
    stepId: touch.stepId,
    channel: touch.channel,
    messageId: letter.messageId,
    code,
    providerId,
    next: decision.kind,
    rule: decision.reason,
  };
}

function journalOf(
  { situation: { invoice } }: Loaded,
  { letter, touch }: Claim,
  { state, code }: Settlement,
  at: Instant,
) {
  const kind = JOURNAL[state];
  if (!kind) return [];
  const { creditorId, invoiceId, invoiceNumber, customerId, owedMinor: amountMinor, currency } = invoice;
  const entry = {
    creditorId,
    kind,
    id: `${letter.messageId}${kind === 'stopped' ? `-${touch.claimId}` : ''}`,
    at,
    invoiceId,
    invoiceNumber,
    customerId,
    stepId: touch.stepId,
    channel: touch.channel,
    messageId: letter.messageId,
    reason: code,
    amountMinor,
    currency,
  };
  return [{ kind: 'journal', entry } as const];
}
