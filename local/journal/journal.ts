/** The journal: one SQLite file of durable rows by kind and key; a row is committed before its call is answered. */
import { DatabaseSync } from 'node:sqlite';
import type { Journal } from '../wire.ts';

export interface KeptJournal extends Journal {
  readonly get: (kind: string, key: string) => unknown;
  readonly close: () => void;
}

/** Opens the journal in a file; without one the rows end with the process. */
export function openJournal(file = ':memory:', isKept = true): KeptJournal {
  const database = new DatabaseSync(file);
  // NORMAL: a kill loses nothing, for the operating system holds the pages; only a power cut could lose the last rows.
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${isKept ? 'NORMAL' : 'OFF'};
    CREATE TABLE IF NOT EXISTS rows (kind TEXT, key TEXT, place INTEGER, value TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;`);
  const last = database.prepare('SELECT coalesce(max(place), 0) AS place FROM rows').get();
  let place = Number(last?.place ?? 0);
  const put = database.prepare(
    'INSERT INTO rows VALUES (?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM rows WHERE kind = ? AND key = ?');
  const get = database.prepare('SELECT value FROM rows WHERE kind = ? AND key = ?');
  const all = database.prepare('SELECT key, value FROM rows WHERE kind = ? ORDER BY place');
  return {
    put: (kind, key, value) => void put.run(kind, key, ++place, JSON.stringify(value)),
    remove: (kind, key) => void remove.run(kind, key),
    get: (kind, key) => parse(get.get(kind, key)?.value),
    all: (kind) => all.all(kind).map((row) => ({ key: String(row.key), value: parse(row.value) })),
    close: () => database.close(),
  };
}

function parse(text: unknown): unknown {
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}
