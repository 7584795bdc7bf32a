/** What a handler of the HTTP API answers, and how API Gateway (payload format 2.0) wants it. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type Reply = {
  readonly status: number;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export function toResult({ status, body, headers = {} }: Reply): APIGatewayProxyStructuredResultV2 {
  const isText = typeof body === 'string';
  const contentType = isText ? 'text/plain; charset=utf-8' : 'application/json';
  return {
    statusCode: status,
    headers: {
      ...(body === undefined ? {} : { 'content-type': contentType }),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  };
}
