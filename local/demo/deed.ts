/** One thing that happens in the demo at its moment: what an ERP, a payer or a colleague does. */

/** Rows as the API takes them. */
export type Row = Readonly<Record<string, unknown>>;

export type StripePayment = {
  readonly intentId: string;
  readonly invoiceNumber: string;
  /** Decimal, in the major unit. */
  readonly amount: string;
  readonly currency: string;
};

export type Deed = { readonly at: string } & (
  | { readonly do: 'invoice'; readonly row: Row }
  | { readonly do: 'payment'; readonly row: Row }
  /** Which of the two events come, in their order. */
  | { readonly do: 'stripe'; readonly payment: StripePayment; readonly events: readonly StripeEventType[] }
  | { readonly do: 'hold'; readonly invoiceNumber: string; readonly hold: Row }
  /** The payment arrives when the next message is about to be sent. */
  | { readonly do: 'payment-at-send'; readonly row: Row }
);

export type StripeEventType = 'payment_intent.succeeded' | 'charge.succeeded';

export const byMoment = (a: Deed, b: Deed): number => Date.parse(a.at) - Date.parse(b.at);
