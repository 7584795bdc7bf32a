/** How far a mapping has come in each shard of its stream, kept in the journal. */
import type { StreamRecord } from '../dynamo/stream.ts';
import type { Journal } from '../wire.ts';

export interface Positions {
  readonly of: (shardId: string) => string | undefined;
  readonly done: (records: readonly StreamRecord[]) => void;
}

const kind = 'stream.position';

export function openPositions(journal: Journal, mapping: string): Positions {
  const positions = new Map<string, string>();
  for (const { key, value } of journal.all(kind)) {
    const [owner, shardId] = key.split(' ');
    if (owner === mapping && shardId) positions.set(shardId, String(value));
  }
  return {
    of: (shardId) => positions.get(shardId),
    done(records) {
      const last = records.at(-1);
      if (!last) return;
      positions.set(last.shardId, last.dynamodb.SequenceNumber);
      journal.put(kind, `${mapping} ${last.shardId}`, last.dynamodb.SequenceNumber);
    },
  };
}

export function isAfter({ dynamodb }: StreamRecord, position: string | undefined): boolean {
  return position === undefined || BigInt(dynamodb.SequenceNumber) > BigInt(position);
}

/** The earliest of several positions: where a reader that serves all of them has to start. */
export function earliestOf(all: readonly Positions[], shardId: string): string | undefined {
  const found = all.map((positions) => positions.of(shardId));
  if (found.includes(undefined)) return undefined;
  return found.filter((position) => position !== undefined).reduce((a, b) => (BigInt(a) < BigInt(b) ? a : b));
}
