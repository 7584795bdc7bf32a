/** Refusals of a whole call, as RFC 9457 writes them (application/problem+json). */
import * as z from 'zod';
import { Problem } from './problems.ts';

/** The codes under which callers know them, with the title that goes with each. */
export const PROBLEM_TITLES = {
  'malformed-body': 'The body cannot be read',
  'invalid-request': 'The request is not as expected',
  unauthorized: 'A valid API key is needed',
  'missing-scope': 'The API key lacks a scope',
  'not-found': 'There is no such thing',
  conflict: 'The request does not fit the present state',
  'too-many-rows': 'Too many rows in one call',
  'too-many-requests': 'Too many requests with this key',
  'invalid-signature': 'The signature does not match',
  'unreadable-event': 'The event tells of money in a way that is not understood',
  'internal-error': 'Something failed here',
  unavailable: 'Not available just now',
} as const;

export type ProblemCode = keyof typeof PROBLEM_TITLES;

export const ProblemDetails = z.object({
  type: z.string().meta({ description: 'urn:dunlin:problem:<code>' }),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional().meta({ description: 'The id of the request, for the log' }),
  problems: z.array(Problem).optional(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;
