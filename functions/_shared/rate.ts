/** Requests counted per key and minute, so that one caller cannot use up what the stage lets in for all (docs/adr/007). */
import { REQUESTS_PER_MINUTE } from '../../contracts/api/limits.ts';
import type { KeyStore, ValidKey } from './keys.ts';
import { log, traceOf } from './log.ts';

const MINUTE_MS = 60_000;

export type Refused = { readonly allowed: number; readonly retryAfterSeconds: number };

/**
 * Answers a refusal or nothing. A key that has spent its minute is remembered here, so that whoever goes on asking costs
 * no further write. Where the table cannot count, the request is let in: the limit is manners, not a lock.
 */
export function createRateLimit({ count }: Pick<KeyStore, 'count'>) {
  let minute = 0;
  let spent = new Set<string>();
  return async (
    { hash, requestsPerMinute: allowed = REQUESTS_PER_MINUTE }: ValidKey,
    requestId: string,
    nowMs = Date.now(),
  ): Promise<Refused | undefined> => {
    const current = Math.floor(nowMs / MINUTE_MS);
    if (current !== minute) spent = new Set();
    minute = current;
    if (!spent.has(hash) && (await counted(hash, current, requestId)) <= allowed) return undefined;
    if (current === minute) spent.add(hash);
    return { allowed, retryAfterSeconds: Math.ceil(((current + 1) * MINUTE_MS - nowMs) / 1000) };
  };

  async function counted(hash: string, current: number, requestId: string): Promise<number> {
    try {
      return await count(hash, current);
    } catch (error) {
      log('warn', 'NOT_COUNTED', { requestId, ...traceOf(error) });
      return 0;
    }
  }
}
