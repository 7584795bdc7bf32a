/** Reads a creditor's open invoices with all that decisions about them depend on, for a preview: nothing is written. */
import { storedCustomer } from '../../contracts/stored/parties.ts';
import { storedMessage, storedPerson } from '../../contracts/stored/records.ts';
import { type Instant, localClock } from '../../core/calendar/dates.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { groupOf, payerIdOf } from '../../core/case/siblings.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { addressesOf, type Customer } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Ledger, Lists } from '../../core/ports.ts';
import { type Book, policyName } from '../../core/preview/book.ts';
import { claimedOn } from './day-count.ts';
import { keyOf } from './keys.ts';
import type { Table } from './table.ts';

/** The batches in which the table answers. */
const PAGE = 100;

/** Told after each page, for a long book takes a while. */
export type Progress = (invoices: number) => void;

export function createBookReader(table: Table, ledger: Pick<Ledger, 'policy'>, lists: Pick<Lists, 'invoices'>) {
  async function invoicesOf(creditorId: string, progress: Progress): Promise<readonly Invoice[]> {
    const invoices: Invoice[] = [];
    for (let after: string | undefined; ; ) {
      const page = await lists.invoices(creditorId, 'open', { size: PAGE, after });
      invoices.push(...page.rows.map(({ value }) => value));
      progress(invoices.length);
      if (page.next === undefined) return invoices;
      after = page.next;
    }
  }

  async function customersOf(creditorId: string, ids: readonly string[]): Promise<readonly Customer[]> {
    const keys = [...new Set(ids)].map((id) => keyOf.customer(creditorId, id));
    return (await table.batchGet(keys)).map((item) => storedCustomer.parse(item));
  }

  /** The invoices' own customers, then whoever pays for them. */
  async function partiesOf(creditorId: string, invoices: readonly Invoice[]): Promise<ReadonlyMap<string, Customer>> {
    const own = await customersOf(
      creditorId,
      invoices.map(({ customerId }) => customerId),
    );
    const known = new Set(own.map(({ customerId }) => customerId));
    const others = own
      .flatMap((customer) => [payerIdOf(customer), ...groupOf(customer)])
      .filter((id) => !known.has(id));
    const more = await customersOf(creditorId, others);
    return new Map([...own, ...more].map((customer) => [customer.customerId, customer]));
  }

  async function policiesOf(creditorId: string, invoices: readonly Invoice[]): Promise<ReadonlyMap<string, Policy>> {
    const walked = new Map(invoices.map((invoice) => [policyName(invoice), invoice]));
    const read = [...walked].map(
      async ([name, { policyId, policyVersion }]) =>
        [name, await ledger.policy(creditorId, policyId, policyVersion)] as const,
    );
    return new Map(await Promise.all(read));
  }

  return async function readBook(creditor: Creditor, now: Instant, progress: Progress = () => {}): Promise<Book> {
    const { creditorId, addressKey, dailyReminders, timeZone } = creditor;
    const invoices = await invoicesOf(creditorId, progress);
    const customers = await partiesOf(creditorId, invoices);
    const all = [...customers.values()];
    const digests = new Set(all.flatMap(addressesOf).map((address) => addressDigest(addressKey, address)));
    const messageIds = new Set(all.flatMap(({ lastReminder }) => lastReminder?.messageId ?? []));
    const today = localClock(now, timeZone).date;
    const [claimedToday, persons, messages, policies] = await Promise.all([
      dailyReminders === undefined ? undefined : claimedOn(table, creditorId, today),
      table.batchGet([...digests].map((digest) => keyOf.person(creditorId, digest))),
      table.batchGet([...messageIds].map((id) => keyOf.message(id))),
      policiesOf(creditorId, invoices),
    ]);
    const known = messages.map((item) => storedMessage.parse(item));
    return {
      ...{ creditor, invoices, customers, policies, claimedToday },
      persons: persons.map((item) => storedPerson.parse(item)),
      messages: new Map(known.map((message) => [message.messageId, message])),
    };
  };
}
