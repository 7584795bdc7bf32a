/** The last look before a send: what came since the claim (a payment, a hold, a stop) still stops it. */
import { decide } from '../../core/case/decide.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { recipientFor } from '../../core/contact/customer.ts';
import { isOpenFor } from '../../core/contact/moment.ts';
import type { Clock, Ledger, Loaded } from '../../core/ports.ts';
import type { Claim } from './prepare.ts';

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
  const known = loaded.situation.customer;
  const { invoice, customer, stopped } = await deps.ledger.lastLook(loaded.caseId, known);
  if (stopped) return 'stopped';
  if (!invoice || !customer || !isOurs(invoice, claim)) return 'superseded';
  const { currency, decisionVersion } = invoice;
  const moved = decisionVersion !== claim.claimed.decisionVersion || customer.version !== known.version + 1;
  // Money on no invoice covers the oldest one first, so what it covers can change without a word to this row.
  const pool = (customer.unapplied[currency] ?? 0) + (customer.credit[currency] ?? 0);
  const late = !isOpenFor({ ...loaded.situation, customer }, deps.clock.now());
  return moved || pool > 0 || late ? reasonOnFreshLook(deps, loaded, claim) : undefined;
}

const isOurs = ({ run, cycle, claim }: Invoice, { claimed, touch }: Claim): boolean =>
  run === claimed.run && cycle === claimed.cycle && claim?.claimId === touch.claimId;

/** Decides again as if the step were not claimed: the same letter to the same address, or none. */
async function reasonOnFreshLook(
  { ledger, clock }: Deps,
  { caseId, situation: { invoice: before } }: Loaded,
  claim: Claim,
): Promise<string | undefined> {
  const fresh = await ledger.loadCase(caseId, { addresses: true });
  if (!fresh || !isOurs(fresh.situation.invoice, claim)) return 'superseded';
  const { stepsDone, lastAction, lastMessageOn } = before;
  const invoice = { ...fresh.situation.invoice, stepsDone, lastAction, lastMessageOn };
  const decision = decide({ ...fresh.situation, invoice }, clock.now());
  if (decision.kind !== 'act') return decision.reason;
  const { customer, addresses = [] } = fresh.situation;
  const sameLetter =
    decision.action === 'remind' &&
    decision.stepId === claim.touch.stepId &&
    invoice.owedMinor === before.owedMinor &&
    recipientFor(customer, claim.letter.channel, addresses)?.address === claim.letter.to.address;
  return sameLetter ? undefined : 'changed';
}
