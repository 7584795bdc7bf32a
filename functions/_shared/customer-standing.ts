/** Everything about one customer that its decisions depend on, read once: the situation of each of its live invoices. */
import type { Situation } from '../../core/case/decide.ts';
import { dueDate, type Invoice } from '../../core/case/invoice.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Message } from '../../core/contact/touch.ts';
import { coveredMinor } from '../../core/payment/cover.ts';
import type { Ledger, Lists, Loaded } from '../../core/ports.ts';

export type CustomerStanding = {
  /** Of each invoice that is owed or on its path, by due date; those that it pays for others are among them. */
  readonly situations: readonly Situation[];
  /** The last reminder to the customer. */
  readonly lastMessage?: Message | undefined;
};

type Sources = { readonly ledger: Ledger; readonly lists: Pick<Lists, 'liveInvoiceIds'> };

/** Loads one case with all that surrounds it, and reads the others beside it: their surroundings are the same. */
export async function standingOf({ ledger, lists }: Sources, customer: Customer): Promise<CustomerStanding> {
  const { creditorId, customerId, paysFor = [], lastReminder } = customer;
  const own = [customerId, ...paysFor].map((id) => lists.liveInvoiceIds(creditorId, id));
  const ids = (await Promise.all(own)).flat();
  const [first] = ids;
  const [loaded, invoices, lastMessage] = await Promise.all([
    first === undefined ? undefined : ledger.loadCase(ledger.caseIdOf(creditorId, first), { addresses: true }),
    ledger.invoices(creditorId, ids),
    lastReminder && ledger.message(lastReminder.messageId),
  ]);
  if (!loaded) return { situations: [], lastMessage };
  const live = [...invoices.values()].sort((a, b) => ((dueDate(a) ?? '9') < (dueDate(b) ?? '9') ? -1 : 1));
  const situations = await Promise.all(live.map((invoice) => beside(ledger, loaded, customer, invoice, live)));
  return { situations, lastMessage };
}

async function beside(
  ledger: Ledger,
  { situation, creditor }: Loaded,
  customer: Customer,
  invoice: Invoice,
  live: readonly Invoice[],
): Promise<Situation> {
  const { creditorId, invoiceId, currency, owedMinor, policyId, policyVersion } = invoice;
  const large = creditor.largeFrom[currency];
  const open = live.filter(({ type, status, owedMinor: owed }) => type === 'invoice' && status === 'open' && owed > 0);
  const pool = (customer.unapplied[currency] ?? 0) + (customer.credit[currency] ?? 0);
  const items = open.map((item) => ({ ...item, dueOn: dueDate(item) }));
  const known = situation.siblings?.find((sibling) => sibling.invoice.invoiceId === invoiceId);
  const own = {
    invoice,
    policy: await ledger.policy(creditorId, policyId, policyVersion),
    large: large !== undefined && owedMinor >= large,
    coveredMinor: known?.coveredMinor ?? coveredMinor(items, invoiceId, pool),
  };
  return { ...situation, ...own, ...(situation.siblings && { siblings: siblingsFor(situation, invoice) }) };
}

/** The case that was loaded is a sibling of every other one, and none of itself. */
function siblingsFor(loaded: Situation, { invoiceId }: Invoice): Situation['siblings'] {
  return [loaded, ...(loaded.siblings ?? [])].filter(({ invoice }) => invoice.invoiceId !== invoiceId);
}
