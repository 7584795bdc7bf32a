/** Payments as an ERP reports them: POST /v1/payments. */
import * as z from 'zod';
import type { PaymentInput } from '../../core/case/intake.ts';
import { inWords, type Refuse, someMinorOf } from './amounts.ts';
import { Currency, Id, InstantField, line, PaidAmount } from './fields.ts';
import { exact, Problem } from './problems.ts';
import { MAX_ROWS, type ReadRows, readRows } from './rows.ts';

const Allocation = exact({ invoiceNumber: Id.optional(), invoiceId: Id.optional(), amount: PaidAmount });

export const PaymentFields = exact({
  paymentId: Id,
  kind: z.enum(['payment', 'refund', 'chargeback', 'credit']).default('payment'),
  invoiceNumber: Id.optional(),
  invoiceId: Id.optional(),
  customerId: Id.optional(),
  allocations: z.array(Allocation).max(100).optional(),
  amount: PaidAmount,
  currency: Currency,
  receivedAt: InstantField,
  method: line(100).optional(),
  providerReference: Id.optional().meta({
    description: 'The provider’s id of the same money, such as a PaymentIntent',
  }),
});

type Fields = z.output<typeof PaymentFields>;
type MeantFor = PaymentInput['meantFor'];

function readAllocations(fields: Fields, amountMinor: number, refuse: Refuse): MeantFor {
  const { allocations = [], currency } = fields;
  const minorOfInvoice = new Map<string, number>();
  for (const [index, { invoiceId, invoiceNumber, amount }] of allocations.entries()) {
    const named = invoiceId ?? invoiceNumber;
    if (named === undefined) refuse(['allocations', index], 'expected invoiceNumber or invoiceId, found neither');
    const minor = someMinorOf(amount, { currency, path: ['allocations', index, 'amount'], refuse });
    if (named !== undefined) minorOfInvoice.set(named, (minorOfInvoice.get(named) ?? 0) + minor);
  }
  const meantFor = [...minorOfInvoice].map(([invoiceId, minor]) => ({ invoiceId, minor }));
  const sum = meantFor.reduce((total, { minor }) => total + minor, 0);
  if (sum > amountMinor)
    refuse(
      ['allocations'],
      `expected allocations of at most ${inWords(amountMinor, currency)}, found ${inWords(sum, currency)}`,
    );
  return meantFor;
}

function readMeantFor(fields: Fields, amountMinor: number, refuse: Refuse): MeantFor {
  const { invoiceId, invoiceNumber, allocations, customerId, providerReference } = fields;
  const named = invoiceId ?? invoiceNumber;
  if (allocations && allocations.length > 0) {
    if (named !== undefined) refuse(['allocations'], 'expected either one invoice or allocations, found both');
    return readAllocations(fields, amountMinor, refuse);
  }
  if (named !== undefined) return [{ invoiceId: named, minor: amountMinor }];
  if (customerId === undefined && providerReference === undefined)
    refuse([], 'expected invoiceNumber, invoiceId, allocations, customerId or providerReference, found none of them');
  return [];
}

/** A payment with its amounts in minor units, and what each invoice is meant to get. */
export const Payment = PaymentFields.transform((fields, ctx): PaymentInput => {
  const refuse: Refuse = (path, message) => ctx.addIssue({ code: 'custom', path: [...path], message });
  const { paymentId, kind, amount, currency, receivedAt, method, customerId, providerReference } = fields;
  const amountMinor = someMinorOf(amount, { currency, path: ['amount'], refuse });
  const meantFor = readMeantFor(fields, amountMinor, refuse);
  return { paymentId, kind, amountMinor, currency, receivedAt, method, customerId, providerReference, meantFor };
});

export const PaymentsRequest = exact({ payments: z.array(PaymentFields).max(MAX_ROWS) });

export const PaymentResult = z.object({
  paymentId: z.string().optional(),
  status: z.enum(['accepted', 'unchanged', 'rejected']),
  applied: z.string().optional().meta({ description: 'How much lies on invoices now' }),
  unapplied: z.string().optional().meta({ description: 'How much waits for an invoice that it fits' }),
  problems: z.array(Problem).optional(),
});
export type PaymentResult = z.infer<typeof PaymentResult>;

const count = z.int().min(0);
export const PaymentsAnswer = z.object({
  accepted: count,
  unchanged: count,
  rejected: count,
  results: z.array(PaymentResult),
});
export type PaymentsAnswer = z.infer<typeof PaymentsAnswer>;

const names = z.object({ paymentId: Id.optional().catch(undefined) }).catch({});

/** Reads a body row by row; the paths of problems start with `payments[…]`. */
export function readPayments(body: unknown): ReadRows<PaymentInput, z.output<typeof names>> {
  return readRows(body, { list: 'payments', row: Payment, names });
}
