/** The same random transactions on dynoxide and on DynamoDB Local: the same answers, reasons, items and index entries. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLists } from '../../../adapters/dynamodb/lists.ts';
import { createSweep } from '../../../adapters/dynamodb/sweep.ts';
import type { Write } from '../../../core/ports.ts';
import { scan } from '../../functions/money-tables.ts';
import { startTable, type TestTable } from '../../support/table.ts';
import { type DynamoDbLocal, startDynamoDbLocal } from './dynamodb-local.ts';
import { createWriter } from './random-writes.ts';

const seed = Number(process.env.SEED ?? 20_261_122);
const transactions = 400;

type Engine = { readonly world: TestTable; readonly answer: (writes: readonly Write[]) => Promise<Told> };

let server: DynamoDbLocal;
let dynoxide: Engine;
let local: Engine;

beforeAll(async () => {
  delete process.env.DYNAMODB_ENDPOINT;
  dynoxide = watched(await startTable());
  server = await startDynamoDbLocal();
  process.env.DYNAMODB_ENDPOINT = server.endpoint;
  local = watched(await startTable());
});
afterAll(async () => {
  await dynoxide?.world.stop();
  await local?.world.stop();
  await server?.stop();
});

/** Answers of the ledger, with what DynamoDB itself said: the error's name, and the code of each item of a transaction. */
function watched(world: TestTable): Engine {
  const said: unknown[] = [];
  world.client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof TransactionCanceledException)
          said.push((error.CancellationReasons ?? []).map(({ Code }) => Code));
        said.push(error instanceof Error ? error.name : error);
        throw error;
      }
    },
    { step: 'initialize' },
  );
  const answer = async (writes: readonly Write[]): Promise<Told> => {
    const committed: unknown = await world.ledger.commit(writes).catch(() => 'thrown');
    return { committed, said: said.splice(0) };
  };
  return { world, answer };
}

async function everythingOf({ world }: Engine) {
  const { client, table, tableName } = world;
  const sweep = createSweep(client, table, tableName);
  const lists = createLists(table);
  const shards = Array.from({ length: sweep.shards }, (_, shard) => sweep.dueCases(shard, '2027', 100));
  const items = await scan(() => world).all();
  const key = ({ PK, SK }: Readonly<Record<string, unknown>>) => `${PK}\n${SK}`;
  return {
    items: items.toSorted((one, other) => (key(one) < key(other) ? -1 : 1)),
    due: (await Promise.all(shards)).map((ids) => ids.toSorted()),
    open: await lists.invoices('demo', 'open', { size: 100 }),
    settled: await lists.invoices('demo', 'settled', { size: 100 }),
    ofCustomer: await lists.invoices('demo', { customerId: 'C-1' }, { size: 100 }),
    tasks: [await lists.tasks('demo', 'open', { size: 100 }), await lists.tasks('demo', 'done', { size: 100 })],
  };
}

type Told = { readonly committed: unknown; readonly said: readonly unknown[] };

function outcomeOf({ committed }: Told): 'written' | 'refused' | 'thrown' {
  if (committed === 'thrown') return 'thrown';
  return JSON.stringify(committed) === '{"ok":true}' ? 'written' : 'refused';
}

it('answer alike and leave the same table on both engines', async () => {
  const writer = createWriter(seed);
  const counts = { written: 0, refused: 0, thrown: 0 };
  const differences: unknown[] = [];
  for (let turn = 0; turn < transactions; turn++) {
    const writes = writer.next();
    const [ours, theirs] = await Promise.all([dynoxide.answer(writes), local.answer(writes)]);
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      differences.push({ turn, writes, dynoxide: ours, local: theirs });
    const outcome = outcomeOf(ours);
    counts[outcome]++;
    writer.settled(outcome === 'written');
  }
  const found = await everythingOf(dynoxide);
  const told = `${transactions} transactions (${counts.written} written, ${counts.refused} refused)`;
  console.log(`table, random (seed ${seed}): ${told}, ${found.items.length} items, ${differences.length} differences`);
  expect(differences).toEqual([]);
  expect(await everythingOf(local)).toEqual(found);
  expect(counts.thrown).toBe(0);
  expect(Math.min(counts.written, counts.refused)).toBeGreaterThan(transactions / 5);
});

/**
 * Dynoxide refuses an item named twice whatever the table holds; DynamoDB Local carries the actions out one after the other
 * and refuses it only where no condition failed on the way. AWS's guide supports the former: "multiple actions within the
 * same transaction can't target the same item"
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html). The ledger never names one twice.
 */
it('differ, as is known, on a transaction that names an item twice and is refused as well', async () => {
  const touch = { caseId: 'CRED#demo#INV#twice', cycle: 1, stepId: 'a', channel: 'email', claimId: 'b' } as const;
  const settled = { ...touch, messageId: 'm', state: 'sent', at: '2026-02-03T10:00:00.000Z' } as const;
  const settle: Write = { kind: 'settle-touch', touch: settled };
  const number: Write = { kind: 'number', creditorId: 'demo', invoiceNumber: 'twice', invoiceId: '1' };
  const named = { committed: 'thrown', said: ['ValidationException'] };
  expect([await dynoxide.answer([number, number]), await local.answer([number, number])]).toEqual([named, named]);
  expect(await dynoxide.answer([settle, settle])).toEqual(named);
  const reasons = ['ConditionalCheckFailed', 'ConditionalCheckFailed'];
  const refused = { ok: false, refused: [0, 1], busy: false };
  expect(await local.answer([settle, settle])).toEqual({
    committed: refused,
    said: [reasons, 'TransactionCanceledException'],
  });
});
