/** A slice of the real ledger in data/xero-ledger: one invoice per customer, moved to where the story needs it due. */
import * as z from 'zod';
import { addDays, daysBetween, type Instant } from '../../../core/calendar/dates.ts';
import { type BookRow, type DemoCustomer, readBooks, readCustomers } from '../../../local/demo/books.ts';

export type InvoiceRow = Readonly<Record<string, unknown>> & {
  readonly invoiceNumber: string;
  readonly customerId: string;
  /** Addresses of the customer's own people. */
  readonly emails: readonly string[];
  readonly mobiles: readonly string[];
  readonly total: string;
  readonly currency: string;
};

/** The first invoice of the books of each customer, due so many days from `now`, with its own term, amount and currency. */
export function sliceFor(customerIds: readonly string[], dueInDays: number, now: Instant): readonly InvoiceRow[] {
  const customers = new Map(
    [...readCustomers()].map(([xeroId, customer]) => [customer.customerId, { xeroId, customer }]),
  );
  const books = readBooks();
  return customerIds.map((customerId) => {
    const found = customers.get(customerId);
    const row = books.find(({ xeroContactId, status }) => xeroContactId === found?.xeroId && status !== 'DELETED');
    if (!found || !row) throw new Error(`expected an invoice of ${customerId} in the books, found none`);
    return rowOf(row, found.customer, addDays(now.slice(0, 10), dueInDays), now);
  });
}

function rowOf(book: BookRow, customer: DemoCustomer, dueOn: string, asOf: Instant): InvoiceRow {
  const { invoiceNumber, currency, total } = book;
  const issuedOn = addDays(dueOn, -daysBetween(book.issuedOn, book.dueOn));
  const row = { invoiceNumber, asOf, customer, currency, total, issuedOn, dueOn };
  return { ...row, customerId: customer.customerId, ...peopleOf(customer) };
}

const Contacts = z.object({
  contacts: z.array(z.object({ email: z.string().optional(), mobile: z.string().optional() })),
});

/** Without its owner, who is a colleague of the creditor's. */
export function peopleOf(customer: DemoCustomer): Pick<InvoiceRow, 'emails' | 'mobiles'> {
  const { contacts } = Contacts.parse(customer);
  return {
    emails: contacts.flatMap(({ email }) => email ?? []),
    mobiles: contacts.flatMap(({ mobile }) => mobile ?? []),
  };
}

/** As the API takes it: open by the amount, or by all of it. */
export function pushed(
  { customerId: _, emails: __, mobiles: ___, ...row }: InvoiceRow,
  openBalance = row.total,
): Readonly<Record<string, unknown>> {
  return { ...row, openBalance, status: 'open' };
}
