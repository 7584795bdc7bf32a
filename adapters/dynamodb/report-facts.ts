/** Reads what the daily report is made from, and keeps its figures for the next one. */
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type * as z from 'zod';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import {
  storedJournal,
  storedMessage,
  storedPayment,
  storedPerson,
  storedTask,
} from '../../contracts/stored/records.ts';
import { addDays, addMs, instantAt } from '../../core/calendar/dates.ts';
import { LEASE_MS } from '../../core/case/next.ts';
import { addressState } from '../../core/contact/attempts.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { type AddressState, addressesOf, type Customer } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { Task } from '../../core/contact/touch.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Ledger } from '../../core/ports.ts';
import { journalDays } from '../../core/report/build.ts';
import { oldestOfLargest } from '../../core/report/cfo.ts';
import {
  type MonthFacts,
  type OpenRow,
  type OverdueHistory,
  policyKey,
  type ReportFacts,
} from '../../core/report/facts.ts';
import { reportWindow } from '../../core/report/schedule.ts';
import { createDueItems } from './due-items.ts';
import { DUE_SHARDS, dayPk, type Key, keyOf, listPk } from './keys.ts';
import { type DueReport, openRow, reportItem, taskRow } from './report-rows.ts';
import { createSyncNotes } from './sync-notes.ts';
import type { Raw, Table } from './table.ts';

/** Names are looked up for this many rows of a long list; the others show their customer's id. */
const NAMED_ROWS = 200;
/** Tasks done lately that are looked through for write-offs and hand-overs. */
const DONE_TASKS = 200;
const MONTH_DAYS = 35;

/** What the readers of the day need beside the manager's facts. */
export type Needs = {
  /** The books of owners: every customer's owner is read. */
  readonly owners: boolean;
  /** The CFO's figures. */
  readonly month: boolean;
};

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
      (await table.batchGet(keys)).map((row) => storedPerson.parse(row)).map((person) => [person.digest, person]),
    );
    return new Map(
      wanted.map(({ customer, addresses }) => [
        customer.customerId,
        addresses.map(({ address, digest }) => addressState(address, digest, persons.get(digest))),
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

  /** Straight from the index, too. */
  async function openTasks(creditorId: string): Promise<ReportFacts['tasks']> {
    const rows = await table.queryAll({ index: 'list', pk: listPk.tasks(creditorId, 'open') });
    return rows.map((row) => taskRow.parse(row));
  }

  async function approvalsAmong(creditorId: string, tasks: ReportFacts['tasks']): Promise<readonly Task[]> {
    const asked = tasks.filter(({ kind }) => kind === 'approve').slice(0, NAMED_ROWS);
    const rows = await table.batchGet(asked.map(({ taskId }) => keyOf.task(creditorId, taskId)));
    return rows.map((row) => storedTask.parse(row)).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  }

  /** The journal of five weeks, and what was decided lately: read on the CFO's days only. */
  async function monthOf({ creditorId, timeZone }: Creditor, date: string): Promise<MonthFacts> {
    const window = { since: instantAt(addDays(date, -MONTH_DAYS), 0, timeZone), from: instantAt(date, 0, timeZone) };
    const [journal, { items }] = await Promise.all([
      journalOf(creditorId, window),
      table.query({ index: 'list', pk: listPk.tasks(creditorId, 'done'), newestFirst: true, limit: DONE_TASKS }),
    ]);
    const done = (await table.batchGet(items.map(keyIn))).map((row) => storedTask.parse(row));
    return { paid: journal.filter(({ kind }) => kind === 'paid'), done };
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
    due: DueReport,
    needs: Needs,
  ): Promise<ReportFacts> {
    const { creditorId } = creditor;
    const window = reportWindow(creditor, date);
    const [open, upcoming, journal, tasks, unapplied, lastSyncAt, stage, month] = await Promise.all([
      openRows(creditorId),
      upcomingOf(creditorId, window.to),
      journalOf(creditorId, window),
      openTasks(creditorId),
      listed(listPk.unapplied(creditorId), storedPayment),
      sync.last(creditorId),
      table.get(keyOf.stage),
      needs.month ? monthOf(creditor, date) : undefined,
    ]);
    const read = { creditor, now, date, open, upcoming, journal, tasks, unapplied, lastSyncAt, month };
    const approvals = await approvalsAmong(creditorId, tasks);
    const customers = await ledger.customers(creditorId, customersToName(read, needs));
    const nobody = { named: new Map(), customers, messages: new Map(), policies: new Map(), addresses: new Map() };
    const largest = month ? oldestOfLargest({ ...read, ...nobody, stageStopped: false }) : [];
    const invoiceIds = [...[...journal, ...approvals].flatMap(({ invoiceId }) => invoiceId ?? []), ...largest];
    const messageIds = journal.flatMap(({ messageId }) => messageId ?? []);
    const messages = (await table.batchGet(messageIds.map((id) => keyOf.message(id)))).map((row) =>
      storedMessage.parse(row),
    );
    return {
      ...read,
      approvals,
      disagreesSince: creditor.syncCheck?.disagreesSince,
      customers,
      before: due.figures,
      history: due.history,
      named: await ledger.invoices(creditorId, [...new Set(invoiceIds)]),
      messages: new Map(messages.map((message) => [message.messageId, message])),
      policies: await policiesOf(creditorId, upcoming),
      addresses: await addressStates(creditor, addressed(customers, upcoming, journal)),
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
      history: OverdueHistory,
    ): Promise<void> {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: marshall(keyOf.report(creditorId)),
          UpdateExpression: 'SET dueAt = :at, figures = :figures, history = :history',
          ExpressionAttributeValues: marshall({ ':at': nextAt, ':figures': figures, ':history': history }),
        }),
      );
    },
  };
}

type Read = Pick<ReportFacts, 'open' | 'upcoming' | 'journal' | 'tasks' | 'unapplied' | 'month'>;

/** Whose names and owners the report needs; all of them only where owners get their own books. */
function customersToName(
  { open, upcoming, journal, tasks, unapplied, month }: Read,
  { owners }: Needs,
): readonly string[] {
  const loose = open.filter(
    ({ closedAs, dueOn, entries, standing }) =>
      closedAs === 'exhausted' || dueOn === null || entries.length > 0 || standing?.promise || standing?.dispute,
  );
  const largest = month ? [...open].sort((a, b) => b.owedMinor - a.owedMinor).slice(0, NAMED_ROWS) : [];
  const some = [...tasks.slice(0, NAMED_ROWS), ...loose.slice(0, NAMED_ROWS), ...largest, ...(month?.done ?? [])];
  const named = [...upcoming, ...journal, ...unapplied, ...(owners ? [...tasks, ...open] : some)];
  return [...new Set(named.flatMap(({ customerId }) => customerId ?? []))];
}

/** Only customers about whom something goes out or bounced: the addresses of the others say nothing today. */
function addressed(
  customers: ReadonlyMap<string, Customer>,
  upcoming: ReportFacts['upcoming'],
  journal: ReportFacts['journal'],
): readonly Customer[] {
  const ids = [...upcoming, ...journal].flatMap(({ customerId }) => customerId ?? []);
  return [...new Set(ids)].flatMap((id) => customers.get(id) ?? []);
}
