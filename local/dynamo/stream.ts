/** Reads a table's stream from where it stopped, shard by shard, in order. */
import { z } from 'zod';
import { type DynamoClient, DynamoFault } from './client.ts';

const recordSchema = z.object({
  eventID: z.string().optional(),
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  userIdentity: z.unknown().optional(),
  dynamodb: z.object({
    Keys: z.record(z.string(), z.unknown()),
    NewImage: z.record(z.string(), z.unknown()).optional(),
    OldImage: z.record(z.string(), z.unknown()).optional(),
    SequenceNumber: z.string(),
    SizeBytes: z.number().optional(),
    StreamViewType: z.string().optional(),
  }),
});

export type StreamRecord = z.output<typeof recordSchema> & { readonly shardId: string };

const describeSchema = z.object({
  StreamDescription: z.object({
    Shards: z.array(
      z.object({
        ShardId: z.string(),
        SequenceNumberRange: z.object({ EndingSequenceNumber: z.string().optional() }).optional(),
      }),
    ),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const iteratorSchema = z.object({ ShardIterator: z.string() });
const recordsSchema = z.object({
  Records: z.array(recordSchema).default([]),
  NextShardIterator: z.string().optional(),
});

/** Records of one shard that one reading brings at most; fewer mean that nothing is left. */
export const FULL_READING = 1000;

export interface StreamReader {
  /** The next records of all shards, none when everything was read. */
  readonly read: () => Promise<StreamRecord[]>;
}

/** `startAfter` gives the sequence number up to which a shard was handled before, if any. */
export function createStreamReader(
  client: DynamoClient,
  streamArn: string,
  startAfter: (shardId: string) => string | undefined,
): StreamReader {
  const iterators = new Map<string, string | undefined>();

  const findShards = async (): Promise<void> => {
    let from: string | undefined;
    do {
      const answer = await client.call('DescribeStream', {
        StreamArn: streamArn,
        ...(from && { ExclusiveStartShardId: from }),
      });
      const { Shards, LastEvaluatedShardId } = describeSchema.parse(answer).StreamDescription;
      for (const { ShardId } of Shards) if (!iterators.has(ShardId)) iterators.set(ShardId, await iteratorOf(ShardId));
      from = LastEvaluatedShardId;
    } while (from);
  };

  const iteratorOf = async (shardId: string): Promise<string> => {
    const after = startAfter(shardId);
    const base = { StreamArn: streamArn, ShardId: shardId };
    const position = after
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    try {
      return iteratorSchema.parse(await client.call('GetShardIterator', { ...base, ...position })).ShardIterator;
    } catch (error) {
      // The position was trimmed: everything that is left lies after it.
      if (!(error instanceof DynamoFault) || error.name !== 'TrimmedDataAccessException') throw error;
      const oldest = await client.call('GetShardIterator', { ...base, ShardIteratorType: 'TRIM_HORIZON' });
      return iteratorSchema.parse(oldest).ShardIterator;
    }
  };

  return {
    async read() {
      if (![...iterators.values()].some((iterator) => iterator !== undefined)) await findShards();
      const found: StreamRecord[] = [];
      for (const [shardId, iterator] of iterators) {
        if (iterator === undefined) continue;
        const answer = recordsSchema.parse(
          await client.call('GetRecords', { ShardIterator: iterator, Limit: FULL_READING }),
        );
        iterators.set(shardId, answer.NextShardIterator);
        found.push(...answer.Records.map((record) => ({ ...record, shardId })));
      }
      return found;
    },
  };
}
