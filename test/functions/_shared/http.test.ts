/** Key, scope and body are checked alike for every function behind the HTTP API. */
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemDetails } from '../../../contracts/api/problem-details.ts';
import { Fault } from '../../../core/fault.ts';
import { type Endpoint, http, type Request } from '../../../functions/_shared/http.ts';
import { hashKey, type KeyRecord } from '../../../functions/_shared/keys.ts';

const records: Readonly<Record<string, KeyRecord>> = {
  good: { creditorId: 'demo', scopes: ['invoices:write', 'cases:write'], revoked: false },
  revoked: { creditorId: 'demo', scopes: ['invoices:write'], revoked: true },
  expired: { creditorId: 'demo', scopes: ['invoices:write'], revoked: false, expiresAt: '2020-01-01T00:00:00.000Z' },
  fresh: { creditorId: 'other', scopes: ['invoices:write'], revoked: false, expiresAt: '2999-01-01T00:00:00.000Z' },
};
const byHash = new Map(Object.entries(records).map(([key, record]) => [hashKey(key), record]));
const keys = { find: async (hash: string) => byHash.get(hash), count: async () => 1 };

type Call = Partial<
  Pick<
    APIGatewayProxyEventV2,
    'routeKey' | 'headers' | 'body' | 'isBase64Encoded' | 'pathParameters' | 'queryStringParameters'
  >
>;

type Case = { readonly when: string; readonly call: Call };

function anEvent(call: Call): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: 'POST /v1/invoices',
    rawPath: '/v1/invoices',
    rawQueryString: '',
    headers: { Authorization: 'Bearer good' },
    body: '{"invoices":[]}',
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method: 'POST', path: '/v1/invoices', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'erp' },
      requestId: 'request-1',
      routeKey: 'POST /v1/invoices',
      stage: '$default',
      time: '01/Feb/2026:00:00:00 +0000',
      timeEpoch: 0,
    },
    ...call,
  };
}

const context: Context = Object.create(null);

/** Answers with the request, so that a test sees what a handler is given. */
async function send(call: Call = {}, endpoint: Partial<Endpoint> = {}) {
  const seen: Request[] = [];
  const handle = async (request: Request) => {
    seen.push(request);
    return { status: 200, body: { ok: true } };
  };
  const { statusCode, headers, body = '{}' } = await http({ keys, handle, ...endpoint })(anEvent(call), context);
  return { status: statusCode, headers, body: JSON.parse(body), request: seen[0] };
}

let logged: string[] = [];
beforeEach(() => {
  logged = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    logged.push(String(line));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a request that is let in', () => {
  it('comes with its creditor, its scopes and its parsed body', async () => {
    const { status, request, headers } = await send();
    expect(status).toBe(200);
    expect(request).toMatchObject({
      creditorId: 'demo',
      body: { invoices: [] },
      route: 'POST /v1/invoices',
      requestId: 'request-1',
    });
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  });

  it.each<Case>([
    { when: 'the scheme is written small', call: { headers: { authorization: 'bearer good' } } },
    { when: 'the key expires later', call: { headers: { authorization: 'Bearer fresh' } } },
    {
      when: 'another content type is declared',
      call: { headers: { authorization: 'Bearer good', 'content-type': 'text/plain' } },
    },
    {
      when: 'the body is base64',
      call: { body: Buffer.from('{"name":"Ä"}').toString('base64'), isBase64Encoded: true },
    },
    { when: 'the body starts with a byte order mark', call: { body: '\ufeff{}' } },
    { when: 'the route takes no body', call: { routeKey: 'DELETE /v1/invoices/{id}/hold', body: '' } },
  ])('is one where $when', async ({ call }) => {
    expect((await send(call)).status).toBe(200);
  });

  it.each([
    { sent: 'INV-0042', then: 'INV-0042' },
    { sent: 'A%2FB%20C', then: 'A/B C' },
    { sent: '50%', then: '50%' },
  ])('has the id $sent decoded', async ({ sent, then }) => {
    const { request } = await send({ routeKey: 'DELETE /v1/invoices/{id}/hold', pathParameters: { id: sent } });
    expect(request?.params.id).toBe(then);
  });

  it('needs no key on a webhook, whose body stays as the bytes that were signed', async () => {
    const { status, request } = await send({ headers: {}, body: '{ "a": 1 }' }, { scope: null });
    expect(status).toBe(200);
    expect(request?.rawBody.toString()).toBe('{ "a": 1 }');
    expect(request?.body).toBeUndefined();
  });
});

describe('a request that is refused', () => {
  it.each([
    undefined,
    'good',
    'Basic good',
    'Bearer ',
    'Bearer wrong',
    'Bearer revoked',
    'Bearer expired',
    'Bearer good good',
  ])('has the authorization %s, and learns nothing from the answer', async (authorization) => {
    const { status, headers, body, request } = await send({
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(status).toBe(401);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'www-authenticate': 'Bearer',
      'cache-control': 'no-store',
    });
    expect(body).toEqual({
      type: 'urn:dunlin:problem:unauthorized',
      title: 'A valid API key is needed',
      status: 401,
      detail: 'expected the header "Authorization: Bearer <key>" with a valid key, found none',
    });
    expect(request).toBeUndefined();
  });

  it.each<Case & { readonly status: number }>([
    { when: 'the key lacks the scope of the route', call: { routeKey: 'POST /v1/payments' }, status: 403 },
    { when: 'the route is not known', call: { routeKey: 'GET /v2' }, status: 404 },
    { when: 'the body is empty', call: { body: '' }, status: 400 },
    { when: 'the body is no JSON', call: { body: '{"invoices":' }, status: 400 },
    {
      when: 'the body is not UTF-8',
      call: { body: Buffer.from([0x22, 0xff, 0x22]).toString('base64'), isBase64Encoded: true },
      status: 400,
    },
    { when: 'the body is nested too deeply', call: { body: '['.repeat(33) + ']'.repeat(33) }, status: 400 },
    {
      when: 'the body is nested beyond any stack',
      call: { body: '['.repeat(200_000) + ']'.repeat(200_000) },
      status: 400,
    },
  ])('is one where $when', async ({ call, status }) => {
    const answer = await send(call);
    expect(answer.status).toBe(status);
    expect(ProblemDetails.parse(answer.body)).toMatchObject({ status });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(answer.request).toBeUndefined();
  });

  it('is told that its body is empty, where it is', async () => {
    expect((await send({ body: '' })).body.detail).toBe('expected a JSON body, found an empty one');
  });

  it('has its key refused before its body is looked at', async () => {
    expect((await send({ headers: {}, body: '{' })).status).toBe(401);
  });
});

describe('a request that fails', () => {
  it.each([
    { error: new Error('ap@acme.example is on the list'), status: 500 },
    { error: new Fault('StepRejected', 'row of ap@acme.example'), status: 500 },
    { error: new Fault('StepUnavailable', 'table of ap@acme.example'), status: 503 },
  ])('says $status without details, and is logged under the id that the answer names', async ({ error, status }) => {
    const answer = await send({}, { handle: () => Promise.reject(error) });
    expect(answer.status).toBe(status);
    expect(answer.body.instance).toBe('urn:dunlin:request:request-1');
    expect(logged.filter((line) => line.includes('FAILED') && line.includes('request-1'))).toHaveLength(1);
    expect(JSON.stringify(answer.body) + logged.join()).not.toContain('acme');
  });

  it('does so too when the keys cannot be read', async () => {
    const find = () => Promise.reject(new Error('timeout'));
    expect((await send({}, { keys: { ...keys, find } })).status).toBe(500);
  });
});
