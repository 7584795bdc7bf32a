/** Which function answers which route of the API. */
import type { RouteKey } from './front-door.ts';
import type { FunctionName } from './function-roster.ts';

export const routes: readonly (readonly [FunctionName, readonly RouteKey[]])[] = [
  ['receive-invoices', ['POST /v1/invoices', 'POST /v1/customers']],
  ['receive-payments', ['POST /v1/payments']],
  ['receive-stripe-event', ['POST /v1/webhooks/stripe/{creditorId}']],
  [
    'receive-instruction',
    [
      'PUT /v1/invoices/{id}/hold',
      'DELETE /v1/invoices/{id}/hold',
      'PUT /v1/customers/{id}/hold',
      'DELETE /v1/customers/{id}/hold',
      'POST /v1/tasks/{id}/outcome',
      'POST /v1/invoices/{id}/resume',
    ],
  ],
  [
    'answer-query',
    [
      'GET /v1/openapi.json',
      'GET /v1/invoices',
      'GET /v1/invoices/{id}',
      'GET /v1/invoices/{id}/timeline',
      'GET /v1/tasks',
      'GET /v1/messages/{id}',
      'GET /v1/customers/{id}',
    ],
  ],
];
