/** Makes one table hold what another one holds, in pages, until a whole pass finds nothing to change. */
import {
  type AttributeValue,
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type RawItem, scanItems } from '../../../adapters/dynamodb/scan.ts';
import { inPace } from '../in-pace.ts';
import { OperatorError } from '../operator-error.ts';
import { isSameItem, lostDecision, wantedItem } from './wanted.ts';

type Key = { readonly PK: AttributeValue; readonly SK: AttributeValue };

export type CopyInput = {
  readonly client: DynamoDBClient;
  readonly from: string;
  readonly to: string;
  /** Told once for each decision of a person that is lost. */
  readonly lost: (line: string) => void;
};

export type Copied = { put: number; removed: number };

const PAGE = 100;
const PASSES = 5;

export async function copyItems(input: CopyInput): Promise<Copied> {
  const all: Copied = { put: 0, removed: 0 };
  for (let pass = 0; pass < PASSES; pass++) {
    const { put, removed } = await onePass(input, pass === 0);
    all.put += put;
    all.removed += removed;
    if (put + removed === 0) return all;
  }
  throw new OperatorError(
    `expected the table to rest while it is restored, found it changed in each of ${PASSES} passes: keep the ERP from pushing and run it again`,
  );
}

/** What the copy holds first, then what only the table itself holds. */
async function onePass({ client, from, to, lost }: CopyInput, tells: boolean): Promise<Copied> {
  const count: Copied = { put: 0, removed: 0 };
  const settle = async (restored: RawItem | undefined, current: RawItem | undefined): Promise<void> => {
    const wanted = wantedItem({ restored, current });
    if (isSameItem(wanted, current)) return;
    const line = tells ? lostDecision({ restored, current }) : undefined;
    if (line !== undefined) lost(line);
    if (wanted) {
      await client.send(new PutItemCommand({ TableName: to, Item: wanted }));
      count.put++;
    } else if (current) {
      await client.send(new DeleteItemCommand({ TableName: to, Key: keyOf(current) }));
      count.removed++;
    }
  };
  for await (const [restored, current] of sideBySide(client, from, to))
    await inPace(restored, (item) => settle(item, current.get(nameOf(item))));
  for await (const [current, restored] of sideBySide(client, to, from)) {
    const alone = current.filter((item) => !restored.has(nameOf(item)));
    await inPace(alone, (item) => settle(undefined, item));
  }
  return count;
}

/** Pages of one table, each with the items in the same places of the other. */
async function* sideBySide(
  client: DynamoDBClient,
  left: string,
  right: string,
): AsyncGenerator<readonly [readonly RawItem[], ReadonlyMap<string, RawItem>]> {
  let page: RawItem[] = [];
  for await (const item of scanItems(client, left)) {
    page.push(item);
    if (page.length < PAGE) continue;
    yield [page, await itemsIn(client, right, page)];
    page = [];
  }
  yield [page, await itemsIn(client, right, page)];
}

async function itemsIn(client: DynamoDBClient, table: string, like: readonly RawItem[]) {
  const found = new Map<string, RawItem>();
  let left: Key[] = like.map(keyOf);
  for (let tries = 0; left.length > 0; tries++) {
    if (tries > 8) throw new Error(`expected all items of a batch after 8 tries, ${left.length} are missing`);
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** tries));
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
    );
    for (const item of Responses[table] ?? []) found.set(nameOf(item), item);
    left = (UnprocessedKeys[table]?.Keys ?? []).map(keyOf);
  }
  return found;
}

function keyOf({ PK, SK }: RawItem): Key {
  if (!PK || !SK)
    throw new Error('expected an item with the keys PK and SK, found one without: is it a copy of the table?');
  return { PK, SK };
}

const nameOf = ({ PK, SK }: RawItem): string => JSON.stringify([PK?.S, SK?.S]);
