/** Reads what the daily report is made from, and keeps its figures for the next one. */
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import {
  storedJournal,
  storedMessage,
  storedPayment,
  storedPerson,
  storedTask,
} from '../../contracts/stored/records.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { type AddressState, addressesOf, type Customer } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Ledger } from '../../core/ports.ts';
import { journalDays } from '../../core/report/build.ts';
import { policyKey, type ReportFacts } from '../../core/report/facts.ts';
import { reportWindow } from '../../core/report/schedule.ts';
import { createDueItems } from './due-items.ts';
import { dayPk, type Key, keyOf, listPk } from './keys.ts';
import { createSyncNotes } from './sync-notes.ts';
import type { Raw, Table } from './table.ts';

const reportItem = z.object({
  creditorId: z.string(),
  dueAt: z.string(),
  figures: z.record(z.string(), z.number()).optional(),
});
export type DueReport = z.output<typeof reportItem>;

const keyIn = ({ PK, SK }: Raw): Key => ({ PK: String(PK), SK: String(SK) });

export function createReportFacts(client: DynamoDBClient, table: Table, tableName: string, ledger: Ledger) {
  const sync = createSyncNotes(client, table, tableName);

  async function listed<T>(pk: string, schema: z.ZodType<T>): Promise<readonly T[]> {
    const rows = await table.batchGet((await table.queryAll({ index: 'list', pk })).map(keyIn));
    return rows.map((row) => schema.parse(row));
  }

  async function journalOf(creditorId: string, { since, from }: { readonly since: string; readonly from: string }) {
    const days = await Promise.all(
      journalDays({ since, from }).map((day) => table.queryAll({ pk: dayPk(creditorId, day) })),
    );
    return days
      .flat()
      .map((row) => storedJournal.parse(row))
      .filter(({ at }) => at >= since && at < from);
  }

  async function addressStates(
    creditor: Creditor,
    customers: Iterable<Customer>,
  ): Promise<ReadonlyMap<string, readonly AddressState[]>> {
    const wanted = [...customers].map((customer) => ({
      customer,
      addresses: addressesOf(customer).map((address) => ({
        address,
        digest: addressDigest(creditor.addressKey, address),
      })),
    }));
    const keys = wanted.flatMap(({ addresses }) =>
      addresses.map(({ digest }) => keyOf.person(creditor.creditorId, digest)),
    );
    const persons = new Map(
      (await table.batchGet(keys))
        .map((row) => storedPerson.parse(row))
        .map((person) => [person.digest, person.status]),
    );
    return new Map(
      wanted.map(({ customer, addresses }) => [
        customer.customerId,
        addresses.map(({ address, digest }) => ({ address, status: persons.get(digest) ?? 'ok' })),
      ]),
    );
  }

  async function policiesOf(creditorId: string, open: ReportFacts['open']): Promise<ReadonlyMap<string, Policy>> {
    const policies = new Map<string, Policy>();
    for (const invoice of open)
      if (!policies.has(policyKey(invoice)))
        policies.set(policyKey(invoice), await ledger.policy(creditorId, invoice.policyId, invoice.policyVersion));
    return policies;
  }

  async function facts(
    creditor: Creditor,
    date: string,
    now: string,
    before: DueReport['figures'],
  ): Promise<ReportFacts> {
    const { creditorId } = creditor;
    const [open, journal, tasks, unapplied, lastSyncAt, stage] = await Promise.all([
      listed(listPk.invoices(creditorId, 'open'), storedInvoice),
      journalOf(creditorId, reportWindow(creditor, date)),
      listed(listPk.tasks(creditorId, 'open'), storedTask),
      listed(listPk.unapplied(creditorId), storedPayment),
      sync.last(creditorId),
      table.get(keyOf.stage),
    ]);
    const openIds = new Set(open.map(({ invoiceId }) => invoiceId));
    const otherIds = journal.flatMap(({ invoiceId }) =>
      invoiceId !== undefined && !openIds.has(invoiceId) ? [invoiceId] : [],
    );
    const named = [...open, ...tasks, ...journal, ...unapplied].flatMap(({ customerId }) =>
      customerId === undefined ? [] : [customerId],
    );
    const customers = await ledger.customers(creditorId, [...new Set(named)]);
    const messageIds = journal.flatMap(({ messageId }) => (messageId === undefined ? [] : [messageId]));
    const messages = (await table.batchGet(messageIds.map((id) => keyOf.message(id)))).map((row) =>
      storedMessage.parse(row),
    );
    return {
      creditor,
      now,
      date,
      open,
      journal,
      tasks,
      unapplied,
      customers,
      lastSyncAt,
      before,
      others: await ledger.invoices(creditorId, [...new Set(otherIds)]),
      messages: new Map(messages.map((message) => [message.messageId, message])),
      policies: await policiesOf(creditorId, open),
      addresses: await addressStates(creditor, customers.values()),
      stageStopped: stage?.stopped === true,
    };
  }

  return {
    facts,
    async dueReports(by: string): Promise<readonly DueReport[]> {
      return (await createDueItems(table).reports(by, 100)).map((row) => reportItem.parse(row));
    },
    async reportSent(
      { creditorId }: DueReport,
      nextAt: string,
      figures: Readonly<Record<string, number>>,
    ): Promise<void> {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: marshall(keyOf.report(creditorId)),
          UpdateExpression: 'SET dueAt = :at, figures = :figures',
          ExpressionAttributeValues: marshall({ ':at': nextAt, ':figures': figures }),
        }),
      );
    },
  };
}
