/** The ledger on a real table speaks DynamoDB's own wire protocol here. */
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { keyOf } from '../../../adapters/dynamodb/keys.ts';
import { createSweep } from '../../../adapters/dynamodb/sweep.ts';
import type { Parking } from '../../support/memory-rows.ts';
import { putItem, storeCreditor } from '../../support/store.ts';
import { startTable, type TestTable } from '../../support/table.ts';
import { ledgerContract } from './ledger-contract.ts';

/** As the definition's AwaitPaymentOrNextStep writes. */
async function park({ client, tableName }: TestTable, parking: Parking): Promise<boolean> {
  const { caseId, cycle, run, decisionVersion: seen, token, leaseUntil } = parking;
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: marshall(keyOf.invoice(caseId)),
        UpdateExpression: 'SET taskToken = :token, dueAt = :leaseUntil',
        ConditionExpression: 'caseState = :open AND #cycle = :cycle AND #run = :run AND decisionVersion = :seen',
        ExpressionAttributeNames: { '#cycle': 'cycle', '#run': 'run' },
        ExpressionAttributeValues: marshall({
          ':token': token,
          ':leaseUntil': leaseUntil,
          ':open': 'open',
          ':cycle': cycle,
          ':run': run,
          ':seen': seen,
        }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

ledgerContract('on a table', async () => {
  const world = await startTable();
  const sweep = createSweep(world.client, world.table, world.tableName);
  const shards = Array.from({ length: sweep.shards }, (_, shard) => shard);
  return {
    ledger: world.ledger,
    addCreditor: (creditor, policy) => storeCreditor(world, creditor, policy),
    stopStage: (stopped) => putItem(world, { ...keyOf.stage, stopped }),
    park: (parking) => park(world, parking),
    due: async (by) => (await Promise.all(shards.map((shard) => sweep.dueCases(shard, by, 100)))).flat(),
    stop: world.stop,
  };
});
