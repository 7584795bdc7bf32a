/** A request as a handler of the API is given it: key, scope and body are checked by then. */
import type { RouteKey } from '../../contracts/api/routes.ts';
import type { Request } from '../../functions/_shared/http.ts';

export function aRequest(route: RouteKey, fields: Partial<Request> = {}): Request {
  return {
    creditorId: 'demo',
    scopes: [],
    route,
    params: {},
    query: {},
    body: undefined,
    rawBody: Buffer.alloc(0),
    headers: {},
    requestId: 'request-1',
    ...fields,
  };
}
