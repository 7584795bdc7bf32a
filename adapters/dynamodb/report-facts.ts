/** Reads what the daily report is made from, and keeps its figures for the next one. */
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { storedJournal, storedMessage, storedPayment, storedPerson } from '../../contracts/stored/records.ts';
import { addMs } from '../../core/calendar/dates.ts';
import { LEASE_MS } from '../../core/case/next.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { type AddressState, addressesOf, type Customer } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { TASK_NAMES } from '../../core/contact/touch.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Ledger } from '../../core/ports.ts';
import { journalDays } from '../../core/report/build.ts';
import { type OpenRow, policyKey, type ReportFacts, type TaskRow } from '../../core/report/facts.ts';
import { reportWindow } from '../../core/report/schedule.ts';
import { createDueItems } from './due-items.ts';
import { DUE_SHARDS, dayPk, type Key, keyOf, listPk } from './keys.ts';
import { createSyncNotes } from './sync-notes.ts';
import type { Raw, Table } from './table.ts';

const reportItem = z.object({
  creditorId: z.string(),
  dueAt: z.string(),
  figures: z.record(z.string(), z.number()).optional(),
});
export type DueReport = z.output<typeof reportItem>;

const openRow: z.ZodType<OpenRow> = z.object({
  invoiceId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
  type: z.enum(['invoice', 'credit_note']),
  currency: z.string(),
  owedMinor: z.number(),
  dueOn: z.string().nullable(),
  instalments: z.array(z.object({ dueOn: z.string(), amountMinor: z.number(), openMinor: z.number() })).optional(),
  entries: z
    .array(
      z.object({
        paymentKey: z.string(),
        minor: z.number(),
        receivedAt: z.string(),
        seenAt: z.string(),
        baseMinor: z.number(),
      }),
    )
    .default([]),
  closedAs: z.enum(['paid', 'credited', 'void', 'written-off', 'exhausted']).optional(),
  caseState: z.enum(['idle', 'open', 'closed']),
});

const taskRow: z.ZodType<TaskRow> = z.object({
  taskId: z.string(),
  kind: z.enum(TASK_NAMES),
  invoiceNumber: z.string(),
  customerId: z.string(),
  ownerName: z.string().optional(),
  ownerEmail: z.string().optional(),
  dueOn: z.string(),
});

/** Names are looked up for this many rows of a long list; the others show their customer's id. */
const NAMED_ROWS = 200;

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

  async function policiesOf(
    creditorId: string,
    invoices: ReportFacts['upcoming'],
  ): Promise<ReadonlyMap<string, Policy>> {
    const policies = new Map<string, Policy>();
    for (const invoice of invoices)
      if (!policies.has(policyKey(invoice)))
        policies.set(policyKey(invoice), await ledger.policy(creditorId, invoice.policyId, invoice.policyVersion));
    return policies;
  }

  /** Straight from the index: at tens of thousands of open invoices a day, whole rows would cost more than all else. */
  async function openRows(creditorId: string): Promise<readonly OpenRow[]> {
    const rows = await table.queryAll({ index: 'list', pk: listPk.invoices(creditorId, 'open') });
    return rows.map((row) => openRow.parse(row));
  }

  /** Straight from the index, too: tasks of days before the report's. */
  async function overdueTasks(creditorId: string, date: string): Promise<ReportFacts['tasks']> {
    const rows = await table.queryAll({ index: 'list', pk: listPk.tasks(creditorId, 'open'), upTo: date });
    return rows.map((row) => taskRow.parse(row));
  }

  /** Leases end hours after the moment they cover, so the due index is read a little beyond the report's day. */
  async function upcomingOf(creditorId: string, to: string): Promise<ReportFacts['upcoming']> {
    const by = addMs(to, 2 * LEASE_MS);
    const shards = await Promise.all(
      Array.from({ length: DUE_SHARDS }, (_, shard) => table.queryAll({ index: 'due', pk: `DUE#${shard}`, upTo: by })),
    );
    const ours = shards.flat().filter((row) => row.creditorId === creditorId);
    return (await table.batchGet(ours.map(keyIn))).map((row) => storedInvoice.parse(row));
  }

  async function facts(
    creditor: Creditor,
    date: string,
    now: string,
    before: DueReport['figures'],
  ): Promise<ReportFacts> {
    const { creditorId } = creditor;
    const window = reportWindow(creditor, date);
    const [open, upcoming, journal, tasks, unapplied, lastSyncAt, stage] = await Promise.all([
      openRows(creditorId),
      upcomingOf(creditorId, window.to),
      journalOf(creditorId, window),
      overdueTasks(creditorId, date),
      listed(listPk.unapplied(creditorId), storedPayment),
      sync.last(creditorId),
      table.get(keyOf.stage),
    ]);
    const loose = open.filter(
      ({ closedAs, dueOn, entries }) => closedAs === 'exhausted' || dueOn === null || entries.length > 0,
    );
    const named = [
      ...upcoming,
      ...journal,
      ...unapplied,
      ...tasks.slice(0, NAMED_ROWS),
      ...loose.slice(0, NAMED_ROWS),
    ].flatMap(({ customerId }) => customerId ?? []);
    const customers = await ledger.customers(creditorId, [...new Set(named)]);
    const messageIds = journal.flatMap(({ messageId }) => messageId ?? []);
    const messages = (await table.batchGet(messageIds.map((id) => keyOf.message(id)))).map((row) =>
      storedMessage.parse(row),
    );
    const journalIds = journal.flatMap(({ invoiceId }) => invoiceId ?? []);
    return {
      creditor,
      now,
      date,
      open,
      upcoming,
      journal,
      tasks,
      unapplied,
      customers,
      lastSyncAt,
      before,
      named: await ledger.invoices(creditorId, [...new Set(journalIds)]),
      messages: new Map(messages.map((message) => [message.messageId, message])),
      policies: await policiesOf(creditorId, upcoming),
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
