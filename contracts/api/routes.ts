/** Every route of the API: the scope its key needs and what it expects as a body. */
import type { Scope } from '../scopes.ts';

/** `raw` bodies are handed on as bytes, for their signature covers the bytes. */
export type BodyKind = 'json' | 'raw' | 'none';
/** `scope` null: no key is asked for. */
export type Route = { readonly scope: Scope | null; readonly body: BodyKind };

export const ROUTES = {
  'POST /v1/invoices': { scope: 'invoices:write', body: 'json' },
  'POST /v1/customers': { scope: 'invoices:write', body: 'json' },
  'POST /v1/payments': { scope: 'payments:write', body: 'json' },
  'POST /v1/webhooks/stripe/{creditorId}': { scope: null, body: 'raw' },
  'GET /v1/invoices': { scope: 'cases:read', body: 'none' },
  'GET /v1/invoices/{id}': { scope: 'cases:read', body: 'none' },
  'GET /v1/invoices/{id}/timeline': { scope: 'cases:read', body: 'none' },
  'PUT /v1/invoices/{id}/hold': { scope: 'cases:write', body: 'json' },
  'DELETE /v1/invoices/{id}/hold': { scope: 'cases:write', body: 'none' },
  'PUT /v1/invoices/{id}/dispute': { scope: 'cases:write', body: 'json' },
  'DELETE /v1/invoices/{id}/dispute': { scope: 'cases:write', body: 'none' },
  'PUT /v1/invoices/{id}/promise': { scope: 'cases:write', body: 'json' },
  'DELETE /v1/invoices/{id}/promise': { scope: 'cases:write', body: 'none' },
  'POST /v1/invoices/{id}/resume': { scope: 'cases:write', body: 'none' },
  'POST /v1/invoices/{id}/steps/{stepId}': { scope: 'cases:write', body: 'json' },
  'GET /v1/customers/{id}': { scope: 'cases:read', body: 'none' },
  'PUT /v1/customers/{id}/hold': { scope: 'cases:write', body: 'json' },
  'DELETE /v1/customers/{id}/hold': { scope: 'cases:write', body: 'none' },
  'PUT /v1/customers/{id}/reply': { scope: 'cases:write', body: 'json' },
  'DELETE /v1/customers/{id}/reply': { scope: 'cases:write', body: 'none' },
  'POST /v1/sync-checks': { scope: 'invoices:write', body: 'json' },
  'GET /v1/messages/{id}': { scope: 'cases:read', body: 'none' },
  'GET /v1/tasks': { scope: 'tasks:read', body: 'none' },
  'POST /v1/tasks/{id}/outcome': { scope: 'tasks:write', body: 'json' },
  'GET /v1/links/{token}': { scope: null, body: 'none' },
  'POST /v1/links/{token}': { scope: null, body: 'raw' },
  'GET /v1/policies': { scope: 'policies:read', body: 'none' },
  'GET /v1/policies/{id}': { scope: 'policies:read', body: 'none' },
  'PUT /v1/policies/{id}': { scope: 'policies:write', body: 'json' },
  'POST /v1/policies/{id}/moves': { scope: 'policies:write', body: 'json' },
  'GET /v1/segments': { scope: 'policies:read', body: 'none' },
  'PUT /v1/segments': { scope: 'policies:write', body: 'json' },
  'PUT /v1/customers/{id}/pin': { scope: 'cases:write', body: 'json' },
  'DELETE /v1/customers/{id}/pin': { scope: 'cases:write', body: 'none' },
  'GET /v1/openapi.json': { scope: null, body: 'none' },
} as const satisfies Record<string, Route>;

export type RouteKey = keyof typeof ROUTES;

const routes: ReadonlyMap<string, Route> = new Map(Object.entries(ROUTES));

/** The route as API Gateway names it ("GET /v1/tasks"), or undefined where there is none. */
export function routeOf(key: string): Route | undefined {
  return routes.get(key);
}
