import { describe, expect, it } from 'vitest';
import { createApiGateway } from '../../../local/http/api-gateway.ts';
import type { Outcome } from '../../../local/lambda/invocation.ts';

const now = Date.parse('2026-02-03T10:00:00Z');

/** An API with one route, what its function received, and what the caller got. */
async function call(
  request: { path?: string; headers?: Record<string, string>; body?: string | Buffer },
  outcome: Outcome,
) {
  const events: unknown[] = [];
  const invoke = async (_: string, event: unknown) => {
    events.push(event);
    return outcome;
  };
  const routes = [{ method: 'POST', path: '/letters/{id}', routeKey: 'POST /letters/{id}', functionArn: 'f' }];
  const handle = createApiGateway({
    routes,
    now: () => now,
    host: { specs: [], find: () => undefined, load: async () => undefined, invoke },
  });
  const { path = '/letters/a', headers = {}, body = '' } = request;
  const response = await handle({ method: 'POST', path, headers, body: Buffer.from(body) });
  return { event: events[0], status: response.status, headers: response.headers, body: response.body.toString() };
}

const fine: Outcome = {
  ok: true,
  payload: { statusCode: 202, headers: { 'X-Kind': 'letter', 'X-Count': 3 }, body: 'taken' },
};

describe('an HTTP API, payload format 2.0', () => {
  it('hands a request to its function', async () => {
    const headers = {
      'content-type': 'application/json',
      cookie: 'a=1; b=2',
      host: '127.0.0.1:4747',
      'user-agent': 'erp/1',
    };
    const { event } = await call({ path: '/letters/a%2Fb?x=1&x=2&y=%20', headers, body: '{"é":1}' }, fine);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /letters/{id}',
      rawPath: '/letters/a/b',
      rawQueryString: 'x=1&x=2&y=%20',
      queryStringParameters: { x: '1,2', y: ' ' },
      pathParameters: { id: 'a/b' },
      cookies: ['a=1', 'b=2'],
      headers: { 'content-type': 'application/json', host: '127.0.0.1:4747', 'user-agent': 'erp/1' },
      requestContext: { timeEpoch: now, stage: '$default', http: { method: 'POST', userAgent: 'erp/1' } },
      body: '{"é":1}',
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('headers.cookie');
  });

  it.each([
    ['application/json; charset=utf-8', false],
    ['application/problem+json', false],
    ['text/csv', false],
    ['application/x-www-form-urlencoded', true],
    ['application/pdf', true],
  ])('hands over a body of %s as base64: %s', async (contentType, isBase64Encoded) => {
    const { event } = await call({ headers: { 'content-type': contentType }, body: 'a=1' }, fine);
    expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT0x' : 'a=1' });
  });

  it('hands over no body where there is none', async () => {
    expect((await call({}, fine)).event).not.toHaveProperty('body');
  });

  it.each([
    [fine, { status: 202, body: 'taken', headers: { 'x-kind': 'letter', 'x-count': '3' } }],
    [
      { ok: true, payload: { statusCode: 200, body: 'dGFrZW4=', isBase64Encoded: true } },
      { status: 200, body: 'taken' },
    ],
    [
      { ok: true, payload: { taken: true } },
      { status: 200, body: '{"taken":true}', headers: { 'content-type': 'application/json' } },
    ],
    [
      { ok: true, payload: { statusCode: 200, cookies: ['a=1'] } },
      { status: 200, body: '', headers: { 'set-cookie': 'a=1' } },
    ],
    [
      { ok: true, payload: { statusCode: 'soon' } },
      { status: 500, body: '{"message":"Internal Server Error"}' },
    ],
    [
      { ok: false, errorType: 'TypeError', message: 'secret' },
      { status: 500, body: '{"message":"Internal Server Error"}' },
    ],
    [
      { ok: false, errorType: 'Lambda.TooManyRequestsException', message: '' },
      { status: 503, body: '{"message":"Service Unavailable"}' },
    ],
  ] satisfies Array<[Outcome, object]>)('answers %j', async (outcome, expected) => {
    expect(await call({}, outcome)).toMatchObject(expected);
  });

  it.each([
    ['what is longer than API Gateway takes', 'x'.repeat(10 * 1024 * 1024 + 1), 'text/plain'],
    ['what no longer fits Lambda once it is an event', 'x'.repeat(6 * 1024 * 1024), 'text/plain'],
    ['what no longer fits Lambda as base64', 'x'.repeat(5 * 1024 * 1024), 'application/pdf'],
  ])('refuses %s', async (_, body, contentType) => {
    const { event, ...answer } = await call({ headers: { 'content-type': contentType }, body }, fine);
    expect(event).toBeUndefined();
    expect(answer).toMatchObject({ status: 413, body: '{"message":"Request Too Long"}' });
  });

  it('knows no route but its own', async () => {
    expect(await call({ path: '/nowhere' }, fine)).toMatchObject({
      event: undefined,
      status: 404,
      body: '{"message":"Not Found"}',
    });
  });
});
