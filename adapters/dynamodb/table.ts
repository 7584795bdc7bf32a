/** The table's few operations with the SDK's shapes taken off: parsed items in, plain outcomes out. */
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Key } from './keys.ts';
import { createTransact } from './transact.ts';

export type Raw = Record<string, unknown>;
export type Page = { readonly items: readonly Raw[]; readonly next?: Raw | undefined };
export type QueryInput = {
  readonly index?: 'due' | 'customer' | 'list';
  readonly pk: string;
  readonly prefix?: string;
  readonly upTo?: string;
  readonly limit?: number;
  readonly start?: Raw | undefined;
  readonly newestFirst?: boolean;
};

export type Table = ReturnType<typeof createTable>;

const SORT_KEY = { due: 'dueAt', customer: 'customerSk', list: 'listSk' } as const;

export function createTable(client: DynamoDBClient, tableName: string) {
  async function get(key: Key): Promise<Raw | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: marshall(key), ConsistentRead: true }),
    );
    return Item && unmarshall(Item);
  }

  /** Consistent reads of any number of keys, in chunks of a hundred; keys that were not processed are asked again. */
  async function batchGet(keys: readonly Key[]): Promise<readonly Raw[]> {
    const unique = [...new Map(keys.map(({ PK, SK }) => [`${PK}\n${SK}`, { PK, SK }])).values()];
    const found: Raw[] = [];
    for (let at = 0; at < unique.length; at += 100) {
      let left = unique.slice(at, at + 100).map((key) => marshall(key));
      for (let tries = 0; left.length > 0; tries++) {
        if (tries > 8) throw new Error(`expected all items of a batch after 8 tries, ${left.length} are missing`);
        if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** tries));
        const answer = await client.send(
          new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } } }),
        );
        found.push(...(answer.Responses?.[tableName] ?? []).map((item) => unmarshall(item)));
        left = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
      }
    }
    return found;
  }

  async function query({ index, pk, prefix, upTo, limit, start, newestFirst }: QueryInput): Promise<Page> {
    const pkName = index ? `${index}Pk` : 'PK';
    const skName = index ? SORT_KEY[index] : 'SK';
    const condition = prefix !== undefined ? ' AND begins_with(#sk, :sk)' : upTo !== undefined ? ' AND #sk <= :sk' : '';
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        ...(index ? { IndexName: index } : { ConsistentRead: true }),
        KeyConditionExpression: `#pk = :pk${condition}`,
        ExpressionAttributeNames: { '#pk': pkName, ...(condition ? { '#sk': skName } : {}) },
        ExpressionAttributeValues: marshall({ ':pk': pk, ...(condition ? { ':sk': prefix ?? upTo } : {}) }),
        ScanIndexForward: !newestFirst,
        ...(limit ? { Limit: limit } : {}),
        ...(start ? { ExclusiveStartKey: marshall(start) } : {}),
      }),
    );
    const next = answer.LastEvaluatedKey;
    return { items: (answer.Items ?? []).map((item) => unmarshall(item)), ...(next ? { next: unmarshall(next) } : {}) };
  }

  async function queryAll(input: QueryInput): Promise<readonly Raw[]> {
    const all: Raw[] = [];
    let start: Raw | undefined;
    do {
      const page: Page = await query({ ...input, start });
      all.push(...page.items);
      start = page.next;
    } while (start);
    return all;
  }

  /** Counts one more on an item that goes away after `purgeAt` (epoch seconds); answers how many there are by now. */
  async function tally(key: Key, purgeAt: number): Promise<number> {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: marshall(key),
        UpdateExpression: 'ADD #tally :one SET #purgeAt = :purgeAt',
        ExpressionAttributeNames: { '#tally': 'tally', '#purgeAt': 'purgeAt' },
        ExpressionAttributeValues: marshall({ ':one': 1, ':purgeAt': purgeAt }),
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(Attributes?.tally?.N ?? 0);
  }

  return { get, batchGet, query, queryAll, tally, transact: createTransact(client) };
}
