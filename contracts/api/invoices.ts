/** Invoices as an ERP pushes them: POST /v1/invoices. */
import * as z from 'zod';
import type { InvoiceInput } from '../../core/case/intake.ts';
import { inWords, minorOf, type Refuse } from './amounts.ts';
import { Customer, ROW_STATUSES, rowCounts } from './customers.ts';
import { Amount, CalendarDate, Currency, HttpsUrl, Id, InstantField, line, Tags, Until } from './fields.ts';
import { exact, Problem } from './problems.ts';
import { MAX_ROWS, type ReadRows, readRows } from './rows.ts';

const Instalment = exact({ dueOn: CalendarDate, amount: Amount, openBalance: Amount });

export const InvoiceFields = exact({
  invoiceId: Id.optional().meta({ description: 'The key; the number where left out' }),
  invoiceNumber: Id,
  revision: z.int().min(0).optional(),
  asOf: InstantField.meta({ description: 'When the ERP’s figures were true; orders the pushes of one invoice' }),
  customer: Customer,
  type: z.enum(['invoice', 'credit_note']).default('invoice'),
  collection: z.enum(['send', 'auto']).default('send'),
  currency: Currency,
  total: Amount,
  openBalance: Amount,
  issuedOn: CalendarDate,
  dueOn: CalendarDate.nullable().meta({ description: 'null: stored, never chased, listed in the report' }),
  status: z.enum(['open', 'void', 'written_off']).default('open'),
  instalments: z.array(Instalment).max(120).optional(),
  hold: exact({ reason: line(500), until: Until.optional() }).optional(),
  promisedOn: CalendarDate.optional(),
  paymentReference: line(140).optional(),
  paymentUrl: HttpsUrl.optional(),
  documentUrl: HttpsUrl.optional(),
  purchaseOrder: line(140).optional(),
  tags: Tags.optional(),
  acknowledgedPayments: z.array(Id).max(500).default([]),
});

type Fields = z.output<typeof InvoiceFields>;
type Whole = { readonly totalMinor: number; readonly openMinor: number };

/** Instalments split the whole invoice, to the last unit. */
function readInstalments({ instalments, currency }: Fields, whole: Whole, refuse: Refuse): InvoiceInput['instalments'] {
  if (!instalments || instalments.length === 0) return undefined;
  const parts = instalments.map(({ dueOn, amount, openBalance }, index) => ({
    dueOn,
    amountMinor: minorOf(amount, { currency, path: ['instalments', index, 'amount'], refuse }),
    openMinor: minorOf(openBalance, { currency, path: ['instalments', index, 'openBalance'], refuse }),
  }));
  const sums: [keyof Whole, string, number][] = [
    ['totalMinor', 'amounts', parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)],
    ['openMinor', 'open balances', parts.reduce((sum, { openMinor }) => sum + openMinor, 0)],
  ];
  for (const [field, name, sum] of sums)
    if (sum !== whole[field])
      refuse(
        ['instalments'],
        `expected ${name} that add up to ${inWords(whole[field], currency)}, found ${inWords(sum, currency)}`,
      );
  return parts;
}

/** An invoice with its amounts in minor units. */
export const Invoice = InvoiceFields.transform(({ total, openBalance, ...fields }, ctx): InvoiceInput => {
  const refuse: Refuse = (path, message) => ctx.addIssue({ code: 'custom', path: [...path], message });
  const { currency } = fields;
  const totalMinor = minorOf(total, { currency, path: ['total'], refuse });
  const openMinor = minorOf(openBalance, { currency, path: ['openBalance'], refuse });
  // Sums of amounts that were refused would only mislead.
  const instalments =
    ctx.issues.length > 0
      ? undefined
      : readInstalments({ ...fields, total, openBalance }, { totalMinor, openMinor }, refuse);
  return { ...fields, invoiceId: fields.invoiceId ?? fields.invoiceNumber, totalMinor, openMinor, instalments };
});

export const InvoicesRequest = exact({ invoices: z.array(InvoiceFields).max(MAX_ROWS) });

export const InvoiceResult = z.object({
  invoiceNumber: z.string().optional(),
  status: z.enum(ROW_STATUSES),
  problems: z.array(Problem).optional(),
});
export type InvoiceResult = z.infer<typeof InvoiceResult>;

export const InvoicesAnswer = z.object({ ...rowCounts, results: z.array(InvoiceResult) });
export type InvoicesAnswer = z.infer<typeof InvoicesAnswer>;

const names = z.object({ invoiceNumber: Id.optional().catch(undefined) }).catch({});

/** Reads a body row by row; the paths of problems start with `invoices[…]`. */
export function readInvoices(body: unknown): ReadRows<InvoiceInput, z.output<typeof names>> {
  return readRows(body, { list: 'invoices', row: Invoice, names });
}
