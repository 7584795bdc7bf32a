/** Today's open invoices with all that decisions about them depend on, as a preview plays with them: copies, never the table's own. */
import { type Instant, type LocalDate, localClock } from '../calendar/dates.ts';
import type { Sibling, Situation } from '../case/decide.ts';
import { decidingOf } from '../case/deciding.ts';
import type { Invoice } from '../case/invoice.ts';
import { move } from '../case/move.ts';
import { coveredIn, isLarge, payerIdOf, poolOf } from '../case/siblings.ts';
import { addressState } from '../contact/attempts.ts';
import type { Creditor } from '../contact/creditor.ts';
import { addressesOf, type Customer } from '../contact/customer.ts';
import { addressDigest } from '../contact/digest.ts';
import type { ContactRule } from '../contact/rule.ts';
import type { Message, Person } from '../contact/touch.ts';
import type { Policy } from '../policy/policy.ts';
import { inMode } from '../policy/segment.ts';
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
  /** Reminders that the creditor has claimed on its day so far, where it limits them. */
  readonly claimedToday?: number | undefined;
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
  /** Reminders claimed so far, by the creditor's local day; counted where it limits them. */
  readonly claimed: Map<LocalDate, number>;
  readonly situationOf: (invoice: Invoice, at: Instant) => Situation;
};

export function openBook(book: Book, { candidate, now }: PreviewOptions): Play {
  const { creditor } = book;
  const customers = new Map(book.customers);
  const persons = new Map(book.persons.map((person) => [person.digest, person]));
  const lastMessages = new Map(
    [...customers.values()].flatMap(({ customerId, lastReminder }) => {
      const message = lastReminder && book.messages.get(lastReminder.messageId);
      return message ? [[customerId, message] as const] : [];
    }),
  );
  const payerOf = payers(customers);
  const placed = candidate ? (invoice: Invoice) => onCandidate(book, { candidate, payerOf, now }, invoice) : settled;
  const invoices = new Map(book.invoices.map((invoice) => [invoice.invoiceId, placed(invoice)]));
  const claimed = new Map([[localDate(now, creditor), book.claimedToday ?? 0]]);
  const covered = coveredBy(book, payerOf);
  const idsOf = Map.groupBy([...invoices.values()], (invoice) => payerOf(invoice).customerId);
  // The ERP is taken to go on pushing: how fresh its balances will be is not known today.
  const { rules, creditor: itself } = decidingOf(creditor);
  const deciding = { ...itself, syncEveryHours: undefined };
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

  function situationOf(invoice: Invoice, at: Instant): Situation {
    const customer = payerOf(invoice);
    const known = addressesOfCustomer(customer);
    const others = idsOf.get(customer.customerId) ?? [];
    return {
      ...siblingOf(invoice),
      customer,
      stopped: false,
      addresses: known.map((one) => addressState(one.address, one.digest, persons.get(one.digest))),
      claimedToday: creditor.dailyReminders === undefined ? undefined : (claimed.get(localDate(at, creditor)) ?? 0),
      persons: known.flatMap(({ digest }) => persons.get(digest) ?? []),
      rules,
      siblings: others.flatMap(({ invoiceId }) => {
        const other = invoiceId === invoice.invoiceId ? undefined : invoices.get(invoiceId);
        return other ? [siblingOf(other)] : [];
      }),
      lastMessage: lastMessages.get(customer.customerId),
      creditor: deciding,
    };
  }

  return {
    ...{ creditor, rules, invoices, customers, persons, lastMessages, policyOf, payerOf },
    ...{ claimed, situationOf, addressesOf: addressesOfCustomer },
  };
}

/** The outcome of a send under way is recorded within minutes; its step is done already. */
const settled = (invoice: Invoice): Invoice => (invoice.claim ? { ...invoice, claim: undefined } : invoice);

/** As it was walked until now, in the mode of its segment. */
function policies({ policies: known, creditor }: Book, candidate: Policy | undefined): (invoice: Invoice) => Policy {
  return (invoice) => {
    if (candidate?.id === invoice.policyId) return inMode(creditor.segments, invoice, candidate);
    return walkedPolicy(known, invoice, creditor);
  };
}

function walkedPolicy(known: Book['policies'], invoice: Invoice, { segments }: Creditor): Policy {
  const policy = known.get(policyName(invoice));
  if (!policy) throw new Error(`expected policy ${invoice.policyId} version ${invoice.policyVersion}, found none`);
  return inMode(segments, invoice, policy);
}

type Candidacy = { readonly candidate: Policy; readonly payerOf: Play['payerOf']; readonly now: Instant };

/** Moved as publication with `move-to-new` would move it: what was done stays done, and nothing milder follows. */
function onCandidate(book: Book, { candidate, payerOf, now }: Candidacy, known: Invoice): Invoice {
  const invoice = settled(known);
  const { creditor } = book;
  if (candidate.id !== invoice.policyId || invoice.caseState !== 'open') return invoice;
  const policy = { ...inMode(creditor.segments, invoice, candidate), version: invoice.policyVersion + 1 };
  const context = { creditor, customer: payerOf(invoice), large: isLarge(creditor, invoice) };
  const target = { policy, segmentId: invoice.segmentId };
  const meta = { at: now, by: 'preview', cause: 'new-version' } as const;
  return move(invoice, walkedPolicy(book.policies, invoice, creditor), target, context, meta)?.after ?? invoice;
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

export const localDate = (at: Instant, { timeZone }: { readonly timeZone: string }): LocalDate =>
  localClock(at, timeZone).date;
