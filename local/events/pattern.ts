/** Event patterns as EventBridge matches them: which events a rule takes, and which patterns are refused. */

import { type Field, type Flattened, flatten, type Position } from './flatten.ts';
import { type Alternative, parsePattern } from './pattern-parse.ts';

/**
 * Compiles a pattern into a test of one event (the whole envelope).
 * Throws `InvalidEventPattern` where EventBridge refuses the pattern.
 */
export function compilePattern(pattern: unknown): (event: unknown) => boolean {
  const alternatives = parsePattern(pattern);
  return (event) => {
    const fields = flatten(event);
    return alternatives.some((alternative) => matches(alternative, fields));
  };
}

function matches(alternative: Alternative, event: Flattened): boolean {
  return matchFrom([...alternative], 0, event, new Map());
}

/**
 * Every path of the pattern must find a field, and all found fields must agree on the array elements they lie in:
 * `{a: {x: [1], y: [2]}}` takes `a: [{x: 1, y: 2}]` and not `a: [{x: 1}, {y: 2}]`.
 */
function matchFrom(
  wanted: readonly (readonly [string, Alternative extends ReadonlyMap<string, infer M> ? M : never])[],
  index: number,
  event: Flattened,
  position: Position,
): boolean {
  const next = wanted[index];
  if (!next) return true;
  const [path, matchers] = next;
  const fields = event.get(path) ?? [];
  if (fields.length === 0 && matchers.absent) return matchFrom(wanted, index + 1, event, position);
  return fields.some(
    (field) =>
      matchers.tests.some((test) => test(field.value)) &&
      agree(field, position) &&
      matchFrom(wanted, index + 1, event, new Map([...position, ...field.position])),
  );
}

function agree(field: Field, position: Position): boolean {
  for (const [array, element] of field.position) {
    const chosen = position.get(array);
    if (chosen !== undefined && chosen !== element) return false;
  }
  return true;
}
