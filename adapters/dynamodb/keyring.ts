/** API keys: kept as digests only, each bound to one creditor and to scopes. */
import { type StoredKey, storedKey } from '../../contracts/stored/parties.ts';
import { keyOf } from './keys.ts';
import type { Table } from './table.ts';

export function createKeyring(table: Table) {
  return {
    /** One consistent read, so that a revoked key stops at once. */
    async find(
      hash: string,
    ): Promise<
      { creditorId: string; scopes: readonly string[]; revoked: boolean; expiresAt?: string | undefined } | undefined
    > {
      const raw = await table.get(keyOf.apiKey(hash));
      if (!raw) return undefined;
      const key: StoredKey = storedKey.parse(raw);
      return {
        creditorId: key.creditorId,
        scopes: key.scopes,
        revoked: key.revokedAt !== undefined,
        expiresAt: key.expiresAt,
      };
    },
  };
}
