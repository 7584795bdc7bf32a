/** Lines that the daily report is made of, written in the same transaction as what they tell. */
import type { Instant } from '../calendar/dates.ts';

export type JournalKind =
  | 'sent'
  | 'stopped'
  | 'paid'
  | 'bounced'
  | 'rejected'
  | 'filled'
  | 'fault'
  | 'task'
  | 'reopened'
  | 'unknown';

/** Ids, codes and figures only. */
export type JournalEntry = {
  readonly creditorId: string;
  readonly kind: JournalKind;
  readonly id: string;
  readonly at: Instant;
  readonly invoiceId?: string | undefined;
  readonly invoiceNumber?: string | undefined;
  readonly customerId?: string | undefined;
  readonly stepId?: string | undefined;
  readonly channel?: string | undefined;
  readonly messageId?: string | undefined;
  readonly reason?: string | undefined;
  readonly amountMinor?: number | undefined;
  readonly currency?: string | undefined;
};
