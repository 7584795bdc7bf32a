/** What this engine keeps in the journal, and how it is read back. */
import * as z from 'zod';
import { ExecutionRow, Visit } from './execution.ts';
import type { Journal } from './ports.ts';

/** One row per execution, by its ARN. */
export const rowKind = 'states.execution';
/** The way an execution has gone, eight visits to a row, by its ARN and the number of the eight. */
export const visitsKind = 'states.visits';
/** One row per definition ever deployed, by its digest. */
export const definitionKind = 'states.definition';

const Definition = z.object({ source: z.string() });
const CHUNK = 8;

export function readDefinition(value: unknown): string {
  return Definition.parse(value).source;
}

/**
 * Keeps an execution as it stands. Visits that are over go to rows of their own once, or a case that goes round for
 * months would write its whole way each time. The row that counts on such rows is written after them.
 */
export function keepRow(journal: Journal, row: ExecutionRow): void {
  // The current visit is never among the eight: it still changes.
  while (row.visits.length - row.sealed * CHUNK > CHUNK) {
    const from = row.sealed * CHUNK;
    journal.put(visitsKind, chunkKey(row, row.sealed), row.visits.slice(from, from + CHUNK));
    row.sealed += 1;
  }
  journal.put(rowKind, row.arn, { ...row, visits: row.visits.slice(row.sealed * CHUNK) });
}

export function readRows(journal: Journal): readonly ExecutionRow[] {
  const chunks = new Map<string, unknown>();
  for (const { key, value } of journal.all(visitsKind)) chunks.set(key, value);
  return Array.from(journal.all(rowKind), ({ value }) => {
    const row = ExecutionRow.parse(value);
    const sealed = Array.from({ length: row.sealed }, (_, index) =>
      z.array(Visit).parse(chunks.get(chunkKey(row, index))),
    );
    row.visits.unshift(...sealed.flat());
    return row;
  });
}

const chunkKey = ({ arn }: ExecutionRow, index: number) => `${arn}#${index}`;
