/** POST /v1/sync-checks: while the ERP's totals differ from the books, nothing is sent for the creditor. */
import { readSyncCheck, type SyncCheckAnswer } from '../../contracts/api/sync-checks.ts';
import { formatAmount } from '../../core/money/amount.ts';
import type { SyncDifference } from '../../core/source/sync-check.ts';
import { checkSync } from '../_shared/check-sync.ts';
import type { Request } from '../_shared/http.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import type { Deps } from './deps.ts';

export async function takeSyncCheck(deps: Deps, request: Request): Promise<Reply> {
  const read = readSyncCheck(request.body);
  if (!read.ok) return invalid(read.problems);
  const answer = await checkSync(deps, request.creditorId, read.value);
  switch (answer.kind) {
    case 'no-creditor':
      return problem('not-found', 'expected the creditor of the key to exist, found none');
    case 'stale':
      return done({ result: 'stale', differences: [] });
    case 'checked':
      return done({
        result: answer.differences.length === 0 ? 'agrees' : 'differs',
        differences: answer.differences.map(shown),
      });
  }
}

const done = (body: SyncCheckAnswer): Reply => ({ status: 200, body });

function shown({ what, erp, here }: SyncDifference): SyncCheckAnswer['differences'][number] {
  const text = (figure: number): string => (what === 'count' ? String(figure) : formatAmount(figure, what));
  return { what, erp: text(erp), here: text(here) };
}
