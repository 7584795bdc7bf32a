/** A fresh look at a case on behalf of one execution: fenced by cycle and run, with what the case itself has yet to record settled first. */
import { epochMs, type Instant } from '../../core/calendar/dates.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { change } from '../../core/case/transition.ts';
import { Fault } from '../../core/fault.ts';
import type { CaseRef, Clock, Ledger, Loaded, LoadOptions } from '../../core/ports.ts';
import { machineMs } from './clock.ts';
import { CLAIM_LIFE_MS, settleCovered } from './cover.ts';
import { followPolicy } from './follow-policy.ts';
import { recordLapse } from './lapse.ts';
import { recordPromiseEnd } from './promise-end.ts';

export type Look = { readonly kind: 'superseded' } | { readonly kind: 'seen'; readonly loaded: Loaded };

/** What a look needs to know of the world. */
export type Eyes = { readonly ledger: Ledger; readonly clock: Clock };

export async function look(
  { ledger, clock }: Eyes,
  { caseId, cycle, run }: CaseRef,
  now: Instant,
  options: LoadOptions = {},
): Promise<Look> {
  const loaded = await ledger.loadCase(caseId, { addresses: true, ...options, at: now });
  if (!loaded) throw new Fault('StepRejected', 'expected the invoice of the case to exist, found none');
  const { invoice } = loaded.situation;
  if (invoice.cycle !== cycle || invoice.run !== run) return { kind: 'superseded' };
  if (!invoice.claim) {
    const settled = await settleCovered({ ledger, clock }, loaded, now);
    if (settled !== 'recorded' && !(await recordEnds(ledger, settled, now))) return { kind: 'seen', loaded: settled };
    return look({ ledger, clock }, { caseId, cycle, run }, now, options);
  }
  if (epochMs(now) - epochMs(invoice.claim.at) < machineMs(clock, CLAIM_LIFE_MS))
    throw new Fault('StepDeferred', 'expected no send under way, found one claimed a moment ago');
  await recordUnknown(ledger, caseId, invoice, now);
  return look({ ledger, clock }, { caseId, cycle, run }, now, options);
}

/** Another policy that the case belongs to by now, a promise whose day is over, or an approval that never came. */
const recordEnds = async (ledger: Ledger, loaded: Loaded, now: Instant): Promise<boolean> =>
  (await followPolicy(ledger, loaded, now)) ||
  (await recordPromiseEnd(ledger, loaded, now)) ||
  (await recordLapse(ledger, loaded, now));

/** The owner of the claim died between claim and record: whether the message left is not known, so it is never repeated. */
export async function recordUnknown(ledger: Ledger, caseId: string, invoice: Invoice, now: Instant): Promise<void> {
  const { claim } = invoice;
  if (!claim) return;
  const touch = await ledger.touch(caseId, claim.touch);
  const data = { touch: claim.touch, messageId: claim.messageId, code: 'owner-died' };
  const committed = await ledger.commit([
    {
      kind: 'change',
      change: change(invoice, 'message.unknown', { claim: undefined }, { at: now, by: 'execution', data }),
    },
    ...(touch && touch.claimId === claim.claimId
      ? [{ kind: 'settle-touch', touch: { ...touch, state: 'unknown', at: now } } as const]
      : []),
    {
      kind: 'journal',
      entry: {
        creditorId: invoice.creditorId,
        kind: 'unknown',
        id: claim.messageId,
        at: now,
        invoiceId: invoice.invoiceId,
        invoiceNumber: invoice.invoiceNumber,
        reason: 'owner-died',
      },
    },
  ]);
  if (!committed.ok) throw new Fault('StepUnavailable', 'expected the case unchanged while an old claim was settled');
}
