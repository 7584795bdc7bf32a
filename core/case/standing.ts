/** How an invoice stands for whoever reads it now: its status in one word, and the reason code of its case. */
import { type Instant, localClock } from '../calendar/dates.ts';
import type { Customer } from '../contact/customer.ts';
import { decide, type Situation } from './decide.ts';
import { dueDate, type Invoice, isChaseable } from './invoice.ts';

/** `closed` is over without payment: written off, a credit note used up, or a path that ended unpaid. */
export type ReadStatus = 'open' | 'overdue' | 'paid' | 'void' | 'closed';

/** Overdue from the day after the due date, on the customer's clock. */
export function statusOf(invoice: Invoice, { timeZone }: Pick<Customer, 'timeZone'>, now: Instant): ReadStatus {
  if (invoice.status === 'void') return 'void';
  if (invoice.status === 'written_off') return 'closed';
  if (invoice.owedMinor <= 0) return invoice.type === 'credit_note' ? 'closed' : 'paid';
  if (invoice.caseState === 'closed') return 'closed';
  const due = dueDate(invoice);
  if (invoice.type === 'credit_note' || due === null) return 'open';
  return due < localClock(now, timeZone).date ? 'overdue' : 'open';
}

/** Codes that only their own rule may give: where it gives another one now, the row's word is out of date. */
const OF_THE_ROW_ALONE = new Set([
  'stopped',
  'covered',
  'source-stale',
  'source-disagrees',
  'small-balance',
  'person-needed',
  'nobody-to-write-to',
]);

type Standing = Pick<Situation, 'invoice' | 'customer' | 'policy' | 'large'>;

/** Decided afresh, for a hold placed a moment ago may not have been met by the execution yet. */
export function reasonOf(standing: Standing, now: Instant): string {
  const { invoice } = standing;
  if (invoice.caseState !== 'closed' && invoice.status === 'open' && !isChaseable(invoice))
    return whyNotChased(invoice);
  const decision = decide({ ...standing, coveredMinor: 0, stopped: false }, now);
  const rowAlone = invoice.reason !== undefined && OF_THE_ROW_ALONE.has(invoice.reason);
  if ((decision.kind === 'wait' || decision.kind === 'act') && rowAlone) return invoice.reason ?? decision.reason;
  return decision.reason;
}

export function whyNotChased({ type, collection, owedMinor }: Invoice): string {
  if (type === 'credit_note') return 'credit-note';
  if (owedMinor <= 0) return 'paid';
  return collection === 'auto' ? 'collected-automatically' : 'no-due-date';
}
