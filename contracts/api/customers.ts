/** Customers as an ERP pushes them, on their own or inside its invoices: POST /v1/customers. */
import * as z from 'zod';
import type { CustomerInput } from '../../core/case/intake.ts';
import { Country, Email, Figure, Id, InstantField, Locale, line, Phone, Region, Tags, Zone } from './fields.ts';
import { exact, Problem } from './problems.ts';
import { MAX_ROWS, type ReadRows, readRows } from './rows.ts';

export const CONTACT_ROLES = ['billing', 'owner', 'cc', 'escalation', 'legal'] as const;
export const CUSTOMER_KINDS = ['company', 'sole_trader', 'consumer', 'public_body'] as const;

export const Contact = exact({
  contactId: Id.optional(),
  name: line(200).optional(),
  email: Email.optional(),
  mobile: Phone.optional(),
  roles: z.array(z.enum(CONTACT_ROLES)).max(10).default([]),
  locale: Locale.optional(),
  smsConsent: z.boolean().optional(),
});

/** The colleague who looks after the customer. */
export const Owner = exact({
  name: line(200).optional(),
  email: Email.optional(),
  phone: line(50).optional(),
});

/** What every object has by itself: the table's client would take an attribute named `constructor` for a class. */
const isOwnName = (name: string): boolean => !(name in Object.prototype);

const Attributes = z
  .record(
    line(100).refine(isOwnName),
    z.union([line(500), Figure, z.boolean()], { error: 'expected a text, a number or true or false' }),
  )
  .refine((attributes) => Object.keys(attributes).length <= 50, { error: 'expected at most 50 attributes' });

/** Only the id is needed; what is left out comes from the creditor's defaults. */
export const Customer = exact({
  customerId: Id,
  asOf: InstantField.optional(),
  name: line(200).optional(),
  kind: z.enum(CUSTOMER_KINDS).optional(),
  locale: Locale.optional(),
  timeZone: Zone.optional(),
  country: Country.optional(),
  region: Region.optional(),
  contacts: z.array(Contact).max(50).optional(),
  owner: Owner.optional(),
  parentId: Id.optional(),
  billToId: Id.optional(),
  riskScore: Figure.optional(),
  tags: Tags.optional(),
  attributes: Attributes.optional(),
});

export const CustomersRequest = exact({ customers: z.array(Customer).max(MAX_ROWS) });

export const ROW_STATUSES = ['accepted', 'unchanged', 'stale', 'rejected'] as const;
const count = z.int().min(0);
export const rowCounts = { accepted: count, unchanged: count, stale: count, rejected: count };

export const CustomerResult = z.object({
  customerId: z.string().optional(),
  status: z.enum(ROW_STATUSES),
  problems: z.array(Problem).optional(),
});
export type CustomerResult = z.infer<typeof CustomerResult>;

export const CustomersAnswer = z.object({ ...rowCounts, results: z.array(CustomerResult) });
export type CustomersAnswer = z.infer<typeof CustomersAnswer>;

const names = z.object({ customerId: Id.optional().catch(undefined) }).catch({});

/** Reads a body row by row; the paths of problems start with `customers[…]`. */
export function readCustomers(body: unknown): ReadRows<CustomerInput, z.output<typeof names>> {
  return readRows(body, { list: 'customers', row: Customer, names });
}
