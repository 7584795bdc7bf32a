/** PUT and DELETE /v1/customers/{id}/pin: a person puts a customer into a segment, whatever the conditions say. */
import { type PinAnswer, readPin } from '../../contracts/api/policies.ts';
import type { Request } from '../_shared/http.ts';
import { moveOne } from '../_shared/move-cases.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import type { Deps } from './deps.ts';
import { creditorOf } from './segments.ts';

export async function pin(deps: Deps, request: Request): Promise<Reply> {
  const read = readPin(request.body);
  if (!read.ok) return invalid(read.problems);
  const { segments } = await creditorOf(deps, request);
  if (!segments.some(({ id }) => id === read.value.segmentId))
    return invalid([{ path: 'segmentId', message: 'expected the id of a segment, found none under it' }]);
  return place(deps, request, read.value.segmentId);
}

export const unpin = (deps: Deps, request: Request): Promise<Reply> => place(deps, request, undefined);

/** The customer first: a case that is not moved here moves at its next look. */
async function place(deps: Deps, request: Request, pinnedSegmentId: string | undefined): Promise<Reply> {
  const { ledger, lists, clock } = deps;
  const { creditorId } = request;
  const isPlaced = await untilTaken('pin a customer', async () => {
    const before = await ledger.customer(creditorId, pathId(request));
    if (!before) return 'none' as const;
    if (before.pinnedSegmentId === pinnedSegmentId) return 'placed' as const;
    const after = { ...before, pinnedSegmentId, version: before.version + 1 };
    return (await ledger.commit([{ kind: 'customer', before, after }])).ok ? ('placed' as const) : undefined;
  });
  if (isPlaced === 'none') return problem('not-found', 'expected the id of a customer, found none under it');
  const ids = await lists.liveInvoiceIds(creditorId, pathId(request));
  let moved = 0;
  for (const invoice of (await ledger.invoices(creditorId, ids)).values())
    if (await moveOne({ ledger, at: clock.now(), by: 'api' }, invoice)) moved++;
  const body: PinAnswer = { segmentId: pinnedSegmentId ?? null, moved };
  return { status: 200, body };
}
