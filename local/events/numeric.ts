/** The `numeric` operator: one comparison, or a range from below to above. */
import type { Leaf } from './flatten.ts';
import { InvalidEventPattern } from './invalid-pattern.ts';

const LIMIT = 5e9;
const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** Numbers beyond ±5e9 are refused, as EventBridge does. */
export function parseNumeric(operand: unknown, path: string): (leaf: Leaf) => boolean {
  const terms: unknown[] = Array.isArray(operand) ? operand : [];
  const [firstSign, firstBound, secondSign, secondBound] = terms;
  const first = comparison(firstSign, firstBound, path);
  if (terms.length === 2) return (leaf) => typeof leaf === 'number' && first(leaf);
  const second = comparison(secondSign, secondBound, path);
  const rising = String(firstSign).startsWith('>') && String(secondSign).startsWith('<');
  if (terms.length !== 4 || !rising || !(Number(firstBound) < Number(secondBound))) {
    throw new InvalidEventPattern(`expected a range like [">", 0, "<", 5] as numeric at ${path}`);
  }
  return (leaf) => typeof leaf === 'number' && first(leaf) && second(leaf);
}

function comparison(sign: unknown, bound: unknown, path: string): (value: number) => boolean {
  const compare = typeof sign === 'string' && Object.hasOwn(COMPARISONS, sign) ? COMPARISONS[sign] : undefined;
  if (!compare || typeof bound !== 'number' || Math.abs(bound) > LIMIT) {
    throw new InvalidEventPattern(`expected a comparison and a number within ±5e9 as numeric at ${path}`);
  }
  return (value) => compare(value, bound);
}
