/** Every function behind the HTTP API: key, scope and body are checked here; every refusal is problem+json. */
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Route, routeOf } from '../../contracts/api/routes.ts';
import { Fault } from '../../core/fault.ts';
import { bytesOf, parseBody } from './body.ts';
import { authenticate, type KeyStore } from './keys.ts';
import { log, traceOf } from './log.ts';
import { problem } from './problem.ts';
import { createRateLimit, type Refused } from './rate.ts';
import { type Reply, toResult } from './reply.ts';

export type Request = {
  /** Whose key it is; empty on routes that need none. */
  readonly creditorId: string;
  readonly scopes: readonly string[];
  /** As API Gateway names it: "PUT /v1/invoices/{id}/hold". */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed JSON; undefined on routes without one. */
  readonly body: unknown;
  readonly rawBody: Buffer;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
};

export type Endpoint = {
  /** Left out: as the table of routes says. Null: no key is asked for and the body stays raw. */
  readonly scope?: string | null;
  readonly keys: KeyStore;
  readonly handle: (request: Request) => Promise<Reply>;
};

type Rule = { readonly scope: string | null; readonly body: Route['body'] };

function ruleFor({ scope }: Endpoint, routeKey: string): Rule | undefined {
  const route = routeOf(routeKey);
  if (scope === undefined) return route;
  return { scope, body: scope === null ? 'raw' : (route?.body ?? 'json') };
}

/** API Gateway decodes a path once; what is still encoded was encoded twice to bring a slash through. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function present(record: Readonly<Record<string, string | undefined>> | undefined): Record<string, string> {
  const entries = Object.entries(record ?? {});
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function requestOf(event: APIGatewayProxyEventV2): Request {
  const params = Object.entries(present(event.pathParameters)).map(([name, value]) => [name, decoded(value)]);
  const headers = Object.entries(present(event.headers)).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    creditorId: '',
    scopes: [],
    route: event.routeKey,
    params: Object.fromEntries(params),
    query: present(event.queryStringParameters),
    body: undefined,
    rawBody: bytesOf(event.body, event.isBase64Encoded),
    headers: Object.fromEntries(headers),
    requestId: event.requestContext.requestId,
  };
}

/** The request with its creditor and body, or the reply that refuses it. */
async function admit(desk: Desk, request: Request): Promise<{ request: Request } | { refusal: Reply }> {
  const { endpoint, limit } = desk;
  const rule = ruleFor(endpoint, request.route);
  if (!rule) return { refusal: problem('not-found', `expected a route of this API, found "${request.route}"`) };
  let admitted = request;
  if (rule.scope !== null) {
    const key = await authenticate(request.headers.authorization, endpoint.keys);
    if (!key) return { refusal: unauthorized() };
    const refused = await limit(key, request.requestId);
    if (refused) return { refusal: tooMany(refused) };
    if (!key.scopes.includes(rule.scope))
      return { refusal: problem('missing-scope', `expected a key with the scope ${rule.scope}, found one without it`) };
    admitted = { ...request, creditorId: key.creditorId, scopes: key.scopes };
  }
  if (rule.body !== 'json') return { request: admitted };
  const body = parseBody(request.rawBody);
  return body.ok ? { request: { ...admitted, body: body.value } } : { refusal: problem('malformed-body', body.detail) };
}

/** One answer for every way in which a key can be wrong, so that nothing can be learnt by trying. */
function unauthorized(): Reply {
  const detail = 'expected the header "Authorization: Bearer <key>" with a valid key, found none';
  return problem('unauthorized', detail, { headers: { 'www-authenticate': 'Bearer' } });
}

function tooMany({ allowed, retryAfterSeconds }: Refused): Reply {
  const detail = `expected at most ${allowed} requests a minute with this key, found more; send rows by the hundred, or wait`;
  return problem('too-many-requests', detail, { headers: { 'retry-after': String(retryAfterSeconds) } });
}

function failed(error: unknown, { route, requestContext: { requestId } }: Failed): Reply {
  log('error', 'FAILED', { requestId, route, ...traceOf(error) });
  const instance = `urn:dunlin:request:${requestId}`;
  if (error instanceof Fault && error.name !== 'StepRejected')
    return problem('unavailable', 'please send the same again in a moment', {
      instance,
      headers: { 'retry-after': '2' },
    });
  return problem('internal-error', 'please send the same again; the failure is logged', { instance });
}

type Failed = { readonly route: string; readonly requestContext: { readonly requestId: string } };

/** What lasts from one request to the next. */
type Desk = { readonly endpoint: Endpoint; readonly limit: ReturnType<typeof createRateLimit> };

async function answer(desk: Desk, event: APIGatewayProxyEventV2): Promise<Reply> {
  const received = requestOf(event);
  const { requestId, route } = received;
  log('info', 'STARTED', { requestId, route });
  const admission = await admit(desk, received);
  const reply = 'refusal' in admission ? admission.refusal : await desk.endpoint.handle(admission.request);
  const creditorId = 'request' in admission ? admission.request.creditorId : undefined;
  log('info', 'COMPLETED', { requestId, route, creditorId, status: reply.status });
  return reply;
}

/** A handler for `index.ts` to export. */
export function http(endpoint: Endpoint) {
  const desk: Desk = { endpoint, limit: createRateLimit(endpoint.keys) };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event: APIGatewayProxyEventV2) =>
    toResult(await answer(desk, event)),
  ).onError(({ event, error }) =>
    toResult(failed(error, { route: event.routeKey, requestContext: event.requestContext })),
  );
}
