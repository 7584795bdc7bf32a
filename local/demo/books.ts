/** The real books of the demo: the sales invoices of data/xero-ledger, read and checked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';

const data = join(import.meta.dirname, '..', '..', 'data');
export const BOOKS_FILE = join(data, 'xero-ledger', 'invoices.csv');
export const CUSTOMERS_FILE = join(data, 'customers.json');
export const OVERLAY_FILE = join(data, 'overlay.json');

const date = z.iso.date();
/** `2019-12-11 13:40:17.220 UTC` */
const stamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/)
  .transform((text) => `${text.slice(0, 10)}T${text.slice(11, 23)}Z`);
const amount = z.string().regex(/^\d+(\.\d+)?$/);

const BookRow = z
  .object({
    contact_id: z.uuid(),
    date,
    due_date: date,
    fully_paid_on_date: z.union([date, z.literal('').transform(() => undefined)]),
    updated_date_utc: stamp,
    total: amount,
    currency_code: z.enum(['GBP', 'USD']),
    invoice_number: z.string().regex(/^INV-\d{4}$/),
    reference: z.string(),
    status: z.enum(['PAID', 'AUTHORISED', 'DELETED']),
    type: z.literal('ACCREC'),
  })
  .transform((row) => ({
    xeroContactId: row.contact_id,
    invoiceNumber: row.invoice_number,
    issuedOn: row.date,
    dueOn: row.due_date,
    paidOn: row.fully_paid_on_date,
    updatedAt: row.updated_date_utc,
    total: row.total,
    currency: row.currency_code,
    reference: row.reference,
    status: row.status,
  }));
export type BookRow = z.output<typeof BookRow>;

/** In the order of their numbers. */
export function readBooks(): readonly BookRow[] {
  return z.array(BookRow).parse(parse(readFileSync(BOOKS_FILE), { columns: true }));
}

const Customer = z.looseObject({ customerId: z.string() });
export type DemoCustomer = z.output<typeof Customer>;
const Customers = z.object({ customers: z.array(z.object({ xeroContactId: z.uuid(), customer: Customer })) });

/** Invented people and companies, by the books' own ids, which name nobody. */
export function readCustomers(): ReadonlyMap<string, DemoCustomer> {
  const { customers } = Customers.parse(JSON.parse(readFileSync(CUSTOMERS_FILE, 'utf8')));
  return new Map(customers.map(({ xeroContactId, customer }) => [xeroContactId, customer]));
}
