/** Today's open invoices with all that decisions about them depend on, as a preview plays with them: copies, never the table's own. */
import { type Instant, localClock } from '../calendar/dates.ts';
import type { Sibling, Situation } from '../case/decide.ts';
import { decidingOf } from '../case/deciding.ts';
import type { Invoice } from '../case/invoice.ts';
import { coveredIn, isLarge, payerIdOf, poolOf } from '../case/siblings.ts';
import { addressState } from '../contact/attempts.ts';
import type { Creditor } from '../contact/creditor.ts';
import { addressesOf, type Customer } from '../contact/customer.ts';
import { addressDigest } from '../contact/digest.ts';
import type { ContactRule } from '../contact/rule.ts';
import type { Message, Person } from '../contact/touch.ts';
import type { Policy } from '../policy/policy.ts';
import type { PreviewOptions } from './entry.ts';

export type Book = {
  readonly creditor: Creditor;
  /** Every invoice on which something is owed or whose case is open. */
  readonly invoices: readonly Invoice[];
  readonly customers: ReadonlyMap<string, Customer>;
  /** The contact ledgers of the customers' addresses. */
  readonly persons: readonly Person[];
  /** The customers' last reminders, by id. */
  readonly messages: ReadonlyMap<string, Message>;
  /** Under `policyName`. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly rules: readonly ContactRule[];
};

export const policyName = ({ policyId, policyVersion }: Pick<Invoice, 'policyId' | 'policyVersion'>): string =>
  `${policyId} ${policyVersion}`;

type Address = { readonly address: string; readonly digest: string };

/** The book as the preview goes on: what each act changes is changed here. */
export type Play = {
  readonly creditor: Creditor;
  readonly rules: readonly ContactRule[];
  readonly invoices: Map<string, Invoice>;
  readonly customers: Map<string, Customer>;
  readonly persons: Map<string, Person>;
  /** Each customer's last reminder. */
  readonly lastMessages: Map<string, Message>;
  readonly policyOf: (invoice: Invoice) => Policy;
  /** Who is asked to pay the invoice. */
  readonly payerOf: (invoice: Invoice) => Customer;
  readonly addressesOf: (customer: Customer) => readonly Address[];
  readonly situationOf: (invoice: Invoice) => Situation;
};

export function openBook(book: Book, { candidate }: PreviewOptions): Play {
  const { creditor, rules } = book;
  const invoices = new Map(book.invoices.map((invoice) => [invoice.invoiceId, settled(invoice)]));
  const customers = new Map(book.customers);
  const persons = new Map(book.persons.map((person) => [person.digest, person]));
  const lastMessages = new Map(
    [...customers.values()].flatMap(({ customerId, lastReminder }) => {
      const message = lastReminder && book.messages.get(lastReminder.messageId);
      return message ? [[customerId, message] as const] : [];
    }),
  );
  const payerOf = payers(customers);
  const covered = coveredBy(book, payerOf);
  const idsOf = Map.groupBy([...invoices.values()], (invoice) => payerOf(invoice).customerId);
  const addresses = new Map<string, readonly Address[]>();
  const policyOf = policies(book, candidate);

  function addressesOfCustomer(customer: Customer): readonly Address[] {
    const known = addresses.get(customer.customerId);
    if (known) return known;
    const digest = (address: string) => addressDigest(creditor.addressKey, address);
    const fresh = addressesOf(customer).map((address) => ({ address, digest: digest(address) }));
    addresses.set(customer.customerId, fresh);
    return fresh;
  }

  /** Whose invoice it is, where somebody else pays for it. */
  function debtorOf(invoice: Invoice): Customer | undefined {
    return payerOf(invoice).customerId === invoice.customerId ? undefined : customers.get(invoice.customerId);
  }

  function siblingOf(invoice: Invoice): Sibling {
    return {
      invoice,
      policy: policyOf(invoice),
      large: isLarge(creditor, invoice),
      coveredMinor: covered.get(invoice.invoiceId) ?? 0,
      debtor: debtorOf(invoice),
    };
  }

  function situationOf(invoice: Invoice): Situation {
    const customer = payerOf(invoice);
    const known = addressesOfCustomer(customer);
    const others = idsOf.get(customer.customerId) ?? [];
    return {
      ...siblingOf(invoice),
      customer,
      stopped: false,
      addresses: known.map((one) => addressState(one.address, one.digest, persons.get(one.digest))),
      persons: known.flatMap(({ digest }) => persons.get(digest) ?? []),
      rules,
      siblings: others.flatMap(({ invoiceId }) => {
        const other = invoiceId === invoice.invoiceId ? undefined : invoices.get(invoiceId);
        return other ? [siblingOf(other)] : [];
      }),
      lastMessage: lastMessages.get(customer.customerId),
      // The ERP is taken to go on pushing: how fresh its balances will be is not known today.
      creditor: { ...decidingOf(creditor).creditor, syncEveryHours: undefined },
    };
  }

  return {
    ...{ creditor, rules, invoices, customers, persons, lastMessages, policyOf, payerOf },
    ...{ situationOf, addressesOf: addressesOfCustomer },
  };
}

/** The outcome of a send under way is recorded within minutes; its step is done already. */
const settled = (invoice: Invoice): Invoice => (invoice.claim ? { ...invoice, claim: undefined } : invoice);

function policies({ policies: known }: Book, candidate: Policy | undefined): (invoice: Invoice) => Policy {
  return (invoice) => {
    if (candidate?.id === invoice.policyId) return candidate;
    const policy = known.get(policyName(invoice));
    if (!policy) throw new Error(`expected policy ${invoice.policyId} version ${invoice.policyVersion}, found none`);
    return policy;
  };
}

function payers(customers: ReadonlyMap<string, Customer>): (invoice: Invoice) => Customer {
  return ({ invoiceId, customerId }) => {
    const own = customers.get(customerId);
    if (!own) throw new Error(`expected the customer of ${invoiceId}, found none`);
    return customers.get(payerIdOf(own)) ?? own;
  };
}

/** What lies on the account without an invoice covers the same invoices all along, for nobody pays in a preview. */
function coveredBy(
  { invoices, customers }: Pick<Book, 'invoices' | 'customers'>,
  payerOf: Play['payerOf'],
): ReadonlyMap<string, number> {
  const covered = new Map<string, number>();
  for (const its of Map.groupBy(invoices, (invoice) => payerOf(invoice).customerId).values())
    for (const invoice of its) {
      const payer = payerOf(invoice);
      const debtor = customers.get(invoice.customerId) ?? payer;
      const isCovering = [payer, debtor].some((customer) => poolOf(customer, invoice.currency) > 0);
      if (isCovering) covered.set(invoice.invoiceId, coveredIn({ payer, customers, invoices: its }, invoice));
    }
  return covered;
}

export const localDate = (at: Instant, { timeZone }: Pick<Customer, 'timeZone'>): string =>
  localClock(at, timeZone).date;
