/** A key's requests are counted by the minute; what is over the limit is refused without another write. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { REQUESTS_PER_MINUTE } from '../../../contracts/api/limits.ts';
import { createRateLimit } from '../../../functions/_shared/rate.ts';

const NOON = Date.parse('2026-02-02T12:00:00.000Z');
const key = { hash: 'h', creditorId: 'demo', scopes: [], revoked: false };

let counted: string[] = [];
beforeEach(() => {
  counted = [];
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

/** Counts as the table does, as if `before` requests had come by other instances. */
function limitAfter(before: number) {
  const counts = new Map<string, number>();
  return createRateLimit({
    count: async (hash, minute) => {
      const name = `${hash} ${minute}`;
      counted.push(name);
      counts.set(name, (counts.get(name) ?? before) + 1);
      return counts.get(name) ?? 0;
    },
  });
}

describe('the limit of requests', () => {
  it('lets in as many as a key may make, and no more', async () => {
    const limit = limitAfter(REQUESTS_PER_MINUTE - 1);
    expect(await limit(key, 'r1', NOON)).toBeUndefined();
    expect(await limit(key, 'r2', NOON)).toEqual({ allowed: REQUESTS_PER_MINUTE, retryAfterSeconds: 60 });
  });

  it('is the one that the key itself names', async () => {
    const limit = limitAfter(REQUESTS_PER_MINUTE);
    expect(await limit({ ...key, requestsPerMinute: 5000 }, 'r1', NOON)).toBeUndefined();
    expect(await limit({ ...key, hash: 'low', requestsPerMinute: 1 }, 'r2', NOON)).toMatchObject({ allowed: 1 });
  });

  it('tells when the next minute begins, and lets in again then', async () => {
    const limit = limitAfter(REQUESTS_PER_MINUTE);
    expect(await limit(key, 'r1', NOON + 48_001)).toMatchObject({ retryAfterSeconds: 12 });
    expect(await limit(key, 'r2', NOON + 59_999)).toMatchObject({ retryAfterSeconds: 1 });
    expect(await limit({ ...key, requestsPerMinute: 5000 }, 'r3', NOON + 60_000)).toBeUndefined();
  });

  it('costs no write once the minute is spent', async () => {
    const limit = limitAfter(REQUESTS_PER_MINUTE);
    for (const request of ['r1', 'r2', 'r3']) expect(await limit(key, request, NOON)).toBeDefined();
    expect(counted).toHaveLength(1);
  });

  it('of one key is not used up by another', async () => {
    const limit = limitAfter(0);
    expect(await limit({ ...key, requestsPerMinute: 1 }, 'r1', NOON)).toBeUndefined();
    expect(await limit({ ...key, requestsPerMinute: 1 }, 'r2', NOON)).toBeDefined();
    expect(await limit({ ...key, hash: 'other', requestsPerMinute: 1 }, 'r3', NOON)).toBeUndefined();
  });

  it('lets in where nobody can count', async () => {
    const limit = createRateLimit({ count: () => Promise.reject(new Error('throttled')) });
    expect(await limit(key, 'r1', NOON)).toBeUndefined();
  });
});
