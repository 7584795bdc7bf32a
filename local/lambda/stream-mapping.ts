/** One event source mapping: filters a stream's records, feeds them in batches, and retries, bisects or gives up. */

import type { StreamRecord } from '../dynamo/stream.ts';
import { compilePattern } from '../events/pattern.ts';
import type { MappingSpec } from '../template/mappings.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Place } from '../wire.ts';
import { failedFrom } from './batch-failures.ts';
import type { Destinations } from './destinations.ts';
import type { LambdaHost } from './host.ts';
import { isAfter, type Positions } from './positions.ts';

export interface StreamMapping {
  readonly accept: (records: readonly StreamRecord[]) => void;
}

export interface StreamMappingDeps {
  readonly spec: MappingSpec;
  readonly host: LambdaHost;
  readonly timeline: Timeline;
  readonly positions: Positions;
  readonly destinations: Destinations;
  readonly place: Place;
  readonly streamArn: string;
}

interface Batch {
  readonly records: readonly StreamRecord[];
  readonly attempt: number;
}

export function createStreamMapping(deps: StreamMappingDeps): StreamMapping {
  const { spec, host, timeline, positions, destinations } = deps;
  const tests = spec.filters.map((filter) => compilePattern(filter));
  const takes = (record: StreamRecord): boolean => tests.length === 0 || tests.some((test) => test(record));
  const queue: StreamRecord[] = [];
  /** What a failure left to be tried before anything new. */
  let retries: Batch[] = [];
  let busy = false;

  const nextBatch = (): Batch | undefined =>
    retries.shift() ?? (queue.length > 0 ? { records: takeBatch(), attempt: 0 } : undefined);

  const takeBatch = (): StreamRecord[] => {
    const [first] = queue;
    const other = queue.findIndex(({ shardId }) => shardId !== first?.shardId);
    return queue.splice(0, Math.min(spec.batchSize, other < 0 ? queue.length : other));
  };

  const run = async (): Promise<void> => {
    for (let batch = nextBatch(); batch; batch = nextBatch()) {
      const wanted = batch.records.filter(takes);
      const failedAt = wanted.length === 0 ? undefined : await invoke(wanted);
      if (failedAt === undefined) {
        positions.done(batch.records);
        continue;
      }
      const waitMs = await keepFailed(batch, wanted[failedAt]);
      if (waitMs > 0) {
        timeline.at(timeline.now() + waitMs, `stream ${spec.logicalId}`, run);
        return;
      }
    }
    busy = false;
  };

  /** Answers the index of the first record that failed. */
  const invoke = async (records: readonly StreamRecord[]): Promise<number | undefined> => {
    const outcome = await host.invoke(spec.functionName, { Records: records.map((record) => toEvent(record, deps)) });
    if (!outcome.ok) return 0;
    return spec.reportsItemFailures ? failedFrom(outcome.payload, records) : undefined;
  };

  /** Puts the rest of a failed batch before everything new, and answers how long to wait before it is tried. */
  const keepFailed = async ({ records, attempt }: Batch, failed: StreamRecord | undefined): Promise<number> => {
    const from = Math.max(0, failed ? records.indexOf(failed) : 0);
    positions.done(records.slice(0, from));
    const rest = records.slice(from);
    if (spec.bisect && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      retries = [{ records: rest.slice(0, middle), attempt }, { records: rest.slice(middle), attempt }, ...retries];
      return 0;
    }
    if (spec.retries >= 0 && attempt >= spec.retries) {
      if (spec.onFailureArn) await destinations.send(spec.onFailureArn, failureRecord(rest, attempt, deps));
      positions.done(rest);
      return 0;
    }
    retries = [{ records: rest, attempt: attempt + 1 }, ...retries];
    return Math.min(1000 * 2 ** attempt, 60_000);
  };

  return {
    accept(records) {
      queue.push(...records.filter((record) => isAfter(record, positions.of(record.shardId))));
      if (busy || queue.length === 0) return;
      busy = true;
      timeline.track(run());
    },
  };
}

/** The moment of a stream record is real time; to the handlers it is now. */
function toEvent({ shardId: _, ...record }: StreamRecord, { timeline, place, streamArn }: StreamMappingDeps): object {
  return {
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: place.region,
    eventSourceARN: streamArn,
    ...record,
    dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: Math.floor(timeline.now() / 1000) },
  };
}

/** To a bucket Lambda writes the records themselves beside what it would tell a queue. */
function failureRecord(records: readonly StreamRecord[], attempt: number, deps: StreamMappingDeps): object {
  const { spec, host, timeline, streamArn } = deps;
  return {
    requestContext: {
      functionArn: host.find(spec.functionName)?.arn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: attempt + 1,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(timeline.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId: records[0]?.shardId,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      batchSize: records.length,
      streamArn,
    },
    payload: { Records: records.map((record) => toEvent(record, deps)) },
  };
}
