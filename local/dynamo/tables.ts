/** Creates the template's tables where they are not there yet, and finds their streams. */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { TableSpec } from '../template/tables.ts';
import { type DynamoClient, DynamoFault } from './client.ts';

export interface OpenTable {
  readonly spec: TableSpec;
  readonly streamArn: string | undefined;
}

const describedSchema = z.object({
  Table: z.object({ TableStatus: z.string(), LatestStreamArn: z.string().optional() }),
});

export async function openTable(client: DynamoClient, spec: TableSpec): Promise<OpenTable> {
  await client.call('CreateTable', createInput(spec)).catch((error: unknown) => {
    if (!(error instanceof DynamoFault) || error.name !== 'ResourceInUseException') throw error;
  });
  for (let tries = 0; tries < 200; tries++) {
    const { Table } = describedSchema.parse(await client.call('DescribeTable', { TableName: spec.name }));
    if (Table.TableStatus === 'ACTIVE') return { spec, streamArn: Table.LatestStreamArn };
    await delay(50);
  }
  throw new Error(`expected table ${spec.name} to become active within 10 s, found it still not so`);
}

function createInput(spec: TableSpec): object {
  return {
    TableName: spec.name,
    KeySchema: spec.KeySchema,
    AttributeDefinitions: spec.AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(spec.GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes: spec.GlobalSecondaryIndexes }),
    ...(spec.StreamSpecification && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: spec.StreamSpecification.StreamViewType },
    }),
  };
}
