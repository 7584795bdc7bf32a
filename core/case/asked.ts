/** What a customer is asked for: what is owed, less the part that it does not agree with. */
import type { Instant } from '../calendar/dates.ts';
import type { Dispute, Invoice } from './invoice.ts';

/** The dispute that stands at the moment: one whose day is over is settled by itself. */
export function disputeNow({ dispute }: Pick<Invoice, 'dispute'>, now: Instant): Dispute | undefined {
  return dispute && (dispute.until === undefined || dispute.until > now) ? dispute : undefined;
}

/** Minor units that are disputed now, never more than is owed. */
export function disputedMinor(invoice: Pick<Invoice, 'dispute' | 'owedMinor'>, now: Instant): number {
  const dispute = disputeNow(invoice, now);
  return dispute ? Math.min(dispute.amountMinor ?? invoice.owedMinor, invoice.owedMinor) : 0;
}

/** Minor units that a message may ask for now. */
export function askedMinor(invoice: Pick<Invoice, 'dispute' | 'owedMinor'>, now: Instant): number {
  return invoice.owedMinor - disputedMinor(invoice, now);
}
