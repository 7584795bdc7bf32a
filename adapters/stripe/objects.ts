/** The parts of Stripe's objects that tell of money, in the shapes of API versions from 2017 until today. */
import * as z from 'zod';

const Amount = z.int().nonnegative();
const Id = z.string().min(1);
/** Stripe names another object by its id, or prints it whole where a version or an expansion says so. */
const Reference = z.union([Id, z.object({ id: Id }).transform(({ id }) => id)]).nullish();
/** Metadata in no shape of Stripe's is as good as none: the money is then matched otherwise, or shown as unmatched. */
const Metadata = z
  .object({ dunlin_invoice_id: z.string().trim().min(1).optional() })
  .nullish()
  .catch(undefined)
  .transform((metadata) => metadata?.dunlin_invoice_id);
/** The methods a payer could choose from: telling only where there was no choice. */
const Methods = z
  .array(z.string())
  .nullish()
  .catch(undefined)
  .transform((methods) => (methods?.length === 1 ? methods[0] : undefined));
/** An invoice's id, and its number where the invoice is printed whole. */
const InvoiceReference = z
  .union([
    Id.transform((id): { id: string; number?: string | null | undefined } => ({ id })),
    z.object({ id: Id, number: z.string().nullish() }),
  ])
  .nullish();

export const PaymentIntent = z.object({
  object: z.literal('payment_intent'),
  id: Id,
  amount: Amount,
  amount_received: Amount.nullish(),
  currency: z.string(),
  metadata: Metadata,
  payment_method_types: Methods,
  /** Until 2025-03-31.basil. */
  invoice: InvoiceReference,
  /** Newer versions name the invoice that made the PaymentIntent here. */
  payment_details: z.object({ order_reference: z.string().nullish() }).nullish(),
});
export type PaymentIntent = z.output<typeof PaymentIntent>;

export const Charge = z.object({
  object: z.literal('charge'),
  id: Id,
  amount: Amount,
  amount_captured: Amount.nullish(),
  amount_refunded: Amount.nullish(),
  captured: z.boolean().nullish(),
  currency: z.string(),
  payment_intent: Reference,
  metadata: Metadata,
  payment_method_details: z.object({ type: z.string() }).nullish().catch(undefined),
  /** Until 2025-03-31.basil. */
  invoice: InvoiceReference,
});
export type Charge = z.output<typeof Charge>;

export const Dispute = z.object({
  object: z.literal('dispute'),
  id: Id,
  amount: Amount,
  currency: z.string(),
  status: z.string(),
  payment_intent: Reference,
  charge: z.union([
    Id.transform((id): { id: string; payment_intent?: string | null | undefined } => ({ id })),
    z.object({ id: Id, payment_intent: Reference }),
  ]),
  metadata: Metadata,
});
export type Dispute = z.output<typeof Dispute>;

export const CheckoutSession = z.object({
  object: z.literal('checkout.session'),
  id: Id,
  mode: z.string().nullish(),
  payment_status: z.string().nullish(),
  amount_total: Amount.nullish(),
  currency: z.string().nullish(),
  payment_intent: z
    .union([
      Id.transform((id): { id: string; metadata?: string | undefined } => ({ id })),
      z.object({ id: Id, metadata: Metadata }),
    ])
    .nullish(),
  metadata: Metadata,
  payment_method_types: Methods,
  invoice: InvoiceReference,
});
export type CheckoutSession = z.output<typeof CheckoutSession>;

const PaidWith = z.object({ type: z.string(), payment_intent: Reference, charge: Reference });

/** Since 2025-03-31.basil an invoice may have several payments; each is an object, and has an event, of its own. */
export const InvoicePayment = z.object({
  object: z.literal('invoice_payment'),
  id: Id,
  amount_paid: Amount.nullish(),
  currency: z.string(),
  status: z.string().nullish(),
  is_default: z.boolean().nullish(),
  status_transitions: z.object({ paid_at: z.int().nullish() }).nullish(),
  payment: PaidWith,
  invoice: InvoiceReference,
});
export type InvoicePayment = z.output<typeof InvoicePayment>;

export const Invoice = z.object({
  object: z.literal('invoice'),
  id: Id,
  number: z.string().nullish(),
  amount_due: Amount.nullish(),
  /** Since 2018; before, a paid invoice was paid with what was due. */
  amount_paid: Amount.nullish(),
  currency: z.string(),
  /** Until 2025-03-31.basil. */
  payment_intent: Reference,
  /** Until 2025-03-31.basil. */
  charge: Reference,
  /** Since then, where the event's version prints it. */
  payments: z.object({ data: z.array(InvoicePayment.partial({ object: true, id: true, currency: true })) }).nullish(),
  metadata: Metadata,
});
export type Invoice = z.output<typeof Invoice>;
