/** API keys: kept as digests only, each bound to one creditor and to scopes; and how often each was used in a minute. */
import { type StoredKey, storedKey } from '../../contracts/stored/parties.ts';
import { keyOf } from './keys.ts';
import type { Table } from './table.ts';

/** Long enough for every clock to agree that the minute is over. */
const KEPT_SECONDS = 3600;

export function createKeyring(table: Table) {
  return {
    /** One consistent read, so that a revoked key stops at once. */
    async find(hash: string): Promise<
      | {
          creditorId: string;
          scopes: readonly string[];
          revoked: boolean;
          expiresAt?: string | undefined;
          requestsPerMinute?: number | undefined;
        }
      | undefined
    > {
      const raw = await table.get(keyOf.apiKey(hash));
      if (!raw) return undefined;
      const key: StoredKey = storedKey.parse(raw);
      return {
        creditorId: key.creditorId,
        scopes: key.scopes,
        revoked: key.revokedAt !== undefined,
        expiresAt: key.expiresAt,
        requestsPerMinute: key.requestsPerMinute,
      };
    },
    /** One write unit: the item holds a number and the moment from which nobody asks for it. */
    count: (hash: string, minute: number): Promise<number> =>
      table.tally(keyOf.rate(hash, minute), minute * 60 + KEPT_SECONDS),
  };
}
