/** Keeps a case where it belongs: with its customer's segment until it begins, with a newer version that moves it, out of a rehearsal that is over. */
import type { Instant } from '../../core/calendar/dates.ts';
import { goesLive, hasBegun, type MoveCause, move, type Target } from '../../core/case/move.ts';
import type { Change } from '../../core/case/transition.ts';
import { Fault } from '../../core/fault.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { inMode } from '../../core/policy/segment.ts';
import type { Ledger, Loaded } from '../../core/ports.ts';
import { placeNow } from './place.ts';

type Reads = Pick<Ledger, 'policy' | 'customerInvoices'>;
type Destination = Target & { readonly cause: MoveCause };

/** The change that brings the case to where it belongs; undefined where it is there, or a send is under way. */
export async function moveOf(
  ledger: Reads,
  loaded: Loaded,
  meta: { at: Instant; by: string },
): Promise<Change | undefined> {
  const { invoice, policy, customer, large } = loaded.situation;
  if (invoice.caseState !== 'open' || invoice.claim) return undefined;
  const destination = await destinationOf(ledger, loaded, meta.at);
  return destination && move(invoice, policy, destination, { customer, large }, { ...meta, cause: destination.cause });
}

async function destinationOf(ledger: Reads, loaded: Loaded, now: Instant): Promise<Destination | undefined> {
  const { creditor, situation, liveVersion } = loaded;
  const { invoice, policy } = situation;
  const { creditorId, policyId, policyVersion, segmentId } = invoice;
  const to = (found: Policy, cause: MoveCause, place: { readonly segmentId?: string | undefined }): Destination => ({
    policy: inMode(creditor.segments, place, found),
    segmentId: place.segmentId,
    cause,
  });
  if (goesLive(invoice, policy)) return to(await ledger.policy(creditorId, policyId), 'going-live', invoice);
  const whose = situation.debtor ?? situation.customer;
  const isPinned = creditor.segments.some(({ id }) => id === whose.pinnedSegmentId);
  if (isPinned || (creditor.segments.length > 0 && !hasBegun(invoice))) {
    const place = await placeNow(ledger, { creditor, customer: whose, invoice }, now);
    if (place.policyId !== policyId || place.segmentId !== segmentId)
      return to(await liveOf(ledger, loaded, place.policyId), isPinned ? 'pinned' : 'segment', place);
  }
  if (liveVersion === undefined || liveVersion <= policyVersion) return undefined;
  const live = await ledger.policy(creditorId, policyId);
  // A rehearsal is nothing to finish: left on a dry version, the case would stay silent for ever.
  return live.inFlight === 'move-to-new' || policy.mode === 'dry' ? to(live, 'new-version', invoice) : undefined;
}

/** A case whose policy stays the same stays with its version, too. */
function liveOf(ledger: Reads, { situation: { invoice } }: Loaded, policyId: string): Promise<Policy> {
  const { creditorId, policyVersion } = invoice;
  return policyId === invoice.policyId
    ? ledger.policy(creditorId, policyId, policyVersion)
    : ledger.policy(creditorId, policyId);
}

/** Whether the case was moved; then it has to be looked at afresh. */
export async function followPolicy(ledger: Ledger, loaded: Loaded, now: Instant): Promise<boolean> {
  const made = await moveOf(ledger, loaded, { at: now, by: 'execution' });
  if (!made) return false;
  const committed = await ledger.commit([{ kind: 'change', change: made }]);
  if (!committed.ok)
    throw new Fault('StepUnavailable', 'expected the case unchanged while it was moved, found it changed');
  return true;
}
