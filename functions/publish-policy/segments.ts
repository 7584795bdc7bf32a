/** GET and PUT /v1/segments: which customers walk which policy, in their order. */
import { readSegmentsQuery, type SegmentsAnswer, type SetSegmentsAnswer } from '../../contracts/api/policies.ts';
import { read } from '../../contracts/api/problems.ts';
import { withoutNulls } from '../../contracts/api/rows.ts';
import { SegmentsDocument } from '../../contracts/policy/segments.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import type { Request } from '../_shared/http.ts';
import { followsSegments, moveSomeCases } from '../_shared/move-cases.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import type { Deps } from './deps.ts';

export async function creditorOf({ ledger }: Deps, { creditorId }: Request): Promise<Creditor> {
  const creditor = await ledger.creditor(creditorId);
  if (!creditor) throw new Fault('StepRejected', 'expected the creditor of the key to exist, found none');
  return creditor;
}

export async function showSegments(deps: Deps, request: Request): Promise<Reply> {
  const { segments } = await creditorOf(deps, request);
  const body: SegmentsAnswer = { segments: segments.map((segment) => ({ ...segment })) };
  return { status: 200, body };
}

/** Open invoices looked at in one request. */
const PAGE = 100;

/** A parked case would find out only when its old moment comes, and be late; those that have begun stay where they are. */
export async function setSegments(deps: Deps, request: Request): Promise<Reply> {
  const query = readSegmentsQuery(request.query);
  if (!query.ok) return problem('invalid-request', 'the query is not as expected; see problems', query);
  const { after } = query.value;
  if (after !== undefined && !deps.lists.isOrder(after))
    return problem('invalid-request', 'expected as "after" the "next" of a former answer, found another text');
  const asked = read(SegmentsDocument, withoutNulls(request.body));
  if (!asked.ok) return invalid(asked.problems);
  const { segments } = asked.value;
  const known = new Set((await deps.book.versions(request.creditorId)).map(({ policy }) => policy.id));
  const missing = segments.flatMap(({ policyId }, index) =>
    known.has(policyId)
      ? []
      : [{ path: `segments[${index}].policyId`, message: 'expected a policy that is published' }],
  );
  if (missing.length > 0) return invalid(missing);
  const creditor = await creditorOf(deps, request);
  if (!(await deps.book.setSegments(creditor.creditorId, creditor.segments, segments)))
    return problem('conflict', 'expected the segments as they were read, found them changed meanwhile');
  const work = { ledger: deps.ledger, lists: deps.lists, at: deps.clock.now(), by: 'api' };
  const concerns = followsSegments;
  const { moved, next } = await moveSomeCases(work, creditor.creditorId, { after, size: PAGE, concerns });
  const body: SetSegmentsAnswer = { segments: segments.map((segment) => ({ ...segment })), moved, next: next ?? null };
  return { status: 200, body };
}
