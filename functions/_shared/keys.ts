/** API keys: the key itself is never kept, so it is looked up by its digest, once per request. */
import { createHash } from 'node:crypto';

export type KeyRecord = {
  readonly creditorId: string;
  readonly scopes: readonly string[];
  readonly revoked: boolean;
  readonly expiresAt?: string | undefined;
  /** Where it differs from what every key may. */
  readonly requestsPerMinute?: number | undefined;
};

export type KeyStore = {
  readonly find: (hash: string) => Promise<KeyRecord | undefined>;
  /** Counts one more request with the key in the minute (minutes since 1970); answers how many there were. */
  readonly count: (hash: string, minute: number) => Promise<number>;
};

/** A key that is valid now, with the digest under which it is known. */
export type ValidKey = KeyRecord & { readonly hash: string };

/** The digest under which a key is stored. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

const BEARER = /^Bearer +([\x21-\x7e]{1,200}) *$/i;

/** The record of the key that the request carries, or undefined where it carries none that is valid now. */
export async function authenticate(
  authorization: string | undefined,
  keys: Pick<KeyStore, 'find'>,
): Promise<ValidKey | undefined> {
  const key = BEARER.exec(authorization ?? '')?.[1];
  if (key === undefined) return undefined;
  const hash = hashKey(key);
  const record = await keys.find(hash);
  if (!record || record.revoked) return undefined;
  const expired = record.expiresAt !== undefined && Date.parse(record.expiresAt) <= Date.now();
  return expired ? undefined : { ...record, hash };
}
