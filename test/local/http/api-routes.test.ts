import { describe, expect, it } from 'vitest';
import { createRouteFinder } from '../../../local/http/api-routes.ts';

const keys = [
  'GET /v1/invoices',
  'GET /v1/invoices/{id}',
  'GET /v1/invoices/{id}/timeline',
  'GET /v1/invoices/open',
  'ANY /files/{path+}',
  'PUT /v1/invoices/{id}',
];
const routes = keys.map((routeKey) => {
  const [method = '', path = ''] = routeKey.split(' ');
  return { method, path, routeKey, functionArn: routeKey };
});
const find = createRouteFinder(routes);

describe('the route of a request', () => {
  it.each([
    ['GET', '/v1/invoices', 'GET /v1/invoices', {}],
    ['GET', '/v1/invoices/INV-1', 'GET /v1/invoices/{id}', { id: 'INV-1' }],
    ['PUT', '/v1/invoices/INV-1', 'PUT /v1/invoices/{id}', { id: 'INV-1' }],
    ['GET', '/v1/invoices/A%2FB%20C/timeline', 'GET /v1/invoices/{id}/timeline', { id: 'A/B C' }],
    ['GET', '/v1/invoices/open', 'GET /v1/invoices/open', {}],
    ['DELETE', '/files/a/b%2Fc', 'ANY /files/{path+}', { path: 'a/b/c' }],
    ['GET', '/v1/invoices/100%', 'GET /v1/invoices/{id}', { id: '100%' }],
  ])('%s %s is %s', (method, path, routeKey, pathParameters) => {
    expect(find(method, path)).toEqual({ route: expect.objectContaining({ routeKey }), pathParameters });
  });

  it.each([
    ['POST', '/v1/invoices'],
    ['GET', '/v1/invoices/'],
    ['GET', '/v1'],
    ['GET', '/v1/invoices/a/b'],
  ])('%s %s is nowhere', (method, path) => {
    expect(find(method, path)).toBeUndefined();
  });

  it('is the default route where no other fits and there is one', () => {
    const fallback = { method: 'ANY', path: '$default', routeKey: '$default', functionArn: 'f' };
    expect(createRouteFinder([...routes, fallback])('GET', '/nowhere')?.route.routeKey).toBe('$default');
  });
});
