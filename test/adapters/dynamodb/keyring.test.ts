/** Keys are found by their digest alone; requests are counted exactly, however many come at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmin } from '../../../adapters/dynamodb/admin.ts';
import { createKeyring } from '../../../adapters/dynamodb/keyring.ts';
import { keyOf } from '../../../adapters/dynamodb/keys.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let world: TestTable;
beforeAll(async () => {
  world = await startTable();
});
afterAll(() => world.stop());

const MINUTE = 29_454_120;

describe('find', () => {
  it('brings what a key may do, and its own limit', async () => {
    const { client, table, tableName } = world;
    const createdAt = '2026-01-01T00:00:00.000Z';
    const key = { hash: 'abc', creditorId: 'demo', label: 'erp', scopes: ['cases:read'], createdAt };
    await createAdmin(client, table, tableName).putKey({ ...key, requestsPerMinute: 7 });
    expect(await createKeyring(table).find('abc')).toMatchObject({
      creditorId: 'demo',
      revoked: false,
      requestsPerMinute: 7,
    });
    expect(await createKeyring(table).find('other')).toBeUndefined();
  });
});

describe('count', () => {
  it('gives every request its own place, and each minute and key a count of its own', async () => {
    const { count } = createKeyring(world.table);
    const places = await Promise.all(Array.from({ length: 20 }, () => count('abc', MINUTE)));
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await count('abc', MINUTE + 1)).toBe(1);
    expect(await count('other', MINUTE)).toBe(1);
  });

  it('is kept an hour beyond its minute, in seconds, as the table’s time to live wants it', async () => {
    await createKeyring(world.table).count('kept', MINUTE);
    const item = await world.table.get(keyOf.rate('kept', MINUTE));
    expect(item).toEqual({ PK: 'RATE#kept', SK: String(MINUTE), tally: 1, purgeAt: MINUTE * 60 + 3600 });
  });
});
