/** The due index as the sweep reads it, under a lease so that one sweep runs at a time. */
import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { DUE_SHARDS, keyOf } from './keys.ts';
import type { Table } from './table.ts';

export function createSweep(client: DynamoDBClient, table: Table, tableName: string) {
  const Key = marshall(keyOf.sweep);
  return {
    shards: DUE_SHARDS,
    async takeLease(now: string, until: string): Promise<boolean> {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key,
            UpdateExpression: 'SET leaseUntil = :until',
            ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now',
            ExpressionAttributeValues: marshall({ ':until': until, ':now': now }),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async giveLease(): Promise<void> {
      await client.send(new UpdateItemCommand({ TableName: tableName, Key, UpdateExpression: 'REMOVE leaseUntil' }));
    },
    async dueCases(shard: number, by: string, limit: number): Promise<readonly string[]> {
      const { items } = await table.query({ index: 'due', pk: `DUE#${shard}`, upTo: by, limit });
      return items.map(({ PK }) => String(PK));
    },
  };
}
