/** Which function answers which route of the API; a route of the contracts that nobody answers does not compile. */
import type { RouteKey } from '../contracts/api/routes.ts';
import type { FunctionName } from './function-roster.ts';

export const routes: Readonly<Record<RouteKey, FunctionName>> = {
  'POST /v1/invoices': 'receive-invoices',
  'POST /v1/customers': 'receive-invoices',
  'POST /v1/payments': 'receive-payments',
  'POST /v1/webhooks/stripe/{creditorId}': 'receive-stripe-event',
  'PUT /v1/invoices/{id}/hold': 'receive-instruction',
  'DELETE /v1/invoices/{id}/hold': 'receive-instruction',
  'PUT /v1/invoices/{id}/dispute': 'receive-instruction',
  'DELETE /v1/invoices/{id}/dispute': 'receive-instruction',
  'PUT /v1/invoices/{id}/promise': 'receive-instruction',
  'DELETE /v1/invoices/{id}/promise': 'receive-instruction',
  'POST /v1/invoices/{id}/resume': 'receive-instruction',
  'POST /v1/invoices/{id}/steps/{stepId}': 'receive-instruction',
  'PUT /v1/customers/{id}/hold': 'receive-instruction',
  'DELETE /v1/customers/{id}/hold': 'receive-instruction',
  'PUT /v1/customers/{id}/reply': 'receive-instruction',
  'DELETE /v1/customers/{id}/reply': 'receive-instruction',
  'POST /v1/sync-checks': 'receive-instruction',
  'POST /v1/tasks/{id}/outcome': 'receive-instruction',
  'GET /v1/links/{token}': 'follow-link',
  'POST /v1/links/{token}': 'follow-link',
  'GET /v1/openapi.json': 'answer-query',
  'GET /v1/invoices': 'answer-query',
  'GET /v1/invoices/{id}': 'answer-query',
  'GET /v1/invoices/{id}/timeline': 'answer-query',
  'GET /v1/customers/{id}': 'answer-query',
  'GET /v1/messages/{id}': 'answer-query',
  'GET /v1/tasks': 'answer-query',
};
