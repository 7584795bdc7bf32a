/** Turns what a schema refused into paths and sentences: what was expected, what was found, and never a personal value. */
import * as z from 'zod';
import { nearest } from './nearest.ts';

export const Problem = z.object({
  path: z.string().meta({ description: 'The field, for example invoices[3].customer.contacts[1].email' }),
  message: z.string().meta({ description: 'What was expected and what was found' }),
});
export type Problem = z.infer<typeof Problem>;

/** The kind of a value, for values that may be personal and are not repeated. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `a text of ${value.length} characters`;
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a number with decimals';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** The value itself where it looks like a code, date or figure; else only its kind. */
export function shown(value: unknown): string {
  if (typeof value !== 'string') return kindOf(value);
  return /^[\dTZ:.,+\-/ ]{1,40}$/.test(value) || /^[A-Za-z_-]{1,20}$/.test(value) ? `"${value}"` : kindOf(value);
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function sizeOf(issue: z.core.$ZodRawIssue): string {
  const { input } = issue;
  if (typeof input === 'string') return `${input.length} characters`;
  return Array.isArray(input) ? `${input.length} entries` : shown(input);
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

/** The sentence for an issue whose field has none of its own. */
function sentence(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${NOUNS[issue.expected] ?? issue.expected}, found ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value: unknown) => `"${value}"`).join(' or ')}, found ${shown(issue.input)}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${unitOf(issue.origin)}, found ${sizeOf(issue)}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${unitOf(issue.origin)}, found ${sizeOf(issue)}`;
    case 'invalid_key':
      return `expected a name of 1 to 100 characters that no object has by itself (such as "constructor"), found another`;
    default:
      return `expected another value, found ${kindOf(issue.input)}`;
  }
}

function unknownField(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return meant ? `unknown field; did you mean "${meant}"?` : `unknown field; known are ${known.join(', ')}`;
}

/** An object whose unknown fields are refused by name, for a typo must not be lost silently. */
export function exact<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => unknownField(key, known)).join('\n') : undefined,
  });
}

/** `invoices[0].customer.name`; a key that is no plain word is quoted. */
export function written(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = String(key).slice(0, 60);
      if (!/^\w+$/.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

/** A problem with its path still in parts. */
export type Placed = { readonly at: readonly PropertyKey[]; readonly message: string };

function placedOf(issue: z.core.$ZodIssue): readonly Placed[] {
  if (issue.code !== 'unrecognized_keys') return [{ at: issue.path, message: issue.message }];
  const messages = issue.message.split('\n');
  return issue.keys.map((key, index) => ({
    at: [...issue.path, key],
    message: messages[index] ?? 'unknown field',
  }));
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: Problem[] };

/** As `read`, for whoever needs to find the places of the problems in a text. */
export function readPlaced<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { readonly ok: true; readonly value: z.output<S> } | { readonly ok: false; readonly placed: readonly Placed[] } {
  const result = schema.safeParse(value, { error: sentence });
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, placed: result.error.issues.flatMap(placedOf) };
}

/** Parses with the schema; what is refused comes back as problems under the given path. */
export function read<S extends z.ZodType>(
  schema: S,
  value: unknown,
  at: readonly PropertyKey[] = [],
): Read<z.output<S>> {
  const result = readPlaced(schema, value);
  if (result.ok) return result;
  return {
    ok: false,
    problems: result.placed.map((placed) => ({ path: written([...at, ...placed.at]), message: placed.message })),
  };
}
