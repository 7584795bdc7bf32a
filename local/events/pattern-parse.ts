/** Reads an event pattern into alternatives of paths and tests, refusing what EventBridge refuses. */
import { join } from './flatten.ts';
import { InvalidEventPattern } from './invalid-pattern.ts';
import { type LeafTest, OPERATORS, parseOperator } from './operators.ts';

/** What one path must hold: any of the tests, or (`absent`) nothing at all. */
export type Matchers = { readonly tests: readonly LeafTest[]; readonly absent: boolean };

/** One way to match: every path must. `$or` makes several of them. */
export type Alternative = ReadonlyMap<string, Matchers>;

export function parsePattern(pattern: unknown): Alternative[] {
  if (!isObject(pattern)) throw new InvalidEventPattern('expected an object as the pattern');
  return parseObject(pattern, '', [new Map()]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(pattern: Record<string, unknown>, path: string, before: readonly Alternative[]): Alternative[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new InvalidEventPattern(`expected at least one field in ${path || 'the pattern'}`);
  let alternatives = [...before];
  for (const [key, value] of entries) {
    const inner = join(path, key);
    if (key === '$or' && isOr(value)) alternatives = value.flatMap((one) => parseObject(one, path, alternatives));
    else if (Array.isArray(value)) alternatives = name(alternatives, inner, parseList(value, inner));
    else if (isObject(value)) alternatives = parseObject(value, inner, alternatives);
    else throw new InvalidEventPattern(`expected an object or an array at ${inner}`);
  }
  return alternatives;
}

/** `$or` is the operator only over two or more objects of fields; anything else makes it a field's name. */
function isOr(value: unknown): value is Record<string, unknown>[] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((one) => isObject(one) && Object.keys(one).length > 0 && !Object.keys(one).some(isOperatorName))
  );
}

function isOperatorName(key: string): boolean {
  return Object.hasOwn(OPERATORS, key);
}

/**
 * A path named twice (once inside `$or`, once beside it) holds what is written later, as in AWS's own event-ruler, which
 * EventBridge runs on: `{"a": [1], "$or": [{"a": [2]}, {"a": [3]}]}` takes 2 and 3, and 1 only where `$or` comes first.
 */
function name(alternatives: readonly Alternative[], path: string, matchers: Matchers): Alternative[] {
  return alternatives.map((one) => new Map([...one, [path, matchers]]));
}

function parseList(list: readonly unknown[], path: string): Matchers {
  if (list.length === 0) throw new InvalidEventPattern(`expected at least one value at ${path}, found an empty array`);
  const tests: LeafTest[] = [];
  let absent = false;
  for (const item of list) {
    const matcher = isObject(item) ? parseOperator(item, path) : parseValue(item, path);
    if (matcher === 'absent') absent = true;
    else tests.push(matcher);
  }
  return { tests, absent };
}

function parseValue(value: unknown, path: string): LeafTest {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return (leaf) => leaf === value;
  throw new InvalidEventPattern(`expected a string, number, true, false, null or one operator in the array at ${path}`);
}
