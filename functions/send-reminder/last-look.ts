/** The last look before a send: what came since the claim (a payment, a hold, a stop) still stops it. */
import { askedMinor } from '../../core/case/asked.ts';
import { decide, type Situation } from '../../core/case/decide.ts';
import { type Assembly, assemble } from '../../core/case/group.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { openFrom } from '../../core/case/rules/contact.ts';
import { wayFor } from '../../core/case/way-for.ts';
import type { ReminderStep } from '../../core/policy/policy.ts';
import type { Clock, Ledger, Loaded } from '../../core/ports.ts';
import { type Claim, othersOf } from './prepare.ts';

type Deps = { readonly ledger: Ledger; readonly clock: Clock };

/** `looked` is false where the table did not answer: nothing is sent on a guess. */
export type Seen = 'send' | { readonly looked: boolean; readonly reason: string };

export async function lastLook(deps: Deps, loaded: Loaded, claim: Claim): Promise<Seen> {
  try {
    const reason = await reasonToStop(deps, loaded, claim);
    return reason === undefined ? 'send' : { looked: true, reason };
  } catch {
    return { looked: false, reason: 'no-last-look' };
  }
}

async function reasonToStop(deps: Deps, loaded: Loaded, claim: Claim): Promise<string | undefined> {
  const { customer: known, debtor: whose } = loaded.situation;
  const riding = othersOf(claim.assembly, loaded.situation.invoice);
  const also = { debtorId: whose?.customerId, riderIds: riding.map(({ invoiceId }) => invoiceId) };
  const { invoice, customer, debtor, riders, stopped, disagrees } = await deps.ledger.lastLook(
    loaded.caseId,
    known,
    also,
  );
  if (stopped) return 'stopped';
  if (disagrees) return 'source-disagrees';
  if (!invoice || !customer || !isOurs(invoice, claim)) return 'superseded';
  const { currency, decisionVersion } = invoice;
  if (haveMoved(riding, riders)) return 'changed';
  const moved =
    debtor?.version !== whose?.version ||
    decisionVersion !== claim.claimed.decisionVersion ||
    customer.version !== known.version + 1;
  // Money on no invoice covers the oldest one first, so what it covers can change without a word to this row.
  const pool = (customer.unapplied[currency] ?? 0) + (customer.credit[currency] ?? 0);
  const now = deps.clock.now();
  const late = openFrom({ ...loaded.situation, customer }, claim.letter.channel, now) !== now;
  return moved || pool > 0 || late ? reasonOnFreshLook(deps, loaded, claim) : undefined;
}

/** One that rides was paid, held or disputed since: the message is made again without it. */
function haveMoved(known: readonly Invoice[], riders: readonly Invoice[]): boolean {
  const now = new Map(riders.map((rider) => [rider.invoiceId, rider.decisionVersion]));
  return known.some(({ invoiceId, decisionVersion }) => now.get(invoiceId) !== decisionVersion);
}

const isOurs = ({ run, cycle, claim }: Invoice, { claimed, touch }: Claim): boolean =>
  run === claimed.run && cycle === claimed.cycle && claim?.claimId === touch.claimId;

/** Decides again as if the step were not claimed: the same letter to the same address, or none. */
async function reasonOnFreshLook(
  { ledger, clock }: Deps,
  { caseId, situation: known }: Loaded,
  claim: Claim,
): Promise<string | undefined> {
  const { invoice: before } = known;
  const fresh = await ledger.loadCase(caseId, { addresses: true, siblings: true, at: clock.now() });
  if (!fresh || !isOurs(fresh.situation.invoice, claim)) return 'superseded';
  const situation = asBefore(fresh.situation, known, claim);
  const { invoice } = situation;
  const decision = decide(situation, clock.now());
  if (decision.kind !== 'act') return decision.reason;
  const step = known.policy.steps.find(({ id }) => id === claim.touch.stepId);
  const { assembly } = claim;
  const sameLetter =
    decision.action === 'remind' &&
    decision.stepId === claim.touch.stepId &&
    step?.action === 'remind' &&
    askedMinor(invoice, clock.now()) === askedMinor(before, clock.now()) &&
    wayIs(situation, claim, step) &&
    isSame(assemble(situation, step, claim.touch.at), assembly);
  return sameLetter ? undefined : 'changed';
}

/** Whether the letter would go by the same channel to the same address. */
function wayIs(situation: Situation, { letter, assembly, touch }: Claim, due: ReminderStep): boolean {
  const way = wayFor(situation, { carrying: assembly.carrying.step, due }, touch.at);
  return way?.channel === letter.channel && way.to.address === letter.to.address;
}

/** The case as it stands now, without what the claim itself has written. */
function asBefore(fresh: Situation, known: Situation, { touch }: Claim): Situation {
  const { stepsDone, lastAction, lastMessageOn } = known.invoice;
  const { lastReminder, lastReminderAt } = known.customer;
  return {
    ...fresh,
    invoice: { ...fresh.invoice, stepsDone, lastAction, lastMessageOn },
    customer: { ...fresh.customer, lastReminder, lastReminderAt },
    lastMessage: known.lastMessage,
    claimedToday: fresh.claimedToday === undefined ? undefined : fresh.claimedToday - 1,
    persons: fresh.persons?.map((person) => ({
      ...person,
      attempts: person.attempts.filter(({ id }) => id !== touch.claimId),
    })),
  };
}

/** Lists and stands for the same; what rides unlisted is told as of the claim. */
function isSame(one: Assembly, other: Assembly): boolean {
  const listed = ({ listed: all }: Assembly): string =>
    all.map(({ invoice: { invoiceId, owedMinor } }) => `${invoiceId} ${owedMinor}`).join('\n');
  return one.tone === other.tone && listed(one) === listed(other);
}
