/** The other invoices of whoever is asked to pay, and what lies on the account without an invoice to cover them. */
import type { Creditor } from '../contact/creditor.ts';
import type { Customer } from '../contact/customer.ts';
import { coveredMinor } from '../payment/cover.ts';
import { inMode } from '../policy/segment.ts';
import type { Sibling } from './decide.ts';
import { dueDate, type Invoice } from './invoice.ts';

/** Who pays, the customers it pays for, and their invoices on which something is owed or whose case is open. */
export type Books = {
  readonly payer: Customer;
  /** By id, the payer among them. */
  readonly customers: ReadonlyMap<string, Customer>;
  readonly invoices: readonly Invoice[];
};

/** Who is asked to pay an invoice of the customer: one look, for a payer's own payer is not asked. */
export const payerIdOf = ({ customerId, billToId }: Pick<Customer, 'customerId' | 'billToId'>): string =>
  billToId ?? customerId;

/** The customers whose invoices the payer may be asked to pay; each of them says itself whether that is still so. */
export const groupOf = ({ customerId, paysFor = [] }: Customer): readonly string[] => [customerId, ...paysFor];

export const poolOf = ({ unapplied, credit }: Customer, currency: string): number =>
  (unapplied[currency] ?? 0) + (credit[currency] ?? 0);

/** Minor units of the invoice that the customer's own money covers, or the payer's: each spread over the oldest due first. */
export function coveredIn({ payer, customers, invoices }: Books, invoice: Invoice): number {
  const debtor = customers.get(invoice.customerId) ?? payer;
  const { currency, invoiceId } = invoice;
  if (poolOf(debtor, currency) <= 0 && poolOf(payer, currency) <= 0) return 0;
  const items = invoices
    .filter(({ type, status, owedMinor }) => type === 'invoice' && status === 'open' && owedMinor > 0)
    .map((item) => ({ ...item, dueOn: dueDate(item) }));
  const own = items.filter(({ customerId }) => customerId === debtor.customerId);
  const byDebtor = debtor.customerId === payer.customerId ? 0 : coveredMinor(own, invoiceId, poolOf(debtor, currency));
  return Math.min(invoice.owedMinor, byDebtor + coveredMinor(items, invoiceId, poolOf(payer, currency)));
}

export function isLarge({ largeFrom }: Pick<Creditor, 'largeFrom'>, { currency, owedMinor }: Invoice): boolean {
  const from = largeFrom[currency];
  return from !== undefined && owedMinor >= from;
}

/** What a decision about each other invoice depends on; `policyOf` knows the policy that each of them walks. */
export function siblingsOf(
  books: Books,
  { invoiceId }: Pick<Invoice, 'invoiceId'>,
  creditor: Creditor,
  policyOf: (invoice: Invoice) => Sibling['policy'],
): readonly Sibling[] {
  const { payer, customers, invoices } = books;
  return invoices
    .filter((invoice) => invoice.invoiceId !== invoiceId)
    .map((invoice) => ({
      invoice,
      policy: inMode(creditor.segments, invoice, policyOf(invoice)),
      large: isLarge(creditor, invoice),
      coveredMinor: coveredIn(books, invoice),
      debtor: invoice.customerId === payer.customerId ? undefined : customers.get(invoice.customerId),
    }));
}
