/** A fresh look at a case on behalf of one execution: fenced by cycle and run, with claims that died, promises whose day is over and approvals that never came settled first. */
import { epochMs, type Instant } from '../../core/calendar/dates.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { change } from '../../core/case/transition.ts';
import { Fault } from '../../core/fault.ts';
import type { CaseRef, Clock, Ledger, Loaded } from '../../core/ports.ts';
import { machineMs } from './clock.ts';
import { recordLapse } from './lapse.ts';
import { recordPromiseEnd } from './promise-end.ts';

/** Longer than any function lives: a claim older than this has lost its owner. */
export const CLAIM_LIFE_MS = 120_000;

export type Look = { readonly kind: 'superseded' } | { readonly kind: 'seen'; readonly loaded: Loaded };

/** What a look needs to know of the world. */
export type Eyes = { readonly ledger: Ledger; readonly clock: Clock };

export async function look(
  { ledger, clock }: Eyes,
  { caseId, cycle, run }: CaseRef,
  now: Instant,
  options: { readonly addresses?: boolean } = {},
): Promise<Look> {
  const loaded = await ledger.loadCase(caseId, options);
  if (!loaded) throw new Fault('StepRejected', 'expected the invoice of the case to exist, found none');
  const { invoice } = loaded.situation;
  if (invoice.cycle !== cycle || invoice.run !== run) return { kind: 'superseded' };
  if (!invoice.claim) {
    const isNews = (await recordPromiseEnd(ledger, loaded, now)) || (await recordLapse(ledger, loaded, now));
    if (!isNews) return { kind: 'seen', loaded };
    return look({ ledger, clock }, { caseId, cycle, run }, now, options);
  }
  if (epochMs(now) - epochMs(invoice.claim.at) < machineMs(clock, CLAIM_LIFE_MS))
    throw new Fault('StepDeferred', 'expected no send under way, found one claimed a moment ago');
  await recordUnknown(ledger, caseId, invoice, now);
  return look({ ledger, clock }, { caseId, cycle, run }, now, options);
}

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
