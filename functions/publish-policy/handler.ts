/** Policies by version, segments and pins: read, published and set by those whose key allows it. */
import type { RouteKey } from '../../contracts/api/routes.ts';
import type { Request } from '../_shared/http.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import type { Deps } from './deps.ts';
import { pin, unpin } from './pin.ts';
import { listPolicies, moveCases, publish, showPolicy } from './policies.ts';
import { setSegments, showSegments } from './segments.ts';

type Answer = (deps: Deps, request: Request) => Promise<Reply>;

const ANSWERS: Partial<Readonly<Record<RouteKey, Answer>>> = {
  'GET /v1/policies': listPolicies,
  'GET /v1/policies/{id}': showPolicy,
  'PUT /v1/policies/{id}': publish,
  'POST /v1/policies/{id}/moves': moveCases,
  'GET /v1/segments': showSegments,
  'PUT /v1/segments': setSegments,
  'PUT /v1/customers/{id}/pin': pin,
  'DELETE /v1/customers/{id}/pin': unpin,
};
const answers: ReadonlyMap<string, Answer> = new Map(Object.entries(ANSWERS));

export const createHandler =
  (deps: Deps) =>
  async (request: Request): Promise<Reply> => {
    const answer = answers.get(request.route);
    return answer
      ? answer(deps, request)
      : problem('not-found', `expected a route of policies, found "${request.route}"`);
  };
