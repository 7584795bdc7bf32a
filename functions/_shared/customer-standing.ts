/** Everything about one customer that its decisions depend on, read once: the situation of each of its live invoices. */
import type { Sibling, Situation } from '../../core/case/decide.ts';
import { dueDate } from '../../core/case/invoice.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Ledger, Lists } from '../../core/ports.ts';

export type CustomerStanding = {
  /** Of each invoice that is owed or on its path, by due date; those that it pays for others are among them. */
  readonly situations: readonly Situation[];
  /** Undefined where the customer has no live invoice. */
  readonly creditor?: Creditor | undefined;
};

type Sources = { readonly ledger: Ledger; readonly lists: Pick<Lists, 'liveInvoiceIds'> };

/** Loads one case with its siblings, which then see each other: their surroundings are the same. */
export async function standingOf({ ledger, lists }: Sources, customer: Customer): Promise<CustomerStanding> {
  const { creditorId, customerId, paysFor = [] } = customer;
  const ids = await Promise.all([customerId, ...paysFor].map((id) => lists.liveInvoiceIds(creditorId, id)));
  const [first] = ids.flat();
  if (first === undefined) return { situations: [] };
  const loaded = await ledger.loadCase(ledger.caseIdOf(creditorId, first), { addresses: true, siblings: true });
  if (!loaded) return { situations: [] };
  const { situation, creditor } = loaded;
  const isPayer = situation.customer.customerId === customerId;
  const group: readonly Sibling[] = [situation, ...(situation.siblings ?? [])];
  const situations = group
    .filter(({ invoice }) => isPayer || invoice.customerId === customerId)
    .map(({ invoice, policy, large, coveredMinor, debtor }): Situation => {
      const siblings = group.filter((other) => other.invoice.invoiceId !== invoice.invoiceId);
      return { ...situation, invoice, policy, large, coveredMinor, debtor, siblings };
    });
  const order = ({ invoice }: Situation): string => `${dueDate(invoice) ?? '9'} ${invoice.invoiceId}`;
  return { creditor, situations: situations.sort((a, b) => (order(a) < order(b) ? -1 : 1)) };
}
