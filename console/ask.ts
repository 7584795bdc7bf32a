/** The console's only way to anything: HTTP requests to the API with a key, and to the machine's own endpoints without. */
import type * as z from 'zod';

/** A refusal of the API, in its own words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Ask = {
  readonly get: <S extends z.ZodType>(schema: S, path: string) => Promise<z.output<S>>;
  /** Throws `Refused` where it was not done. */
  readonly send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;
};

export type Origin = { readonly url: string; readonly key: string };

export function createAsk({ url, key }: Origin): Ask {
  const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const headers: Record<string, string> = path.startsWith('/v1/') ? { authorization: `Bearer ${key}` } : {};
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = parse(await response.text());
    if (!response.ok) throw new Refused(response.status, problemOf(answer, response.status));
    return answer;
  };
  return {
    get: async (schema, path) => schema.parse(await request('GET', path)),
    send: request,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9457: the detail, else the title. */
function problemOf(answer: unknown, status: number): string {
  const fields: Readonly<Record<string, unknown>> = typeof answer === 'object' && answer !== null ? { ...answer } : {};
  const said = [fields.detail, fields.title].find((part) => typeof part === 'string');
  return typeof said === 'string' ? said : `expected an answer, found status ${status}`;
}
