/** The `wildcard` operator: `*` stands for any characters, a backslash takes the star or backslash after it literally. */
import type { Leaf } from './flatten.ts';
import { InvalidEventPattern } from './invalid-pattern.ts';

export function parseWildcard(wanted: string, path: string): (leaf: Leaf) => boolean {
  const parts = split(wanted, path);
  return (leaf) => typeof leaf === 'string' && matches(parts, leaf);
}

/** The literal texts between the stars. */
function split(wanted: string, path: string): string[] {
  const parts: string[] = [''];
  for (let at = 0; at < wanted.length; at += 1) {
    const character = wanted[at];
    const next = wanted[at + 1];
    if (character === '*') {
      if (next === '*') throw new InvalidEventPattern(`consecutive wildcards at ${path}`);
      parts.push('');
    } else {
      if (character === '\\' && next !== '*' && next !== '\\') {
        throw new InvalidEventPattern(`expected a star or a backslash after the backslash at ${path}`);
      }
      if (character === '\\') at += 1;
      parts.push(`${parts.pop() ?? ''}${wanted[at]}`);
    }
  }
  return parts;
}

/** Takes each literal at its first place, which is enough where stars take anything: linear, no backtracking. */
function matches(parts: readonly string[], value: string): boolean {
  const [head = '', ...rest] = parts;
  const tail = rest.pop();
  if (tail === undefined) return value === head;
  if (!value.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.length - tail.length >= at && value.endsWith(tail);
}
