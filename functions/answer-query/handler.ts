/** Answers what can be asked of the API; reads only, and only what belongs to the creditor of the key. */
import type { RouteKey } from '../../contracts/api/routes.ts';
import { openapiDocument } from '../../contracts/openapi/document.ts';
import type { Request } from '../_shared/http.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { showCustomer } from './customer.ts';
import type { Deps } from './deps.ts';
import { listInvoices, showInvoice } from './invoices.ts';
import { showMessage } from './message.ts';
import { listTasks } from './tasks.ts';
import { showTimeline } from './timeline.ts';

type Answer = (deps: Deps, request: Request) => Promise<Reply>;

const ANSWERS: Partial<Readonly<Record<RouteKey, Answer>>> = {
  'GET /v1/invoices': listInvoices,
  'GET /v1/invoices/{id}': showInvoice,
  'GET /v1/invoices/{id}/timeline': showTimeline,
  'GET /v1/customers/{id}': showCustomer,
  'GET /v1/messages/{id}': showMessage,
  'GET /v1/tasks': listTasks,
};
const answers: ReadonlyMap<string, Answer> = new Map(Object.entries(ANSWERS));

export function createHandler(deps: Deps) {
  let document: ReturnType<typeof openapiDocument> | undefined;
  return async (request: Request): Promise<Reply> => {
    if (request.route === 'GET /v1/openapi.json') {
      document ??= openapiDocument();
      return { status: 200, body: document };
    }
    const answer = answers.get(request.route);
    return answer ? answer(deps, request) : problem('not-found', `expected a query, found "${request.route}"`);
  };
}
