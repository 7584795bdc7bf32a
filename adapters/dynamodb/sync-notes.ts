/** When a creditor's ERP was heard of last, and whether its totals agree with the books. */
import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { BookRow, SyncCheck } from '../../core/source/sync-check.ts';
import { keyOf, listPk } from './keys.ts';
import type { Table } from './table.ts';

const bookRow: z.ZodType<BookRow> = z.object({
  type: z.enum(['invoice', 'credit_note']),
  status: z.enum(['open', 'void', 'written_off']),
  currency: z.string(),
  owedMinor: z.number(),
  entries: z.array(z.object({ minor: z.number() })).default([]),
});

export function createSyncNotes(client: DynamoDBClient, table: Table, tableName: string) {
  return {
    async note(creditorId: string, at: string): Promise<void> {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: marshall(keyOf.sync(creditorId)),
          UpdateExpression: 'SET #at = :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: marshall({ ':at': at }),
        }),
      );
    },
    async last(creditorId: string): Promise<string | undefined> {
      const raw = await table.get(keyOf.sync(creditorId));
      return typeof raw?.at === 'string' ? raw.at : undefined;
    },
    /** Straight from the index: whole rows would cost more than the check is worth. */
    async books(creditorId: string, list: 'open' | 'settled'): Promise<readonly BookRow[]> {
      const rows = await table.queryAll({ index: 'list', pk: listPk.invoices(creditorId, list) });
      return rows.map((row) => bookRow.parse(row));
    },
    /** False where a later check is known. */
    async keepCheck(creditorId: string, check: SyncCheck): Promise<boolean> {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: marshall(keyOf.creditor(creditorId)),
            UpdateExpression: 'SET syncCheck = :check',
            ConditionExpression:
              'attribute_exists(PK) AND (attribute_not_exists(syncCheck) OR syncCheck.asOf <= :asOf)',
            ExpressionAttributeValues: marshall(
              { ':check': check, ':asOf': check.asOf },
              { removeUndefinedValues: true },
            ),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
