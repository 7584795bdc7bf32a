/** A case with all that its decision depends on, as the table has it now. */
import * as z from 'zod';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { storedCreditor, storedCustomer } from '../../contracts/stored/parties.ts';
import { storedMessage, storedPerson } from '../../contracts/stored/records.ts';
import { localClock } from '../../core/calendar/dates.ts';
import type { Sibling, Situation, Source } from '../../core/case/decide.ts';
import { decidingOf } from '../../core/case/deciding.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { isBelowMinimum } from '../../core/case/rules/small.ts';
import { type Books, coveredIn, groupOf, isLarge, payerIdOf, poolOf, siblingsOf } from '../../core/case/siblings.ts';
import { addressState } from '../../core/contact/attempts.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { addressesOf, type Customer } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { Person } from '../../core/contact/touch.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { inMode } from '../../core/policy/segment.ts';
import type { Loaded, LoadOptions } from '../../core/ports.ts';
import { claimedOn } from './day-count.ts';
import { customerPk, keyOf } from './keys.ts';
import type { Raw, Table } from './table.ts';

export const parse = <T>(schema: z.ZodType<T>, raw: Raw | undefined): T | undefined =>
  raw === undefined ? undefined : schema.parse(raw);
export const find = (items: readonly Raw[], { PK, SK }: { PK: string; SK: string }): Raw | undefined =>
  items.find((item) => item.PK === PK && item.SK === SK);
export const liveVersion = z.object({ version: z.number().int() });
export const stopFlag = z.object({ stopped: z.boolean() });

type PolicyOf = (creditorId: string, policyId: string, version?: number) => Promise<Policy>;

export function createCaseLoader(table: Table, policyOf: PolicyOf) {
  async function persons(customer: Customer, addressKey: string): Promise<readonly Person[]> {
    const digests = addressesOf(customer).map((address) => addressDigest(addressKey, address));
    if (digests.length === 0) return [];
    const items = await table.batchGet(digests.map((digest) => keyOf.person(customer.creditorId, digest)));
    return items.map((item) => storedPerson.parse(item));
  }

  /** The index says which there are, consistent reads how they are now. */
  async function liveInvoices({ creditorId, customerId }: Customer): Promise<readonly Invoice[]> {
    const rows = await table.queryAll({ index: 'customer', pk: customerPk(creditorId, customerId), prefix: 'INV#' });
    const live = rows.filter(({ caseState, owedMinor }) => caseState === 'open' || Number(owedMinor) > 0);
    const items = await table.batchGet(live.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) })));
    return items.map((item) => storedInvoice.parse(item));
  }

  async function booksOf(payer: Customer, debtor: Customer): Promise<Books> {
    const ids = groupOf(payer).filter((id) => id !== payer.customerId && id !== debtor.customerId);
    const items = ids.length > 0 ? await table.batchGet(ids.map((id) => keyOf.customer(payer.creditorId, id))) : [];
    const group = [payer, debtor, ...items.map((item) => storedCustomer.parse(item))];
    const paid = [...new Map(group.map((one) => [one.customerId, one])).values()].filter(
      (one) => payerIdOf(one) === payer.customerId || one.customerId === debtor.customerId,
    );
    const invoices = await Promise.all(paid.map(liveInvoices));
    return { payer, customers: new Map(group.map((one) => [one.customerId, one])), invoices: invoices.flat() };
  }

  async function siblingsIn(books: Books, invoice: Invoice, creditor: Creditor): Promise<readonly Sibling[]> {
    const nameOf = ({ policyId, policyVersion }: Invoice): string => `${policyId}\n${policyVersion}`;
    const others = books.invoices.filter(({ invoiceId }) => invoiceId !== invoice.invoiceId);
    const first = [...new Map(others.map((other) => [nameOf(other), other])).values()];
    const known = await Promise.all(
      first.map(
        async (other) =>
          [nameOf(other), await policyOf(other.creditorId, other.policyId, other.policyVersion)] as const,
      ),
    );
    const policies = new Map(known);
    return siblingsOf(books, invoice, creditor, (other) => {
      const policy = policies.get(nameOf(other));
      if (!policy) throw new Error(`expected policy ${nameOf(other)} to be read, found none`);
      return policy;
    });
  }

  /** The customer's other invoices are read where they matter: for a message, or where money on the account may cover them. */
  async function aboutOthers(
    { invoice, payer, debtor, creditor }: Parties,
    { siblings = false }: LoadOptions,
  ): Promise<Pick<Situation, 'coveredMinor' | 'siblings' | 'lastMessage'>> {
    const isCovering = [payer, debtor].some((customer) => poolOf(customer, invoice.currency) > 0);
    const { lastReminder } = payer;
    // A message that stands for nothing else matters only to what is written next.
    const isTold = siblings || lastReminder?.covers !== false;
    const [books, message] = await Promise.all([
      siblings || isCovering ? booksOf(payer, debtor) : undefined,
      lastReminder && isTold ? table.get(keyOf.message(lastReminder.messageId)) : undefined,
    ]);
    return {
      coveredMinor: books ? coveredIn(books, invoice) : 0,
      siblings: books && siblings ? await siblingsIn(books, invoice, creditor) : undefined,
      lastMessage: parse(storedMessage, message),
    };
  }

  return async function loadCase(caseId: string, options: LoadOptions = {}): Promise<Loaded | undefined> {
    const invoice = parse(storedInvoice, await table.get(keyOf.invoice(caseId)));
    if (!invoice) return undefined;
    const { creditorId, customerId } = invoice;
    const keys = {
      customer: keyOf.customer(creditorId, customerId),
      creditor: keyOf.creditor(creditorId),
      live: keyOf.livePolicy(creditorId, invoice.policyId),
    };
    const [items, policy] = await Promise.all([
      table.batchGet([keys.customer, keys.creditor, keyOf.stage, keys.live]),
      policyOf(creditorId, invoice.policyId, invoice.policyVersion),
    ]);
    const debtor = storedCustomer.parse(find(items, keys.customer));
    const creditor = storedCreditor.parse(find(items, keys.creditor));
    const payerId = payerIdOf(debtor);
    const payer =
      payerId === customerId
        ? debtor
        : (parse(storedCustomer, await table.get(keyOf.customer(creditorId, payerId))) ?? debtor);
    const parties = { invoice, payer, debtor, creditor };
    const [claimedToday, known, others, source] = await Promise.all([
      claimedBy(table, creditor, options),
      options.addresses ? persons(payer, creditor.addressKey) : [],
      aboutOthers(parties, withSum(parties, policy, options)),
      sourceOf(table, creditor),
    ]);
    return {
      caseId,
      creditor,
      persons: known,
      liveVersion: parse(liveVersion, find(items, keys.live))?.version,
      situation: {
        invoice,
        customer: payer,
        debtor: payer === debtor ? undefined : debtor,
        policy: inMode(creditor.segments, invoice, policy),
        large: isLarge(creditor, invoice),
        stopped: creditor.stopped || (parse(stopFlag, find(items, keyOf.stage))?.stopped ?? false),
        addresses: options.addresses
          ? addressesOf(payer).map((address) => {
              const digest = addressDigest(creditor.addressKey, address);
              return addressState(
                address,
                digest,
                known.find((person) => person.digest === digest),
              );
            })
          : undefined,
        source,
        claimedToday,
        persons: options.addresses ? known : undefined,
        ...decidingOf(creditor),
        ...others,
      },
    };
  };
}

/** A creditor without a limit costs no read. */
async function claimedBy(table: Table, creditor: Creditor, { at }: LoadOptions): Promise<number | undefined> {
  if (creditor.dailyReminders === undefined || at === undefined) return undefined;
  return claimedOn(table, creditor.creditorId, localClock(at, creditor.timeZone).date);
}

type Parties = {
  readonly invoice: Invoice;
  readonly payer: Customer;
  readonly debtor: Customer;
  readonly creditor: Creditor;
};

/** A small balance is looked at beside what else is overdue of the customer's. */
function withSum({ invoice }: Parties, policy: Policy, options: LoadOptions): LoadOptions {
  return options.siblings || !isBelowMinimum({ policy, invoice }) ? options : { ...options, siblings: true };
}

/** When the ERP was heard of last is read only where the creditor states how often it is to be heard. */
async function sourceOf(table: Table, { creditorId, syncEveryHours, syncCheck }: Creditor): Promise<Source> {
  const disagreesSince = syncCheck?.disagreesSince;
  if (syncEveryHours === undefined) return { disagreesSince };
  const note = await table.get(keyOf.sync(creditorId));
  return { disagreesSince, lastSyncAt: typeof note?.at === 'string' ? note.at : undefined };
}
