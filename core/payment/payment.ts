/** Money that moved: a payment, credit, refund or chargeback, written once by its provider's id. */
import type { Instant } from '../calendar/dates.ts';

export type PaymentKind = 'payment' | 'credit' | 'refund' | 'chargeback';

/** How much of the money lies on which invoice, in minor units; negative where it was taken away again. */
export type Allocation = { readonly invoiceId: string; readonly minor: number };

/** `received` is stored but not applied; `processing` is on its way at the bank; `same-money` is known under another id. */
export type PaymentState = 'processing' | 'received' | 'applied' | 'failed' | 'same-money';

export type Payment = {
  readonly creditorId: string;
  /** `<provider>#<id>`, unique within the creditor. */
  readonly paymentKey: string;
  readonly kind: PaymentKind;
  readonly amountMinor: number;
  readonly currency: string;
  readonly receivedAt: Instant;
  readonly seenAt: Instant;
  readonly method?: string | undefined;
  readonly customerId?: string | undefined;
  /** The invoices it names, with the amounts meant for each; empty where nothing is named. */
  readonly meantFor: readonly Allocation[];
  /** For a refund or chargeback: the key of the payment it takes back. */
  readonly reverses?: string | undefined;
  readonly sameAs?: string | undefined;
  readonly state: PaymentState;
  readonly allocations: readonly Allocation[];
  readonly unappliedMinor: number;
  /** How much of it has been refunded or charged back. */
  readonly reversedMinor: number;
  readonly digest: string;
  readonly version: number;
  /** When the thank-you waits for the customer's window. */
  readonly receiptDueAt?: Instant | undefined;
};

export const takesBack = (kind: PaymentKind): boolean => kind === 'refund' || kind === 'chargeback';
