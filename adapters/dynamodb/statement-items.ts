/** Statements in the due index: one item per creditor that begins a month, then one per customer that waits for its hours. */
import { DeleteItemCommand, type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { storedJournal } from '../../contracts/stored/records.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { JournalEntry } from '../../core/report/journal.ts';
import { DUE_STATEMENT, dayPk, type Key, keyOf, listPk } from './keys.ts';
import type { Table } from './table.ts';

const begins = z.object({ creditorId: z.string(), dueAt: z.string(), customerId: z.undefined().optional() });
const waits = z.object({
  creditorId: z.string(),
  customerId: z.string(),
  dueAt: z.string(),
  /** YYYY-MM: a customer gets one statement a month. */
  month: z.string(),
  /** The day of the statement before. */
  since: z.string(),
});
const dueStatement = z.union([waits, begins]);
export type DueStatement = z.output<typeof dueStatement>;
export type WaitingStatement = z.output<typeof waits>;

/** Items written at once: enough to be quick, few enough to be no burden. */
const AT_ONCE = 20;

const itemKey = ({ creditorId, customerId }: DueStatement): Key =>
  customerId === undefined ? keyOf.statement(creditorId) : keyOf.customerStatement(creditorId, customerId);

export function createStatementItems(client: DynamoDBClient, table: Table, TableName: string) {
  const put = (item: DueStatement) =>
    client.send(
      new PutItemCommand({
        TableName,
        Item: marshall({ ...itemKey(item), ...item, duePk: DUE_STATEMENT }, { removeUndefinedValues: true }),
      }),
    );
  return {
    async due(by: Instant, limit: number): Promise<readonly DueStatement[]> {
      const { items } = await table.query({ index: 'due', pk: DUE_STATEMENT, upTo: by, limit });
      const rows = await table.batchGet(items.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) })));
      return rows.map((row) => dueStatement.parse(row)).filter(({ dueAt }) => dueAt <= by);
    },
    /** Straight from the index: whose invoices they are is all that matters. */
    async customersWithOpenItems(creditorId: string): Promise<readonly string[]> {
      const rows = await table.queryAll({ index: 'list', pk: listPk.invoices(creditorId, 'open') });
      return [...new Set(rows.map(({ customerId }) => String(customerId)))];
    },
    async await(items: readonly WaitingStatement[]): Promise<void> {
      for (let at = 0; at < items.length; at += AT_ONCE) await Promise.all(items.slice(at, at + AT_ONCE).map(put));
    },
    async postpone(item: DueStatement, dueAt: Instant): Promise<void> {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: marshall(itemKey(item)),
          UpdateExpression: 'SET dueAt = :at',
          ConditionExpression: 'attribute_exists(PK)',
          ExpressionAttributeValues: marshall({ ':at': dueAt }),
        }),
      );
    },
    async done(item: DueStatement): Promise<void> {
      await client.send(new DeleteItemCommand({ TableName, Key: marshall(itemKey(item)) }));
    },
    /** Payments that the journal tells of on these UTC days. */
    async paidOn(creditorId: string, days: readonly string[]): Promise<readonly JournalEntry[]> {
      const lines = await Promise.all(days.map((day) => table.queryAll({ pk: dayPk(creditorId, day) })));
      return lines
        .flat()
        .map((row) => storedJournal.parse(row))
        .filter(({ kind }) => kind === 'paid');
    },
  };
}
export type StatementItems = ReturnType<typeof createStatementItems>;
