/** The comparison operators of event patterns: prefix, suffix, numeric, anything-but and the others. */
import { parseCidr } from './cidr.ts';
import type { Leaf } from './flatten.ts';
import { InvalidEventPattern } from './invalid-pattern.ts';
import { parseNumeric } from './numeric.ts';
import { parseWildcard } from './wildcard.ts';

export type LeafTest = (leaf: Leaf) => boolean;

/** Reads the operand of an operator; `absent` asks that the path holds nothing. */
type Operator = (operand: unknown, path: string) => LeafTest | 'absent';

export const OPERATORS: Readonly<Record<string, Operator>> = {
  exactly: (operand, path) => equals(text(operand, 'exactly', path)),
  prefix: (operand, path) => parseEdge('prefix', operand, path),
  suffix: (operand, path) => parseEdge('suffix', operand, path),
  'equals-ignore-case': (operand, path) => equalsIgnoringCase(text(operand, 'equals-ignore-case', path)),
  wildcard: (operand, path) => parseWildcard(text(operand, 'wildcard', path), path),
  numeric: parseNumeric,
  cidr: (operand, path) => parseCidr(text(operand, 'cidr', path), path),
  exists: parseExists,
  'anything-but': parseAnythingBut,
};

export function parseOperator(expression: Record<string, unknown>, path: string): LeafTest | 'absent' {
  const [name, operand] = onlyEntry(expression, path);
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) throw new InvalidEventPattern(`unrecognised operator ${name} at ${path}`);
  return operator(operand, path);
}

function onlyEntry(expression: Record<string, unknown>, path: string): [string, unknown] {
  const entries = Object.entries(expression);
  const [only] = entries;
  if (!only || entries.length > 1) {
    throw new InvalidEventPattern(`expected exactly one operator at ${path}, found ${entries.length}`);
  }
  return only;
}

function text(operand: unknown, name: string, path: string): string {
  if (typeof operand === 'string') return operand;
  throw new InvalidEventPattern(`expected a string as ${name} at ${path}, found ${JSON.stringify(operand)}`);
}

const equals =
  (wanted: string | number): LeafTest =>
  (leaf) =>
    leaf === wanted;

const equalsIgnoringCase = (wanted: string): LeafTest => {
  const folded = wanted.toLowerCase();
  return (leaf) => typeof leaf === 'string' && leaf.toLowerCase() === folded;
};

function parseEdge(name: 'prefix' | 'suffix', operand: unknown, path: string): LeafTest {
  const folds = typeof operand === 'object' && operand !== null && !Array.isArray(operand);
  const wanted = folds ? foldedOperand(name, { ...operand }, path) : text(operand, name, path);
  return (leaf) => {
    if (typeof leaf !== 'string') return false;
    const value = folds ? leaf.toLowerCase() : leaf;
    return name === 'prefix' ? value.startsWith(wanted) : value.endsWith(wanted);
  };
}

function foldedOperand(name: string, operand: Record<string, unknown>, path: string): string {
  const [inner, wanted] = onlyEntry(operand, path);
  if (inner !== 'equals-ignore-case') {
    throw new InvalidEventPattern(`expected equals-ignore-case within ${name} at ${path}, found ${inner}`);
  }
  return text(wanted, 'equals-ignore-case', path).toLowerCase();
}

function parseExists(operand: unknown, path: string): LeafTest | 'absent' {
  if (typeof operand !== 'boolean') throw new InvalidEventPattern(`expected true or false as exists at ${path}`);
  return operand ? () => true : 'absent';
}

/** True for any leaf that none of the refused values takes; a missing field is no leaf and never matches. */
function parseAnythingBut(operand: unknown, path: string): LeafTest {
  const refused = refusals(operand, path);
  return (leaf) => !refused.some((test) => test(leaf));
}

function refusals(operand: unknown, path: string): LeafTest[] {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    return refusedTexts({ ...operand }, path);
  }
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  const strings = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  const one = strings.length === values.length ? strings : numbers;
  if (values.length > 0 && one.length === values.length) return one.map(equals);
  throw new InvalidEventPattern(`expected strings only or numbers only within anything-but at ${path}`);
}

const REFUSED_TEXTS: Readonly<Record<string, (wanted: string, path: string) => LeafTest>> = {
  prefix: (wanted, path) => parseEdge('prefix', notEmpty(wanted, path), path),
  suffix: (wanted, path) => parseEdge('suffix', notEmpty(wanted, path), path),
  'equals-ignore-case': equalsIgnoringCase,
  wildcard: parseWildcard,
};

function refusedTexts(operand: Record<string, unknown>, path: string): LeafTest[] {
  const [name, wanted] = onlyEntry(operand, path);
  const parse = Object.hasOwn(REFUSED_TEXTS, name) ? REFUSED_TEXTS[name] : undefined;
  if (!parse) throw new InvalidEventPattern(`unrecognised operator ${name} within anything-but at ${path}`);
  const list: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (list.length === 0) throw new InvalidEventPattern(`expected at least one value within anything-but at ${path}`);
  return list.map((item) => parse(text(item, name, path), path));
}

function notEmpty(wanted: string, path: string): string {
  if (wanted === '') throw new InvalidEventPattern(`expected a prefix or suffix that is not empty at ${path}`);
  return wanted;
}
