/** What a run leaves behind beside its table: rows of the played services, and records that the outbox gave up. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Pipeline } from '../../../local/pipeline.ts';

/** What the services hold because it is theirs: letters and texts. */
const KEPT_BY_RIGHT = /^(ses|sms)\./;

/** SES's own news names the addresses it wrote to, for whom else would it be about. */
export const isNewsOfMail = (text: string): boolean => text.includes('"aws.ses"');

/** Every row that the services kept in the folder, as text by kind: a kind that is new is searched as well. */
export function journalRows(folder: string): Readonly<Record<string, readonly string[]>> {
  const database = new DatabaseSync(join(folder, 'journal.db'), { readOnly: true });
  const rows = database.prepare('SELECT kind, key, value FROM rows').all();
  database.close();
  const texts = rows
    .map(({ kind, key, value }) => ({ kind: String(kind), text: `${key} ${value}` }))
    .filter(({ kind, text }) => !KEPT_BY_RIGHT.test(kind) && !isNewsOfMail(text));
  const byKind = Object.groupBy(texts, ({ kind }) => kind);
  return Object.fromEntries(
    Object.entries(byKind).map(([kind, found = []]) => [`journal, ${kind}`, found.map(({ text }) => text)]),
  );
}

/** Records of the table's stream that nobody could publish, as they lie in their bucket. */
export function givenUp({ blueprint, services: { s3 } }: Pipeline): readonly string[] {
  return blueprint.buckets.flatMap((bucket) =>
    s3
      .keys(bucket)
      .filter((key) => key.startsWith('aws/lambda/'))
      .map((key) => s3.get(bucket, key)?.toString() ?? ''),
  );
}
