/** The adapter's contract suites on AWS's own DynamoDB Local. */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, it } from 'vitest';
import { startDynamoDbLocal } from './dynamodb-local.ts';
import { runSuites, SUITES } from './suites.ts';

const engine = await startDynamoDbLocal();
process.env.DYNAMODB_ENDPOINT = engine.endpoint;
afterAll(() => engine.stop());

await runSuites('DynamoDB Local');

it('has seen every suite make its tables', async () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  expect(TableNames.length).toBeGreaterThanOrEqual(SUITES.length);
});
