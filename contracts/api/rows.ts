/** A call carries a list of rows; each row stands or falls by itself, so that good ones are kept beside bad ones. */
import * as z from 'zod';
import { kindOf, type Problem, read } from './problems.ts';

export const MAX_ROWS = 500;

export type GoodRow<T> = { readonly ok: true; readonly index: number; readonly input: T };
/** `names` holds the ids under which the sender knows the row, as far as they could be read. */
export type BadRow<N> = N & { readonly ok: false; readonly index: number; readonly problems: readonly Problem[] };

export type ReadRows<T, N> =
  | { readonly rows: readonly (GoodRow<T> | BadRow<N>)[] }
  | { readonly tooMany: number }
  | { readonly problems: readonly Problem[] };

type Plan<S extends z.ZodType, N extends z.ZodType<object>> = {
  /** The one field of the body, which holds the list. */
  readonly list: string;
  readonly row: S;
  /** Reads what it can and fails on nothing. */
  readonly names: N;
};

const Fields = z.record(z.string(), z.unknown());

/** A field that holds null is the same as one left out; only the due date knows the difference. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, field]) => field !== null || key === 'dueOn')
      .map(([key, field]) => [key, withoutNulls(field)]),
  );
}

function listOf(body: unknown, list: string): readonly unknown[] | Problem {
  const fields = Fields.safeParse(body);
  if (!fields.success)
    return { path: '', message: `expected an object with the list "${list}", found ${kindOf(body)}` };
  const found = fields.data[list];
  if (!Array.isArray(found)) return { path: list, message: `expected a list, found ${kindOf(found)}` };
  const [unknown] = Object.keys(fields.data).filter((key) => key !== list);
  if (unknown !== undefined)
    return { path: unknown.slice(0, 60), message: `expected only the field "${list}" in the body, found another` };
  return found;
}

export function readRows<S extends z.ZodType, N extends z.ZodType<object>>(
  body: unknown,
  { list, row, names }: Plan<S, N>,
): ReadRows<z.output<S>, z.output<N>> {
  const found = listOf(body, list);
  if ('message' in found) return { problems: [found] };
  if (found.length > MAX_ROWS) return { tooMany: found.length };
  return {
    rows: found.map((raw, index) => {
      const result = read(row, withoutNulls(raw), [list, index]);
      if (result.ok) return { ok: true, index, input: result.value };
      return { ...names.parse(raw), ok: false, index, problems: result.problems };
    }),
  };
}
