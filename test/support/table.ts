/** A real table for one test file: dynoxide on a port of its own, with the keys and indexes of the template. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createTable, type Table } from '../../adapters/dynamodb/table.ts';
import type { Ledger } from '../../core/ports.ts';
import { startDynamo } from '../../local/dynamo/server.ts';
import { tableSchema } from './table-schema.ts';

export type TestTable = {
  readonly client: DynamoDBClient;
  readonly table: Table;
  readonly tableName: string;
  readonly ledger: Ledger;
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
};

/** `beforeAll(async () => { world = await startTable(); }); afterAll(() => world.stop());` */
export async function startTable(): Promise<TestTable> {
  const server = await startDynamo(undefined);
  const { endpoint } = server;
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const tableName = `dunlin-${process.pid}-${Date.now()}`;
  await client.send(new CreateTableCommand({ TableName: tableName, BillingMode: 'PAY_PER_REQUEST', ...tableSchema }));
  const table = createTable(client, tableName);
  const stop = async () => {
    client.destroy();
    await server.stop();
  };
  return { client, table, tableName, ledger: createLedger(table, tableName), endpoint, stop };
}
