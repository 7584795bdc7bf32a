/** Stripe's events in the house's words: which of them tell of money, and what. */
import * as z from 'zod';
import { instantOf } from '../../core/calendar/dates.ts';
import type { ProviderEvent } from '../../core/payment/provider.ts';
import * as disputes from './disputes.ts';
import * as invoices from './invoices.ts';
import { Charge, CheckoutSession, Dispute, Invoice, InvoicePayment, PaymentIntent } from './objects.ts';
import * as payments from './payments.ts';
import { type Reading, unreadable } from './reading.ts';

/**
 * `unreadable` is an event that tells of money in a way we do not understand. It must not be taken for received: answer 422,
 * so that Stripe shows it as failed and sends it again for days, and raise the alarm.
 */
export type StripeReading =
  | ProviderEvent
  | {
      readonly kind: 'unreadable';
      readonly eventId: string | undefined;
      readonly eventType: string | undefined;
      readonly problem: string;
    };

type Reader = (object: unknown) => Reading;

/** Names where and why the object is not what its event promises; values stay out, for they may be personal. */
function problemOf(error: z.ZodError): string {
  const [first] = error.issues;
  return `expected a Stripe object of its type, found at ${first?.path.join('.') || 'data.object'}: ${first?.message}`;
}

function reader<T extends z.ZodType>(schema: T, read: (object: z.output<T>) => Reading): Reader {
  return (object) => {
    const parsed = schema.safeParse(object);
    return parsed.success ? read(parsed.data) : unreadable(problemOf(parsed.error));
  };
}

/** Every other event is ignored: it moves no money, or repeats what one of these tells. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ['payment_intent.processing', reader(PaymentIntent, payments.intentProcessing)],
  ['payment_intent.succeeded', reader(PaymentIntent, payments.intentSucceeded)],
  ['payment_intent.payment_failed', reader(PaymentIntent, payments.intentFailed)],
  ['payment_intent.canceled', reader(PaymentIntent, payments.intentFailed)],
  ['charge.pending', reader(Charge, payments.chargePending)],
  ['charge.succeeded', reader(Charge, payments.chargeSucceeded)],
  ['charge.captured', reader(Charge, payments.chargeSucceeded)],
  ['charge.failed', reader(Charge, payments.chargeFailed)],
  ['charge.refunded', reader(Charge, payments.chargeRefunded)],
  ['charge.dispute.created', reader(Dispute, disputes.disputeCreated)],
  ['charge.dispute.funds_withdrawn', reader(Dispute, disputes.disputeFundsWithdrawn)],
  ['charge.dispute.funds_reinstated', reader(Dispute, disputes.disputeFundsReinstated)],
  ['charge.dispute.closed', reader(Dispute, disputes.disputeClosed)],
  ['checkout.session.completed', reader(CheckoutSession, payments.sessionCompleted)],
  ['checkout.session.async_payment_succeeded', reader(CheckoutSession, payments.sessionSucceeded)],
  ['checkout.session.async_payment_failed', reader(CheckoutSession, payments.sessionFailed)],
  ['invoice.paid', reader(Invoice, invoices.invoicePaid)],
  ['invoice.payment_succeeded', reader(Invoice, invoices.invoicePaid)],
  ['invoice.payment_failed', reader(Invoice, invoices.invoiceFailed)],
  ['invoice_payment.paid', reader(InvoicePayment, invoices.invoicePaymentPaid)],
]);

/** The event types that a creditor's webhook endpoint subscribes to. */
export const STRIPE_EVENT_TYPES: readonly string[] = [...READERS.keys()];

const Envelope = z.object({ id: z.string().min(1), type: z.string().min(1) });
const Body = z.object({ created: z.int().nonnegative(), data: z.object({ object: z.unknown() }) });

/** Reads a verified event; see `StripeReading` for what to do with one that is `unreadable`. */
export function toProviderEvent(event: unknown): StripeReading {
  const envelope = Envelope.safeParse(event);
  if (!envelope.success)
    return { kind: 'unreadable', eventId: undefined, eventType: undefined, problem: problemOf(envelope.error) };
  const { id: eventId, type: eventType } = envelope.data;
  const read = READERS.get(eventType);
  if (!read) return { kind: 'ignored', eventId, eventType };
  const body = Body.safeParse(event);
  if (!body.success) return { kind: 'unreadable', eventId, eventType, problem: problemOf(body.error) };
  const reading = read(body.data.data.object);
  if (reading.kind === 'ignored' || reading.kind === 'unreadable') return { ...reading, eventId, eventType };
  return { ...reading, eventId, at: instantOf(body.data.created * 1000) };
}
