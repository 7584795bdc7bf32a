/** When a creditor's ERP was heard of last. */
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { keyOf } from './keys.ts';
import type { Table } from './table.ts';

export function createSyncNotes(client: DynamoDBClient, table: Table, tableName: string) {
  return {
    async note(creditorId: string, at: string): Promise<void> {
      await client.send(
        new PutItemCommand({ TableName: tableName, Item: marshall({ ...keyOf.sync(creditorId), at }) }),
      );
    },
    async last(creditorId: string): Promise<string | undefined> {
      const raw = await table.get(keyOf.sync(creditorId));
      return typeof raw?.at === 'string' ? raw.at : undefined;
    },
  };
}
