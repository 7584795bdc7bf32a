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
  readonly sameAs?: string | undefined;
  readonly state: PaymentState;
  readonly allocations: readonly Allocation[];
  readonly unappliedMinor: number;
  /** What the provider has taken back, by cause: all refunds together, each dispute by its id (0 when won). */
  readonly takenBack: Readonly<Record<string, number>>;
  /** How much of that has been taken off the invoices and the unapplied rest. */
  readonly reversedMinor: number;
  readonly digest: string;
  readonly version: number;
  /** When the thank-you waits for the customer's window. */
  readonly receiptDueAt?: Instant | undefined;
};

/** A refund or chargeback that the ERP reports: money that leaves the invoice again. */
export const isOutgoing = (kind: PaymentKind): boolean => kind === 'refund' || kind === 'chargeback';
