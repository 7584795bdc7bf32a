/** One raw request as a stranger sends it: any bytes, any headers; and what every refusal has to look like. */
import { request } from 'node:http';
import { expect } from 'vitest';
import { ProblemDetails } from '../../contracts/api/problem-details.ts';

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly key?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export function knock(url: string, { method, path, key, headers = {}, body }: Call): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const own = {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, headers: { ...own, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const given = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(given),
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** "PUT /v1/invoices/{id}/hold" with its parameter filled in. */
export function pathOf(route: string, id: string): string {
  return (route.split(' ')[1] ?? '').replace(/\{\w+\}/, encodeURIComponent(id));
}

export const methodOf = (route: string): string => route.split(' ')[0] ?? '';

/** A refusal that a caller's code can read: RFC 9457, its status told twice alike, and a sentence of what was expected. */
export function expectProblem({ status, headers, text }: Answer, wanted: number | readonly number[]): ProblemDetails {
  const told = [wanted].flat();
  expect({ status: told.includes(status) ? told : status, text: text.slice(0, 300) }).toEqual({
    status: told,
    text: text.slice(0, 300),
  });
  expect(headers['content-type']).toBe('application/problem+json');
  const problem = ProblemDetails.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  expect(problem.detail ?? '').toMatch(/\w/);
  return problem;
}

/** What two answers have in common when nothing can be learnt from their difference. */
export function likeness({ status, headers, text }: Answer): unknown {
  const { 'content-length': _, date: __, ...rest } = headers;
  return { status, headers: rest, text: text.replace(/urn:dunlin:request:[\w-]+/g, 'urn') };
}
