/** Refusals of a call as RFC 9457 replies. */
import { PROBLEM_TITLES, type ProblemCode, type ProblemDetails } from '../../contracts/api/problem-details.ts';
import type { Problem } from '../../contracts/api/problems.ts';
import type { Reply } from './reply.ts';

const STATUS: Readonly<Record<ProblemCode, number>> = {
  'malformed-body': 400,
  'invalid-request': 400,
  'invalid-signature': 400,
  unauthorized: 401,
  'missing-scope': 403,
  'not-found': 404,
  conflict: 409,
  'too-many-rows': 413,
  'unreadable-event': 422,
  'too-many-requests': 429,
  'internal-error': 500,
  unavailable: 503,
};

export type ProblemExtras = {
  readonly problems?: readonly Problem[];
  readonly instance?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** `problem('not-found', 'expected an invoice of this creditor, found none')` is a whole reply. */
export function problem(code: ProblemCode, detail: string, { problems, instance, headers }: ProblemExtras = {}): Reply {
  const status = STATUS[code];
  const body: ProblemDetails = {
    type: `urn:dunlin:problem:${code}`,
    title: PROBLEM_TITLES[code],
    status,
    detail,
    ...(instance === undefined ? {} : { instance }),
    ...(problems === undefined ? {} : { problems: [...problems] }),
  };
  return { status, body, headers: { ...headers, 'content-type': 'application/problem+json' } };
}
