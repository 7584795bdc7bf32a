/** All tables' streams: each read by one pump, learnt from by the due index, and fed to the functions mapped to it. */
import type { Destinations } from '../lambda/destinations.ts';
import type { LambdaHost } from '../lambda/host.ts';
import { earliestOf, openPositions } from '../lambda/positions.ts';
import { createStreamMapping } from '../lambda/stream-mapping.ts';
import type { MappingSpec } from '../template/mappings.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Journal, Place } from '../wire.ts';
import type { DynamoClient } from './client.ts';
import { createDueIndex, type DueIndex } from './due-index.ts';
import { createPump, type Pump } from './pump.ts';
import { createStreamReader } from './stream.ts';
import type { OpenTable } from './tables.ts';

export interface StreamsDeps {
  readonly client: DynamoClient;
  readonly mappings: readonly MappingSpec[];
  readonly host: LambdaHost;
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly destinations: Destinations;
  readonly place: Place;
  /** Told after records were learnt from. */
  readonly onChange: () => void;
}

export interface Streams {
  readonly wake: () => void;
  readonly drain: () => Promise<void>;
  readonly earliest: (partitions: readonly string[]) => number | undefined;
  readonly loadDue: (partitions: ReadonlySet<string>) => Promise<void>;
}

export function openStreams(tables: readonly OpenTable[], deps: StreamsDeps): Streams {
  const pumps: Pump[] = [];
  const dueIndexes: DueIndex[] = [];
  for (const mapping of deps.mappings) {
    if (tables.some(({ spec, streamArn }) => spec.arn === mapping.tableArn && streamArn)) continue;
    throw new Error(`expected a table with a stream behind ${mapping.logicalId}, found ${mapping.tableArn}`);
  }
  for (const table of tables) {
    const dueIndex = createDueIndex(table.spec);
    if (dueIndex) dueIndexes.push(dueIndex);
    if (table.streamArn) pumps.push(openPump(table, table.streamArn, dueIndex, deps));
  }
  return {
    wake() {
      for (const pump of pumps) pump.wake();
    },
    async drain() {
      for (const pump of pumps) await pump.drain();
    },
    earliest(partitions) {
      const found = dueIndexes.map((index) => index.earliest(partitions)).filter((due) => due !== undefined);
      return found.length === 0 ? undefined : Math.min(...found);
    },
    async loadDue(partitions) {
      for (const index of dueIndexes) await index.load(deps.client, partitions);
    },
  };
}

function openPump({ spec }: OpenTable, streamArn: string, dueIndex: DueIndex | undefined, deps: StreamsDeps): Pump {
  const mapped = deps.mappings.filter(({ tableArn }) => tableArn === spec.arn);
  const fed = mapped.map((mapping) => {
    const positions = openPositions(deps.journal, mapping.logicalId);
    return {
      positions,
      ...createStreamMapping({ ...deps, spec: mapping, positions, streamArn: `${spec.arn}/stream/local` }),
    };
  });
  const allPositions = fed.map(({ positions }) => positions);
  const reader = createStreamReader(deps.client, streamArn, (shardId) => earliestOf(allPositions, shardId));
  return createPump(reader, deps.timeline, (records) => {
    dueIndex?.learn(records);
    deps.onChange();
    for (const { accept } of fed) accept(records);
  });
}
