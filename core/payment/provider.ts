/** What a payment provider told Dunlin about money, whatever the provider's own events look like. */
import type { Instant } from '../calendar/dates.ts';

type Seen = {
  /** The provider's id of the money itself: one for all events about it (Stripe: the PaymentIntent, else the charge). */
  readonly moneyId: string;
  /** The provider's id of the event, for the log only. */
  readonly eventId: string;
  readonly at: Instant;
  /** Dunlin's invoice id from the provider's metadata. */
  readonly invoiceId?: string | undefined;
  /** The provider's invoice number, where no metadata names ours. */
  readonly invoiceNumber?: string | undefined;
  /** The provider's id of its own invoice, which may stand for the same money where an event names no payment. */
  readonly providerInvoiceId?: string | undefined;
};

export type ProviderEvent =
  | (Seen & {
      readonly kind: 'processing' | 'succeeded';
      readonly amountMinor: number;
      readonly currency: string;
      readonly method?: string | undefined;
    })
  | (Seen & { readonly kind: 'failed' })
  /** `totalMinor` is all that has been refunded so far, so that events may come late or twice. */
  | (Seen & { readonly kind: 'refunded'; readonly totalMinor: number; readonly currency: string })
  /** A dispute or chargeback: `disputeId` counts once, whichever of its events comes first. */
  | (Seen & {
      readonly kind: 'disputed' | 'dispute-won';
      readonly disputeId: string;
      readonly amountMinor: number;
      readonly currency: string;
    })
  | { readonly kind: 'ignored'; readonly eventId: string; readonly eventType: string };

/** The events that tell of money. */
export type MoneyEvent = Exclude<ProviderEvent, { readonly kind: 'ignored' }>;
