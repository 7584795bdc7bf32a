/** The HTTP API (payload format 2.0): a request becomes an event, a function's answer becomes a response. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { LambdaHost } from '../lambda/host.ts';
import type { Outcome } from '../lambda/invocation.ts';
import type { RouteSpec } from '../template/routes.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import { createRouteFinder, decode, type RouteMatch } from './api-routes.ts';

/** API Gateway's own limit of a body, and Lambda's of an event and of an answer, in bytes. */
export const BODY_LIMIT = 10 * 1024 * 1024;
const PAYLOAD_LIMIT = 6 * 1024 * 1024;

export interface ApiGatewayDeps {
  readonly routes: readonly RouteSpec[];
  readonly host: LambdaHost;
  readonly now: () => number;
}

const answerSchema = z.object({
  statusCode: z.coerce.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

export function createApiGateway({
  routes,
  host,
  now,
}: ApiGatewayDeps): (request: WireRequest) => Promise<WireResponse> {
  const find = createRouteFinder(routes);
  return async (request) => {
    const [path = '/'] = request.path.split('?');
    if (request.body.length > BODY_LIMIT) return message(413, 'Request Too Long');
    const match = find(request.method, path);
    if (!match) return message(404, 'Not Found');
    const event = toEvent(request, match, now());
    if (Buffer.byteLength(JSON.stringify(event)) > PAYLOAD_LIMIT) return message(413, 'Request Too Long');
    return toResponse(await host.invoke(match.route.functionArn, event));
  };
}

function toEvent({ method, path: asked, headers, body }: WireRequest, match: RouteMatch, nowMs: number): object {
  const [path = '/', rawQueryString = ''] = splitOnce(asked, '?');
  const { cookie, ...others } = headers;
  const isText = isTextBody(headers['content-type']);
  const query = queryParameters(rawQueryString);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: decode(path),
    rawQueryString,
    ...(cookie && { cookies: cookie.split(/; ?/) }),
    headers: others,
    ...(query && { queryStringParameters: query }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: requestContext(method, path, headers, match.route.routeKey, nowMs),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function requestContext(
  method: string,
  path: string,
  headers: Record<string, string>,
  routeKey: string,
  nowMs: number,
) {
  return {
    accountId: '000000000000',
    apiId: 'local',
    domainName: headers.host ?? 'localhost',
    domainPrefix: 'local',
    http: {
      method,
      path: decode(path),
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey,
    stage: '$default',
    time: new Date(nowMs).toUTCString(),
    timeEpoch: nowMs,
  };
}

/** What is not plainly text travels as base64, form posts included. */
function isTextBody(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  return /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i.test(contentType);
}

function queryParameters(raw: string): Record<string, string> | undefined {
  if (raw === '') return undefined;
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(raw))
    found.set(name, found.has(name) ? `${found.get(name)},${value}` : value);
  return Object.fromEntries(found);
}

function toResponse(outcome: Outcome): WireResponse {
  if (!outcome.ok) {
    return outcome.errorType === 'Lambda.TooManyRequestsException'
      ? message(503, 'Service Unavailable')
      : message(500, 'Internal Server Error');
  }
  const { payload } = outcome;
  const answer = answerSchema.safeParse(payload);
  if (!answer.success) {
    const hasStatus = typeof payload === 'object' && payload !== null && 'statusCode' in payload;
    return hasStatus ? message(500, 'Internal Server Error') : json(200, payload);
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer.data;
  const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > PAYLOAD_LIMIT) return message(500, 'Internal Server Error');
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(lower),
      ...(cookies?.length && { 'set-cookie': cookies.join(', ') }),
    },
    body: bytes,
  };
}

function message(status: number, text: string): WireResponse {
  return json(status, { message: text });
}

function json(status: number, value: unknown): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
