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
  /** The payment that this one is only another name of. */
  readonly sameAs?: string | undefined;
  /** Other keys of the same money, with how much of it each stands for. */
  readonly knownAs: Readonly<Record<string, number>>;
  /** Invoices in whose place the money waits: not known yet, or owing less than is meant for them. */
  readonly waitsFor: readonly string[];
  readonly state: PaymentState;
  readonly allocations: readonly Allocation[];
  readonly unappliedMinor: number;
  /**
   * What has been taken back, by cause: a provider's refunds together, each dispute by its id (0 when won), what the ERP
   * reports (`erp#…`), and what another payment turned out to be the same money as (`same#…`).
   */
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

/** The ERP reports what the provider told too: the larger of the two stories is what was taken back. */
export function takenBackMinor({ takenBack, amountMinor }: Pick<Payment, 'takenBack' | 'amountMinor'>): number {
  const total = (isWanted: (cause: string) => boolean): number =>
    Object.entries(takenBack).reduce((sum, [cause, minor]) => (isWanted(cause) ? sum + minor : sum), 0);
  const isSame = (cause: string): boolean => cause.startsWith('same#');
  const isOfErp = (cause: string): boolean => cause.startsWith('erp#');
  const atProvider = total((cause) => !isSame(cause) && !isOfErp(cause));
  return Math.min(amountMinor, total(isSame) + Math.max(total(isOfErp), atProvider));
}

/** Money that has come, applied or not; other records only remember. */
export const isMoney = ({ state }: Pick<Payment, 'state'>): boolean => state === 'received' || state === 'applied';

/** What was taken back of money that turns out to be known under another key: a provider's refunds are kept by its own id. */
export function takenBackUnder(
  paymentKey: string,
  known: Pick<Payment, 'takenBack'> | undefined,
): Payment['takenBack'] {
  const id = paymentKey.slice(paymentKey.indexOf('#') + 1);
  const causes = Object.entries(known?.takenBack ?? {});
  return Object.fromEntries(causes.map(([cause, minor]) => [cause === 'refunds' ? `refunds#${id}` : cause, minor]));
}
