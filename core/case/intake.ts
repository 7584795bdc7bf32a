/** What an ERP says of an invoice or a customer, checked and in minor units, before it meets what Dunlin knows. */
import type { Instant, LocalDate } from '../calendar/dates.ts';
import type { Contact, CustomerKind, Owner } from '../contact/customer.ts';
import type { Instalment, InvoiceStatus } from './invoice.ts';

/** A field left out stays undefined here; the creditor's defaults fill it later, and the row counts as filled. */
export type CustomerInput = {
  readonly customerId: string;
  readonly asOf?: Instant | undefined;
  readonly name?: string | undefined;
  readonly kind?: CustomerKind | undefined;
  readonly locale?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly country?: string | undefined;
  readonly contacts?: readonly Contact[] | undefined;
  readonly owner?: Owner | undefined;
  readonly parentId?: string | undefined;
  readonly billToId?: string | undefined;
  readonly region?: string | undefined;
  readonly riskScore?: number | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined;
};

export type InvoiceInput = {
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly revision?: number | undefined;
  readonly asOf: Instant;
  readonly customer: CustomerInput;
  readonly type: 'invoice' | 'credit_note';
  readonly collection: 'send' | 'auto';
  readonly currency: string;
  readonly totalMinor: number;
  readonly openMinor: number;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate | null;
  readonly status: InvoiceStatus;
  readonly instalments?: readonly Instalment[] | undefined;
  /** A date means through that day, on the customer's clock. */
  readonly hold?: { readonly reason: string; readonly until?: LocalDate | Instant | undefined } | undefined;
  readonly promisedOn?: LocalDate | undefined;
  readonly paymentReference?: string | undefined;
  readonly paymentUrl?: string | undefined;
  readonly documentUrl?: string | undefined;
  readonly purchaseOrder?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly acknowledgedPayments: readonly string[];
};

export type PaymentInput = {
  readonly paymentId: string;
  readonly kind: 'payment' | 'refund' | 'chargeback' | 'credit';
  readonly amountMinor: number;
  readonly currency: string;
  readonly receivedAt: Instant;
  readonly method?: string | undefined;
  readonly customerId?: string | undefined;
  readonly providerReference?: string | undefined;
  /** From `invoiceNumber`/`invoiceId` (then one allocation of the whole amount) or from `allocations`; ids, not numbers, where both are given. */
  readonly meantFor: readonly { readonly invoiceId: string; readonly minor: number }[];
};
