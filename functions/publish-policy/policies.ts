/** GET and PUT /v1/policies/{id}, and the moves of cases in flight, a page at a time. */
import {
  type MovesAnswer,
  type PoliciesAnswer,
  type PolicyAnswer,
  type PublishAnswer,
  readMoves,
  readPublishQuery,
} from '../../contracts/api/policies.ts';
import { type Remark, readPolicyText } from '../../contracts/policy/read.ts';
import { localClock } from '../../core/calendar/dates.ts';
import { rulesAhead } from '../../core/contact/packs/packs.ts';
import type { ContactRule } from '../../core/contact/rule.ts';
import { Fault } from '../../core/fault.ts';
import type { PublishedVersion } from '../../core/policy/book.ts';
import { type Plan, planOf } from '../../core/policy/publication.ts';
import type { Request } from '../_shared/http.ts';
import { type MovedPage, moveSomeCases } from '../_shared/move-cases.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import type { Deps } from './deps.ts';
import { creditorOf } from './segments.ts';

/** Cases looked at in one request: what is left moves with the next page, or at its own next look. */
const PAGE = 100;

const versionView = ({ policy, isLive, publishedAt }: PublishedVersion): PoliciesAnswer['policies'][number] => ({
  id: policy.id,
  version: policy.version,
  live: isLive,
  mode: policy.mode ?? 'live',
  inFlight: policy.inFlight ?? 'finish-on-old',
  publishedAt: publishedAt ?? null,
});

export async function listPolicies({ book }: Deps, { creditorId }: Request): Promise<Reply> {
  const versions = await book.versions(creditorId);
  const body: PoliciesAnswer = { policies: versions.filter(({ isLive }) => isLive).map(versionView) };
  return { status: 200, body };
}

const noPolicy = (): Reply => problem('not-found', 'expected the id of a policy, found none under it');

export async function showPolicy({ book }: Deps, request: Request): Promise<Reply> {
  const versions = await book.versions(request.creditorId, pathId(request));
  const live = versions.find(({ isLive }) => isLive);
  if (!live) return noPolicy();
  const body: PolicyAnswer = { policy: { ...live.policy }, versions: versions.map(versionView) };
  return { status: 200, body };
}

const problemOf = ({ path, line, column, message }: Remark) => ({
  path,
  message: `line ${line}, column ${column}: ${message}`,
});

async function rulesOn(deps: Deps, request: Request): Promise<readonly ContactRule[]> {
  const creditor = await creditorOf(deps, request);
  return rulesAhead(creditor, localClock(deps.clock.now(), creditor.timeZone).date);
}

export async function publish(deps: Deps, request: Request): Promise<Reply> {
  const { creditorId } = request;
  const query = readPublishQuery(request.query);
  if (!query.ok) return problem('invalid-request', 'the query is not as expected; see problems', query);
  const { policy, remarks } = readPolicyText(request.rawBody.toString('utf8'), {
    rules: await rulesOn(deps, request),
  });
  if (!policy) return invalid(remarks.filter(({ severity }) => severity === 'error').map(problemOf));
  const wanted = pathId(request);
  if (policy.id !== wanted)
    return invalid([{ path: 'id', message: 'expected the id that the path names, found another' }]);
  const versions = await deps.book.versions(creditorId, policy.id);
  const plan = planOf(policy, versions, query.value.inFlight);
  const { version } = plan.policy;
  const isCheck = query.value.check === 'true';
  const isNew = plan.kind === 'publish' && !isCheck;
  if (isNew && !(await isPublished(deps, creditorId, plan)))
    return problem('conflict', 'expected to publish the next version, found another one published meanwhile');
  const before = versions.find((one) => one.policy.version < version)?.policy;
  // Where it is live already, too: who says it again may never have been answered, and the rest is still to be moved.
  const moves = !isCheck && (plan.policy.inFlight === 'move-to-new' || before?.mode === 'dry');
  const page = moves ? await movePage(deps, creditorId, policy.id, undefined) : { moved: 0 };
  const warnings = remarks.map(problemOf);
  const body: PublishAnswer = {
    ...{ id: policy.id, version, published: isNew, warnings, moved: page.moved },
    next: 'next' in page ? (page.next ?? null) : null,
  };
  return { status: 200, body };
}

/** False where another version came first; a pointer that was only busy is worth another try. */
async function isPublished({ book, clock }: Deps, creditorId: string, { policy, seen }: Plan): Promise<boolean> {
  if (await book.publish(creditorId, policy, { seen, at: clock.now(), by: 'api' })) return true;
  const versions = await book.versions(creditorId, policy.id);
  if (versions.find(({ isLive }) => isLive)?.policy.version === seen)
    throw new Fault('StepUnavailable', 'expected to publish a policy, found its items busy');
  return false;
}

function movePage(deps: Deps, creditorId: string, policyId: string, after: string | undefined): Promise<MovedPage> {
  const work = { ledger: deps.ledger, lists: deps.lists, at: deps.clock.now(), by: 'api' };
  const concerns = (invoice: { readonly policyId: string }): boolean => invoice.policyId === policyId;
  return moveSomeCases(work, creditorId, { after, size: PAGE, concerns });
}

export async function moveCases(deps: Deps, request: Request): Promise<Reply> {
  const read = readMoves(request.body);
  if (!read.ok) return invalid(read.problems);
  const { after } = read.value;
  if (after !== undefined && !deps.lists.isOrder(after))
    return invalid([{ path: 'after', message: 'expected the "next" of a former page, found another text' }]);
  const versions = await deps.book.versions(request.creditorId, pathId(request));
  if (versions.length === 0) return noPolicy();
  const { looked, moved, next } = await movePage(deps, request.creditorId, pathId(request), after);
  const body: MovesAnswer = { looked, moved, next: next ?? null };
  return { status: 200, body };
}
