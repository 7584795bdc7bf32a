/** Conditional writes on a real table: all or nothing, who refused, and no transaction where one write is alone. */
import { TransactionCanceledException, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTransact } from '../../../adapters/dynamodb/transact.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let world: TestTable;
let transact: ReturnType<typeof createTransact>;
const sent: string[] = [];

beforeAll(async () => {
  world = await startTable();
  transact = createTransact(world.client);
  world.client.middlewareStack.add(
    (next, context) => (args) => {
      sent.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize' },
  );
});
afterAll(() => world.stop());
beforeEach(async () => {
  for (const PK of ['a', 'b']) await transact([{ Delete: { ...at(PK) } }]);
  sent.length = 0;
});

const at = (PK: string) => ({ TableName: world.tableName, Key: marshall({ PK, SK: 'X' }) });
const ABSENT = 'attribute_not_exists(PK)';
const PRESENT = 'attribute_exists(PK)';
const put = (PK: string, ConditionExpression = ABSENT): TransactWriteItem => ({
  Put: { TableName: world.tableName, Item: marshall({ PK, SK: 'X' }), ConditionExpression },
});
const update = (PK: string, ConditionExpression = PRESENT): TransactWriteItem => ({
  Update: {
    ...at(PK),
    UpdateExpression: 'SET seen = :yes',
    ExpressionAttributeValues: marshall({ ':yes': true }),
    ConditionExpression,
  },
});
const remove = (PK: string): TransactWriteItem => ({ Delete: { ...at(PK), ConditionExpression: PRESENT } });
const check = (PK: string): TransactWriteItem => ({ ConditionCheck: { ...at(PK), ConditionExpression: PRESENT } });
const stored = (PK: string) => world.table.get({ PK, SK: 'X' });

/** Writes to a table that answers everything with this error. */
const meeting = (error: Error) =>
  createTransact(Object.assign(Object.create(world.client), { send: () => Promise.reject(error) }));

describe('one write', () => {
  it('goes without a transaction, on its condition', async () => {
    expect(await transact([put('a')])).toEqual({ refused: [], busy: false });
    expect(await transact([put('a')])).toEqual({ refused: [0], busy: false });
    expect(await transact([update('b')])).toEqual({ refused: [0], busy: false });
    expect(await transact([update('a')])).toEqual({ refused: [], busy: false });
    expect(await stored('a')).toEqual({ PK: 'a', SK: 'X', seen: true });
    expect(await transact([remove('a')])).toEqual({ refused: [], busy: false });
    expect(await transact([remove('a')])).toEqual({ refused: [0], busy: false });
    expect(await stored('a')).toBeUndefined();
    expect(sent.filter((name) => name.startsWith('Transact'))).toEqual([]);
  });

  it('that only checks goes as a transaction, for a check has no operation of its own', async () => {
    expect(await transact([check('a')])).toEqual({ refused: [0], busy: false });
    expect(sent).toEqual(['TransactWriteItemsCommand']);
  });

  it('that DynamoDB does not understand throws', async () => {
    await expect(transact([put('a', 'no condition at all')])).rejects.toThrow();
  });

  it('that meets a transaction on its item is busy', async () => {
    const conflict = Object.assign(new Error('text'), { name: 'TransactionConflictException' });
    expect(await meeting(conflict)([put('a')])).toEqual({ refused: [], busy: true });
  });
});

describe('several writes', () => {
  it('are all carried out', async () => {
    expect(await transact([put('a'), put('b')])).toEqual({ refused: [], busy: false });
    expect([await stored('a'), await stored('b')]).toEqual([
      { PK: 'a', SK: 'X' },
      { PK: 'b', SK: 'X' },
    ]);
  });

  it('are none carried out where one refuses, which is named', async () => {
    expect(await transact([put('a'), update('b')])).toEqual({ refused: [1], busy: false });
    expect(await stored('a')).toBeUndefined();
  });

  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: 'text',
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code })),
    });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'are busy on %s',
    async (code) => {
      const both = [put('a'), put('b')];
      expect(await meeting(cancelled('None', code))(both)).toEqual({ refused: [], busy: true });
      expect(await meeting(cancelled('ConditionalCheckFailed', code))(both)).toEqual({ refused: [0], busy: false });
    },
  );

  it('throw where the transaction itself was wrong', async () => {
    await expect(meeting(cancelled('None', 'ValidationError'))([put('a'), put('b')])).rejects.toThrow('text');
  });
});
