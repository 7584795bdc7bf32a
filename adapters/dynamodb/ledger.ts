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
import type { Customer } from '../../core/contact/customer.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { AlsoSeen, Committed, LastLook, Ledger, Write } from '../../core/ports.ts';
import { caseIdOf, customerPk, keyOf, partsOfCaseId, unescapeWaiting, WAITING_PREFIX } from './keys.ts';
import { createCaseLoader, find, liveVersion, parse, stopFlag } from './load-case.ts';
import type { Table } from './table.ts';
import { waitingCounts } from './waiting.ts';
import { transactItems } from './writes.ts';

const doubt = z.object({ syncCheck: z.object({ disagreesSince: z.string().optional() }).optional() });

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

  // Made where it is called, so that a function that loads no case is not asked for the rights of one that does.
  const loadCase: Ledger['loadCase'] = (caseId, options) => createCaseLoader(table, policy)(caseId, options);

  async function lastLook(
    caseId: string,
    { creditorId, customerId }: Pick<Customer, 'creditorId' | 'customerId'>,
    { debtorId = customerId, riderIds = [] }: AlsoSeen = {},
  ): Promise<LastLook> {
    const keys = { customer: keyOf.customer(creditorId, customerId), creditor: keyOf.creditor(creditorId) };
    const debtorKey = keyOf.customer(creditorId, debtorId);
    const riderKeys = riderIds.map((id) => keyOf.invoice(caseIdOf(creditorId, id)));
    const own = [keyOf.invoice(caseId), keys.customer, debtorKey, keys.creditor, keyOf.stage];
    const items = await table.batchGet([...own, ...riderKeys]);
    const stops = [find(items, keys.creditor), find(items, keyOf.stage)];
    return {
      invoice: parse(storedInvoice, find(items, keyOf.invoice(caseId))),
      customer: parse(storedCustomer, find(items, keys.customer)),
      debtor: debtorId === customerId ? undefined : parse(storedCustomer, find(items, debtorKey)),
      riders: riderKeys.flatMap((key) => parse(storedInvoice, find(items, key)) ?? []),
      stopped: stops.some((item) => parse(stopFlag, item)?.stopped ?? false),
      disagrees: parse(doubt, find(items, keys.creditor))?.syncCheck?.disagreesSince !== undefined || undefined,
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
    customerInvoices: async (creditorId, customerId, most) => {
      const { items } = await table.query({
        index: 'customer',
        pk: customerPk(creditorId, customerId),
        prefix: 'INV#',
        limit: most,
        newestFirst: true,
      });
      const rows = await table.batchGet(items.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) })));
      return rows.map((row) => storedInvoice.parse(row));
    },
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
