/**
 * What the due index holds, learnt from the stream: when the earliest row of some partitions falls due.
 * It tells the clock how far it may jump without polling; it decides nothing.
 */
import { z } from 'zod';
import type { TableSpec } from '../template/tables.ts';
import { type Due, DueQueue } from '../time/due-queue.ts';
import type { DynamoClient } from './client.ts';
import type { StreamRecord } from './stream.ts';

export interface DueIndex {
  readonly learn: (records: readonly StreamRecord[]) => void;
  /** Milliseconds since 1970 of the earliest row in these partitions. */
  readonly earliest: (partitions: readonly string[]) => number | undefined;
  /** Reads the partitions from the index: what a restart or another process left there. */
  readonly load: (client: DynamoClient, partitions: Iterable<string>) => Promise<void>;
}

interface Entry extends Due {
  readonly id: string;
  readonly partition: string;
}

type Item = Readonly<Record<string, unknown>>;
const stringAttribute = z.object({ S: z.string() });
const pageSchema = z.object({
  Items: z.array(z.record(z.string(), z.unknown())).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** The index named `due`, or nothing where the table has none. */
export function createDueIndex(table: TableSpec): DueIndex | undefined {
  const index = table.GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === 'due');
  const partitionName = keyOf(index?.KeySchema, 'HASH');
  const sortName = keyOf(index?.KeySchema, 'RANGE');
  if (!index || !partitionName || !sortName) return undefined;
  const entries = new Map<string, Entry>();
  const queues = new Map<string, DueQueue<Entry>>();
  let order = 0;

  const idOf = (item: Item): string => JSON.stringify(table.KeySchema.map(({ AttributeName }) => item[AttributeName]));

  const put = (item: Item): void => {
    const id = idOf(item);
    const partition = stringAttribute.safeParse(item[partitionName]);
    const due = stringAttribute.safeParse(item[sortName]);
    if (!partition.success || !due.success) return void entries.delete(id);
    const known = entries.get(id);
    const entry = { id, partition: partition.data.S, dueMs: instantOf(due.data.S), order: order++ };
    if (known && known.partition === entry.partition && known.dueMs === entry.dueMs) return;
    entries.set(id, entry);
    const queue = queues.get(entry.partition) ?? new DueQueue<Entry>();
    queues.set(entry.partition, queue);
    queue.push(entry);
  };

  const earliestOf = (partition: string): number => {
    const queue = queues.get(partition);
    for (let first = queue?.peek(); first; first = queue?.peek()) {
      if (entries.get(first.id) === first) return first.dueMs;
      queue?.pop();
    }
    return Infinity;
  };

  return {
    learn(records) {
      for (const { eventName, dynamodb } of records)
        if (eventName === 'REMOVE') entries.delete(idOf(dynamodb.Keys));
        else put(dynamodb.NewImage ?? dynamodb.Keys);
    },
    earliest(partitions) {
      const earliest = Math.min(...partitions.map(earliestOf));
      return earliest === Infinity ? undefined : earliest;
    },
    async load(client, partitions) {
      for (const partition of partitions) {
        let from: Item | undefined;
        do {
          const page = pageSchema.parse(await client.call('Query', queryInput(partition, from)));
          page.Items.forEach(put);
          from = page.LastEvaluatedKey;
        } while (from);
      }
    },
  };

  function queryInput(partition: string, from: Item | undefined): object {
    return {
      TableName: table.name,
      IndexName: 'due',
      KeyConditionExpression: '#p = :p',
      ExpressionAttributeNames: { '#p': partitionName },
      ExpressionAttributeValues: { ':p': { S: partition } },
      ...(from && { ExclusiveStartKey: from }),
    };
  }
}

function keyOf(keys: TableSpec['KeySchema'] | undefined, type: 'HASH' | 'RANGE'): string | undefined {
  return keys?.find(({ KeyType }) => KeyType === type)?.AttributeName;
}

/** A text that is no instant counts as due at once: a tick too many does no harm. */
function instantOf(text: string): number {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? 0 : ms;
}
