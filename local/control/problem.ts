/** Answers of the control endpoints: JSON, or a problem that says what was expected (RFC 9457). */
import { z } from 'zod';
import type { WireRequest, WireResponse } from '../wire.ts';

export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

export function jsonAnswer(value: unknown, status = 200): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

export function problemAnswer({ status, message }: BadRequest): WireResponse {
  const body = { type: 'about:blank', title: status === 404 ? 'Not Found' : 'Bad Request', status, detail: message };
  return { status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify(body) };
}

/** Parses a JSON body, or throws what a person needs to write it rightly. */
export function readBody<S extends z.ZodType>(schema: S, { body }: WireRequest, expected: string): z.output<S> {
  const text = body.toString('utf8');
  const parsed = schema.safeParse(parseJson(text, expected));
  if (parsed.success) return parsed.data;
  throw new BadRequest(`expected ${expected}, found ${text.slice(0, 200)}: ${z.prettifyError(parsed.error)}`);
}

function parseJson(text: string, expected: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest(`expected ${expected}, found ${text === '' ? 'no body' : `no JSON: ${text.slice(0, 200)}`}`);
  }
}

export function readInstant(text: string | null, what: string): number | undefined {
  if (text === null) return undefined;
  const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw new BadRequest(`expected ${what} to be an instant like 2026-03-01T09:00:00Z, found ${text}`);
  return ms;
}
