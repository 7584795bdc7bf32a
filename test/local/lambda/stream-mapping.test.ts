import { describe, expect, it } from 'vitest';
import type { StreamRecord } from '../../../local/dynamo/stream.ts';
import { openJournal } from '../../../local/journal/journal.ts';
import type { Outcome } from '../../../local/lambda/invocation.ts';
import { openPositions } from '../../../local/lambda/positions.ts';
import { createStreamMapping } from '../../../local/lambda/stream-mapping.ts';
import type { MappingSpec } from '../../../local/template/mappings.ts';
import { createClock } from '../../../local/time/clock.ts';
import { createTimeline } from '../../../local/time/timeline.ts';
import { place } from '../fixture/cloud-assembly.ts';

const minute = 60_000;

function aRecord(sequence: number, eventName: StreamRecord['eventName'] = 'INSERT'): StreamRecord {
  return {
    eventName,
    shardId: 'shard',
    dynamodb: { Keys: { PK: { S: `K${sequence}` } }, SequenceNumber: String(sequence) },
  };
}

function sequencesIn(event: unknown): number[] {
  const { Records } = Object(event);
  return Records.map((record: StreamRecord) => Number(record.dynamodb.SequenceNumber));
}

interface Given {
  readonly spec?: Partial<MappingSpec>;
  readonly journal?: ReturnType<typeof openJournal>;
  readonly answer?: (sequences: readonly number[], call: number) => Outcome;
}

function aMapping({ spec = {}, journal = openJournal(), answer = () => ({ ok: true, payload: null }) }: Given) {
  const timeline = createTimeline({ clock: createClock(0), onFault: (_, error) => expect.fail(String(error)) });
  const batches: number[][] = [];
  const failures: object[] = [];
  const { accept } = createStreamMapping({
    spec: {
      ...{ logicalId: 'Stream', functionName: 'publish', tableArn: 'table', batchSize: 4, bisect: false, retries: 2 },
      ...{ reportsItemFailures: false, onFailureArn: 'arn:aws:s3:::failures', filters: [], ...spec },
    },
    host: {
      ...{ specs: [], find: () => undefined, load: async () => undefined },
      invoke: async (_, event) => answer(sequencesIn(event), batches.push(sequencesIn(event))),
    },
    destinations: { send: async (_, record) => void failures.push(record), queued: () => [] },
    ...{ timeline, place, streamArn: 'stream', positions: openPositions(journal, 'Stream') },
  });
  return { accept, timeline, batches, failures };
}

const broken: Outcome = { ok: false, errorType: 'Error', message: 'no' };

describe('a stream mapping', () => {
  it('feeds records in order, in batches of the size that was asked for', async () => {
    const { accept, timeline, batches } = aMapping({});
    accept([1, 2, 3, 4, 5, 6].map((n) => aRecord(n)));
    await timeline.settle();
    expect(batches).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('leaves out what its filters do not take', async () => {
    const { accept, timeline, batches } = aMapping({
      spec: { filters: [{ eventName: ['INSERT'] }, { dynamodb: { Keys: { PK: { S: ['K3'] } } } }] },
    });
    accept([aRecord(1), aRecord(2, 'REMOVE'), aRecord(3, 'MODIFY')]);
    await timeline.settle();
    expect(batches).toEqual([[1, 3]]);
  });

  it('tries a failed batch again later, and holds back what came after it', async () => {
    const { accept, timeline, batches } = aMapping({
      answer: (_, call) => (call < 3 ? broken : { ok: true, payload: null }),
    });
    accept([aRecord(1)]);
    await timeline.settle();
    accept([aRecord(2)]);
    await timeline.advanceTo(minute);
    expect(batches).toEqual([[1], [1], [1], [2]]);
  });

  it('gives up after its retries, hands over the records, and goes on', async () => {
    const { accept, timeline, batches, failures } = aMapping({
      answer: ([first]) => (first === 1 ? broken : { ok: true, payload: null }),
    });
    accept([aRecord(1)]);
    await timeline.settle();
    accept([aRecord(2)]);
    await timeline.advanceTo(minute);
    expect(batches).toEqual([[1], [1], [1], [2]]);
    expect(failures.map((failure) => sequencesIn(Object(failure).payload))).toEqual([[1]]);
  });

  it('halves a failed batch until the record that fails is alone', async () => {
    const { accept, timeline, batches, failures } = aMapping({
      spec: { bisect: true, retries: 0 },
      answer: (sequences) => (sequences.includes(3) ? broken : { ok: true, payload: null }),
    });
    accept([1, 2, 3, 4].map((n) => aRecord(n)));
    await timeline.advanceTo(minute);
    expect(batches).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
    expect(failures.map((failure) => sequencesIn(Object(failure).payload))).toEqual([[3]]);
  });

  it('tries again only from the first record that the function reported as failed', async () => {
    const failed = { batchItemFailures: [{ itemIdentifier: '3' }, { itemIdentifier: '2' }] };
    const { accept, timeline, batches } = aMapping({
      spec: { reportsItemFailures: true },
      answer: (_, call) => ({ ok: true, payload: call === 1 ? failed : { batchItemFailures: [] } }),
    });
    accept([1, 2, 3].map((n) => aRecord(n)));
    await timeline.advanceTo(minute);
    expect(batches).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
  });

  it('does not feed again, after a restart, what was handled before', async () => {
    const journal = openJournal();
    const before = aMapping({ journal });
    before.accept([aRecord(9), aRecord(10)]);
    await before.timeline.settle();
    const after = aMapping({ journal });
    after.accept([aRecord(9), aRecord(10), aRecord(11)]);
    await after.timeline.settle();
    expect(after.batches).toEqual([[11]]);
  });
});
