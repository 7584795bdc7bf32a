/** Answers of the routes that take many rows: counts by status, and refusals of the whole call. */
import type { Problem } from '../../contracts/api/problems.ts';
import { MAX_ROWS } from '../../contracts/api/rows.ts';
import { problem } from './problem.ts';
import type { Reply } from './reply.ts';

export function count<S extends string>(
  results: readonly { readonly status: S }[],
  statuses: readonly S[],
): Record<S, number> {
  const counts = {} as Record<S, number>;
  for (const status of statuses) counts[status] = results.filter((result) => result.status === status).length;
  return counts;
}

export const MAX_ROWS_REPLY = (found: number): Reply =>
  problem('too-many-rows', `expected at most ${MAX_ROWS} rows in one call, found ${found}; send them in several calls`);

export const invalid = (problems: readonly Problem[]): Reply =>
  problem('invalid-request', 'the body is not as expected; see problems', { problems });
