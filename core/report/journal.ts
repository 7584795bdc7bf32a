/** Lines that the daily report is made of, written in the same transaction as what they tell. */
import type { Instant } from '../calendar/dates.ts';

export const JOURNAL_KINDS = [
  'sent',
  'stopped',
  'paid',
  'bounced',
  'rejected',
  'filled',
  'fault',
  'task',
  'reopened',
  'unknown',
  /** A rehearsed message: what would have gone out. */
  'rehearsed',
  /** A promise that was broken, kept or kept in part. */
  'promise',
  /** Somebody acted: a hold, a dispute, an approval, a skipped step. */
  'instruction',
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

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
