/** Reads fields of a definition and keeps every problem it meets, so that one refusal names them all. */
import { ExpressionRefused, looksLikeExpression } from './expression.ts';
import type { Problem } from './faults.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { compileTemplate, type Template } from './template.ts';

export type Findings = { readonly invalid: Problem[]; readonly unsupported: Problem[] };

/** One object of the definition, and where it stands. */
export type Reader = {
  readonly has: (field: string) => boolean;
  readonly raw: (field: string) => Json | undefined;
  readonly invalid: (field: string, message: string) => void;
  readonly unsupported: (field: string, message: string) => void;
  /** A plain string, never an expression. */
  readonly text: (field: string) => string | undefined;
  readonly integer: (field: string, least: number, most: number) => number | undefined;
  readonly number: (field: string, least: number) => number | undefined;
  readonly template: (field: string) => Template | undefined;
  /** A list of objects, each with a reader of its own. */
  readonly list: (field: string) => readonly Reader[];
  /** Refuses every field that is not in `known`; those in `forbidden` AWS refuses too. */
  readonly only: (known: readonly string[], forbidden?: readonly string[]) => void;
};

const show = (value: Json | undefined) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 120));

export function readerOf(findings: Findings, state: string, at: string, record: JsonObject): Reader {
  const place = (field: string) => (at ? `${at}/${field}` : field);
  const invalid = (field: string, message: string) =>
    void findings.invalid.push({ state, field: place(field), message });
  const unsupported = (field: string, message: string) =>
    void findings.unsupported.push({ state, field: place(field), message });
  const raw = (field: string) => (Object.hasOwn(record, field) ? record[field] : undefined);
  const has = (field: string) => raw(field) !== undefined;
  const source = { raw, invalid };
  return {
    has,
    raw,
    invalid,
    unsupported,
    text: (field) => readText(source, field),
    integer: (field, least, most) => readNumber(source, field, { least, most, whole: true }),
    number: (field, least) => readNumber(source, field, { least, most: Number.MAX_VALUE, whole: false }),
    template: (field) => readTemplate({ raw, invalid, unsupported }, field, place(field)),
    list: (field) =>
      readList(source, field).map((item, index) => readerOf(findings, state, `${place(field)}[${index}]`, item)),
    only: (known, forbidden = []) => {
      for (const field of Object.keys(record)) {
        if (forbidden.includes(field)) invalid(field, 'expected no such field in a JSONata state');
        else if (!known.includes(field)) unsupported(field, `the field is not played; known are ${known.join(', ')}`);
      }
    },
  };
}

type Source = Pick<Reader, 'raw' | 'invalid'>;

function readText({ raw, invalid }: Source, field: string): string | undefined {
  const value = raw(field);
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '' && !looksLikeExpression(value)) return value;
  invalid(field, `expected a string without an expression, found ${show(value)}`);
  return undefined;
}

type Bounds = { readonly least: number; readonly most: number; readonly whole: boolean };

function readNumber({ raw, invalid }: Source, field: string, { least, most, whole }: Bounds): number | undefined {
  const value = raw(field);
  if (value === undefined) return undefined;
  const fits = typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
  if (fits) return value;
  invalid(field, `expected ${whole ? 'an integer' : 'a number'} from ${least} to ${most}, found ${show(value)}`);
  return undefined;
}

function readTemplate(
  { raw, invalid, unsupported }: Pick<Reader, 'raw' | 'invalid' | 'unsupported'>,
  field: string,
  place: string,
): Template | undefined {
  const value = raw(field);
  if (value === undefined) return undefined;
  try {
    return compileTemplate(place, value);
  } catch (error) {
    if (!(error instanceof ExpressionRefused)) throw error;
    if (error.unsupported) unsupported(field, error.message);
    else invalid(field, error.message);
    return undefined;
  }
}

function readList({ raw, invalid }: Source, field: string): readonly JsonObject[] {
  const value = raw(field);
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every(isObject)) return value;
  invalid(field, `expected a list of objects, found ${show(value)}`);
  return [];
}
