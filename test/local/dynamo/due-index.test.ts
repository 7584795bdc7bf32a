import { describe, expect, it } from 'vitest';
import type { DynamoClient } from '../../../local/dynamo/client.ts';
import { createDueIndex, type DueIndex } from '../../../local/dynamo/due-index.ts';
import type { StreamRecord } from '../../../local/dynamo/stream.ts';

const index = {
  IndexName: 'due',
  KeySchema: [
    { AttributeName: 'duePk', KeyType: 'HASH' as const },
    { AttributeName: 'dueAt', KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'KEYS_ONLY' },
};
const table = {
  name: 'Letters',
  arn: 'arn',
  KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' as const }],
  AttributeDefinitions: [],
  GlobalSecondaryIndexes: [index],
};

function anIndex(): DueIndex {
  const found = createDueIndex(table);
  if (!found) throw new Error('expected an index');
  return found;
}

const item = (id: string, duePk: string, dueAt: string) => ({
  PK: { S: id },
  duePk: { S: duePk },
  dueAt: { S: dueAt },
});

function aRecord(eventName: StreamRecord['eventName'], id: string, due?: [string, string]): StreamRecord {
  const Keys = { PK: { S: id } };
  const NewImage = due ? item(id, ...due) : Keys;
  return {
    eventName,
    shardId: 's',
    dynamodb: { Keys, SequenceNumber: '1', ...(eventName !== 'REMOVE' && { NewImage }) },
  };
}

const day = (n: number): string => `2026-02-0${n}T10:00:00.000Z`;

describe('the due index', () => {
  it('knows the earliest row of the partitions it is asked for', () => {
    const due = anIndex();
    due.learn([
      aRecord('INSERT', 'a', ['DUE#0', day(5)]),
      aRecord('INSERT', 'b', ['DUE#1', day(3)]),
      aRecord('INSERT', 'c', ['DUE#0', day(4)]),
    ]);
    expect(due.earliest(['DUE#0'])).toBe(Date.parse(day(4)));
    expect(due.earliest(['DUE#0', 'DUE#1'])).toBe(Date.parse(day(3)));
    expect(due.earliest(['DUE#2'])).toBeUndefined();
  });

  it.each([
    ['was put off', aRecord('MODIFY', 'a', ['DUE#0', day(6)]), day(5)],
    ['was brought forward', aRecord('MODIFY', 'b', ['DUE#0', day(2)]), day(2)],
    ['left the index', aRecord('MODIFY', 'a'), day(5)],
    ['was deleted', aRecord('REMOVE', 'a'), day(5)],
    ['moved to another partition', aRecord('MODIFY', 'a', ['DUE#1', day(3)]), day(5)],
  ])('notices that a row %s', (_, record, expected) => {
    const due = anIndex();
    due.learn([aRecord('INSERT', 'a', ['DUE#0', day(3)]), aRecord('INSERT', 'b', ['DUE#0', day(5)])]);
    due.learn([record]);
    expect(due.earliest(['DUE#0'])).toBe(Date.parse(expected));
  });

  it('reads what is there already, page by page', async () => {
    const asked: unknown[] = [];
    const pages = [
      { Items: [item('a', 'DUE#0', day(4))], LastEvaluatedKey: { PK: { S: 'a' } } },
      { Items: [item('b', 'DUE#0', day(3))] },
    ];
    const client: DynamoClient = { call: async (_, input) => pages[asked.push(input) - 1] };
    const due = anIndex();
    await due.load(client, ['DUE#0']);
    expect(asked).toMatchObject([{ IndexName: 'due' }, { ExclusiveStartKey: { PK: { S: 'a' } } }]);
    expect(due.earliest(['DUE#0'])).toBe(Date.parse(day(3)));
  });

  it('takes a row that says no instant for due at once', () => {
    const due = anIndex();
    due.learn([aRecord('INSERT', 'a', ['DUE#0', 'soon'])]);
    expect(due.earliest(['DUE#0'])).toBe(0);
  });

  it('is not there for a table without an index of that name', () => {
    expect(createDueIndex({ ...table, GlobalSecondaryIndexes: [] })).toBeUndefined();
  });
});
