/** Wires the table's stream to the bus. */
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import { createBus, eventBridgeClient } from '../../adapters/eventbridge/bus.ts';
import { log } from '../_shared/log.ts';
import { createHandler } from './handler.ts';

const env = z.object({ EVENT_BUS_NAME: z.string() }).parse(process.env);
const bus = createBus({
  client: eventBridgeClient(),
  busName: env.EVENT_BUS_NAME,
  onFailure: (index, code) => log('warn', 'EVENT_REFUSED', { index, code }),
});
const publishRecords = createHandler({
  publish: (events) => bus.publish(events.map(({ name, detail }) => ({ source: 'dunlin', detailType: name, detail }))),
  failed: (sequence, error) =>
    log('error', 'RECORD_UNREADABLE', { sequence, error: error instanceof Error ? error.name : typeof error }),
});

const Batch = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({ SequenceNumber: z.string(), NewImage: z.record(z.string(), z.any()).optional() }),
    }),
  ),
});

export async function handler(event: unknown): Promise<DynamoDBBatchResponse> {
  const records = Batch.parse(event).Records.map(({ dynamodb }) => ({
    sequence: dynamodb.SequenceNumber,
    item: dynamodb.NewImage ? unmarshall(dynamodb.NewImage) : {},
  }));
  const failures = await publishRecords(records);
  return { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) };
}
