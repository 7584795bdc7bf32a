/** What the list of open invoices tells the report beside balances: why there is silence, what is promised and disputed. */
import type { Instant, LocalDate } from '../calendar/dates.ts';
import type { HoldReason } from '../case/decide.ts';
import type { Invoice } from '../case/invoice.ts';

/** Only where there is something to say, so that a case that walks its path writes nothing to the list. */
export type RowStanding = {
  readonly silent?: { readonly reason: string; readonly until?: Instant | undefined } | undefined;
  readonly promise?: { readonly on: LocalDate; readonly amountMinor?: number | undefined } | undefined;
  /** Promises on this invoice that were not kept. */
  readonly broken?: number | undefined;
  readonly dispute?: { readonly amountMinor?: number | undefined } | undefined;
};

/** Whether a hold is a reason to be silent about an invoice that could be chased. */
const IS_SILENCE: Readonly<Record<HoldReason, boolean>> = {
  'not-chased': false,
  stopped: true,
  hold: true,
  'customer-hold': true,
  'payment-in-flight': true,
  disputed: true,
  promised: true,
  'reply-unanswered': true,
  covered: true,
  'source-stale': true,
  'source-disagrees': true,
  'small-balance': true,
  'awaiting-approval': true,
  'message-under-way': false,
  rehearsed: true,
};
const SILENT: ReadonlySet<string> = new Set(
  Object.entries(IS_SILENCE).flatMap(([reason, silent]) => (silent ? [reason] : [])),
);

export function rowStanding(invoice: Invoice): RowStanding | undefined {
  const { caseState, reason, nextAt, promise, promisedOn, promisesBroken, dispute } = invoice;
  const on = promise?.on ?? promisedOn;
  const standing = {
    silent: caseState === 'open' && reason !== undefined && SILENT.has(reason) ? { reason, until: nextAt } : undefined,
    promise: on === undefined ? undefined : { on, amountMinor: promise?.amountMinor },
    broken: promisesBroken || undefined,
    dispute: dispute && { amountMinor: dispute.amountMinor },
  };
  return Object.values(standing).some((part) => part !== undefined) ? standing : undefined;
}
