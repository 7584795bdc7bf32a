/** The ledger on the table: reads are consistent and parsed, writes are one conditional transaction. */
import * as z from 'zod';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { storedCreditor, storedCustomer, storedPolicy } from '../../contracts/stored/parties.ts';
import {
  storedAudit,
  storedMessage,
  storedPayment,
  storedPerson,
  storedTask,
  storedTouch,
} from '../../contracts/stored/records.ts';
import { dueDate, type Invoice } from '../../core/case/invoice.ts';
import { addressesOf, type Customer } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { Person } from '../../core/contact/touch.ts';
import { coveredMinor } from '../../core/payment/cover.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Committed, Ledger, Loaded, Write } from '../../core/ports.ts';
import { caseIdOf, customerPk, keyOf, partsOfCaseId, unescapeWaiting, WAITING_PREFIX } from './keys.ts';
import type { Raw, Table } from './table.ts';
import { waitingCounts } from './waiting.ts';
import { transactItems } from './writes.ts';

const parse = <T>(schema: z.ZodType<T>, raw: Raw | undefined): T | undefined =>
  raw === undefined ? undefined : schema.parse(raw);
const find = (items: readonly Raw[], { PK, SK }: { PK: string; SK: string }): Raw | undefined =>
  items.find((item) => item.PK === PK && item.SK === SK);
const stopFlag = z.object({ stopped: z.boolean() });
const liveVersion = z.object({ version: z.number().int() });

export function createLedger(table: Table, tableName: string): Ledger {
  const policies = new Map<string, Policy>();

  async function commit(writes: readonly Write[]): Promise<Committed> {
    const owners: number[] = [];
    const items = writes.flatMap((write, index) => {
      const made = transactItems(tableName, write);
      owners.push(...made.map(() => index));
      return made;
    });
    const { refused, busy } = await table.transact([...items, ...waitingCounts(tableName, writes)]);
    if (refused.length === 0 && !busy) return { ok: true };
    return { ok: false, refused: [...new Set(refused.map((at) => owners[at] ?? -1))], busy };
  }

  async function policy(creditorId: string, policyId: string, version?: number): Promise<Policy> {
    const wanted = version ?? liveVersion.parse(await table.get(keyOf.livePolicy(creditorId, policyId))).version;
    const name = `${creditorId}\n${policyId}\n${wanted}`;
    const known = policies.get(name);
    if (known) return known;
    const raw = await table.get(keyOf.policy(creditorId, policyId, wanted));
    if (!raw) throw new Error(`expected policy ${policyId} version ${wanted}, found none`);
    const loaded = storedPolicy.parse(raw.policy);
    policies.set(name, loaded);
    return loaded;
  }

  async function persons(customer: Customer, addressKey: string): Promise<readonly Person[]> {
    const digests = addressesOf(customer).map((address) => addressDigest(addressKey, address));
    if (digests.length === 0) return [];
    const items = await table.batchGet(digests.map((digest) => keyOf.person(customer.creditorId, digest)));
    return items.map((item) => storedPerson.parse(item));
  }

  /** Spread over the open items as they are now: the index only says which they are. */
  async function covered(invoice: Invoice, customer: Customer): Promise<number> {
    const pool = (customer.unapplied[invoice.currency] ?? 0) + (customer.credit[invoice.currency] ?? 0);
    if (pool <= 0) return 0;
    const rows = await table.queryAll({
      index: 'customer',
      pk: customerPk(customer.creditorId, customer.customerId),
      prefix: 'INV#',
    });
    const items = await table.batchGet(rows.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) })));
    const open = items
      .map((item) => storedInvoice.parse(item))
      .filter(({ type, status, owedMinor }) => type === 'invoice' && status === 'open' && owedMinor > 0);
    return coveredMinor(
      open.map((item) => ({ ...item, dueOn: dueDate(item) })),
      invoice.invoiceId,
      pool,
    );
  }

  async function loadCase(caseId: string, { addresses = false } = {}): Promise<Loaded | undefined> {
    const invoice = parse(storedInvoice, await table.get(keyOf.invoice(caseId)));
    if (!invoice) return undefined;
    const { creditorId, customerId } = invoice;
    const keys = { customer: keyOf.customer(creditorId, customerId), creditor: keyOf.creditor(creditorId) };
    const [items, itsPolicy] = await Promise.all([
      table.batchGet([keys.customer, keys.creditor, keyOf.stage]),
      policy(creditorId, invoice.policyId, invoice.policyVersion),
    ]);
    const customer = storedCustomer.parse(find(items, keys.customer));
    const creditor = storedCreditor.parse(find(items, keys.creditor));
    const [known, coveredNow] = await Promise.all([
      addresses ? persons(customer, creditor.addressKey) : [],
      covered(invoice, customer),
    ]);
    const large = creditor.largeFrom[invoice.currency];
    return {
      caseId,
      creditor,
      persons: known,
      situation: {
        invoice,
        customer,
        policy: itsPolicy,
        large: large !== undefined && invoice.owedMinor >= large,
        coveredMinor: coveredNow,
        stopped: creditor.stopped || (parse(stopFlag, find(items, keyOf.stage))?.stopped ?? false),
        addresses: addresses
          ? addressesOf(customer).map((address) => {
              const digest = addressDigest(creditor.addressKey, address);
              return { address, status: known.find((person) => person.digest === digest)?.status ?? 'ok' };
            })
          : undefined,
      },
    };
  }

  async function lastLook(caseId: string, { creditorId, customerId }: Pick<Customer, 'creditorId' | 'customerId'>) {
    const keys = { customer: keyOf.customer(creditorId, customerId), creditor: keyOf.creditor(creditorId) };
    const items = await table.batchGet([keyOf.invoice(caseId), keys.customer, keys.creditor, keyOf.stage]);
    const stops = [find(items, keys.creditor), find(items, keyOf.stage)];
    return {
      invoice: parse(storedInvoice, find(items, keyOf.invoice(caseId))),
      customer: parse(storedCustomer, find(items, keys.customer)),
      stopped: stops.some((item) => parse(stopFlag, item)?.stopped ?? false),
    };
  }

  async function byIds<T>(
    keys: readonly { PK: string; SK: string }[],
    schema: z.ZodType<T>,
    id: (value: T) => string,
  ): Promise<ReadonlyMap<string, T>> {
    const items = await table.batchGet(keys);
    return new Map(items.map((item) => schema.parse(item)).map((value) => [id(value), value]));
  }

  return {
    commit,
    loadCase,
    lastLook,
    policy,
    touch: async (caseId, name) => parse(storedTouch, await table.get(keyOf.touch(caseId, name))),
    creditor: async (creditorId) => parse(storedCreditor, await table.get(keyOf.creditor(creditorId))),
    invoice: async (creditorId, invoiceId) =>
      parse(storedInvoice, await table.get(keyOf.invoice(caseIdOf(creditorId, invoiceId)))),
    invoices: (creditorId, ids) =>
      byIds(
        ids.map((id) => keyOf.invoice(caseIdOf(creditorId, id))),
        storedInvoice,
        ({ invoiceId }) => invoiceId,
      ),
    customer: async (creditorId, customerId) =>
      parse(storedCustomer, await table.get(keyOf.customer(creditorId, customerId))),
    customers: (creditorId, ids) =>
      byIds(
        ids.map((id) => keyOf.customer(creditorId, id)),
        storedCustomer,
        ({ customerId }) => customerId,
      ),
    payment: async (creditorId, key) => parse(storedPayment, await table.get(keyOf.payment(creditorId, key))),
    person: async (creditorId, digest) => parse(storedPerson, await table.get(keyOf.person(creditorId, digest))),
    isClaimed: async (name) => (await table.get(keyOf.once(name))) !== undefined,
    message: async (messageId) => parse(storedMessage, await table.get(keyOf.message(messageId))),
    task: async (creditorId, taskId) => parse(storedTask, await table.get(keyOf.task(creditorId, taskId))),
    timeline: async (creditorId, invoiceId) =>
      (await table.queryAll({ pk: caseIdOf(creditorId, invoiceId), prefix: 'EVENT#' })).map((item) =>
        storedAudit.parse(item),
      ),
    async idsOfNumbers(creditorId, numbers) {
      const keys = new Map(numbers.map((number) => [keyOf.number(creditorId, number).PK, number]));
      const items = await table.batchGet(numbers.map((number) => keyOf.number(creditorId, number)));
      return new Map(items.map(({ PK, invoiceId }) => [keys.get(String(PK)) ?? '', String(invoiceId)]));
    },
    waitingMoney: async (creditorId, invoiceId) =>
      (await table.queryAll({ pk: caseIdOf(creditorId, invoiceId), prefix: WAITING_PREFIX })).map(({ SK }) =>
        unescapeWaiting(String(SK)),
      ),
    anyWaitingMoney: async (creditorId) =>
      Number((await table.get(keyOf.waitingCount(creditorId)))?.waitingCount ?? 0) > 0,
    caseIdOf,
    partsOf: partsOfCaseId,
  };
}
