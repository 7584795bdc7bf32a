/** `keys create`, `keys list` and `keys revoke`. */
import { REQUESTS_PER_MINUTE } from '../../contracts/api/limits.ts';
import { SCOPES } from '../../contracts/scopes.ts';
import type { StoredKey } from '../../contracts/stored/parties.ts';
import { type Command, text } from './command.ts';
import { noSuchCreditor } from './creditors.ts';
import { keyRecord, makeKey } from './new-creditor.ts';
import { OperatorError } from './operator-error.ts';

/** Enough of the digest to tell keys apart, and of no use to anybody who reads it. */
const idOf = ({ hash }: StoredKey): string => hash.slice(0, 12);

function scopesOf(given: string): readonly string[] {
  return given === 'all' ? SCOPES : given.split(',').map((scope) => scope.trim());
}

export const createKey: Command = {
  name: 'keys create',
  summary: 'makes an API key and prints it, once',
  usage: `npm run dunlin -- keys create --local --creditor demo --label erp --scopes invoices:write,payments:write

  --scopes     "all", or some of ${SCOPES.join(', ')}
  --expires    an instant such as 2027-01-01T00:00:00Z; without it the key is valid until it is revoked
  --per-minute requests that the key may make a minute, ${REQUESTS_PER_MINUTE} where nothing is said`,
  options: { creditor: text, label: text, scopes: text, expires: text, 'per-minute': text },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    const expires = values.text('expires');
    const perMinute = values.text('per-minute');
    const fields = {
      creditorId,
      label: values.required('label'),
      scopes: scopesOf(values.required('scopes')),
      ...(expires === undefined ? {} : { expiresAt: expires }),
      ...(perMinute === undefined ? {} : { requestsPerMinute: Number(perMinute) }),
    };
    const key = makeKey();
    const record = keyRecord(key, fields, await target.now());
    if (!(await target.ledger.creditor(creditorId))) throw noSuchCreditor(creditorId);
    await target.admin.putKey(record);
    terminal.out(key);
    terminal.note(`Keep it now: only its digest is stored. Its id is ${idOf(record)}.`);
  },
};

export const listKeys: Command = {
  name: 'keys list',
  summary: 'lists the keys of a creditor, never the keys themselves',
  usage: 'npm run dunlin -- keys list --local --creditor demo',
  options: { creditor: text },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    if (!(await target.ledger.creditor(creditorId))) throw noSuchCreditor(creditorId);
    const keys = await target.admin.keys(creditorId);
    for (const key of keys.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))) {
      const state = key.revokedAt ? `revoked ${key.revokedAt}` : key.expiresAt ? `expires ${key.expiresAt}` : 'valid';
      const pace = `${key.requestsPerMinute ?? REQUESTS_PER_MINUTE} a minute`;
      terminal.out([idOf(key), key.label, key.scopes.join(','), pace, `made ${key.createdAt}`, state].join('  '));
    }
    if (keys.length === 0) terminal.note(`"${creditorId}" has no keys.`);
  },
};

export const revokeKey: Command = {
  name: 'keys revoke',
  summary: 'ends a key at once',
  usage: `npm run dunlin -- keys revoke --local --creditor demo --key 5e884898da28

  --key        the id that "keys list" shows, or the key's label where only one has it`,
  options: { creditor: text, key: text },
  async run({ values, target, terminal }) {
    const wanted = values.required('key');
    const keys = await target.admin.keys(values.required('creditor'));
    const found = keys.filter((key) => !key.revokedAt && (idOf(key) === wanted || key.label === wanted));
    const [key] = found;
    if (!key || found.length > 1)
      throw new OperatorError(
        `expected one valid key with the id or label "${wanted}", found ${found.length}: see "keys list"`,
      );
    await target.admin.revokeKey(key.hash, await target.now());
    terminal.note(`Revoked "${key.label}" (${idOf(key)}): its next request is refused.`);
  },
};
