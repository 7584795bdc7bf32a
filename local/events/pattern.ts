/** Event patterns as EventBridge matches them: which events a rule takes, and which patterns are refused. */

import { type Field, type Flattened, flatten, type Position } from './flatten.ts';
import { type Alternative, type Matchers, parsePattern } from './pattern-parse.ts';

/**
 * Compiles a pattern into a test of one event (the whole envelope).
 * Throws `InvalidEventPattern` where EventBridge refuses the pattern.
 */
export function compilePattern(pattern: unknown): (event: unknown) => boolean {
  const alternatives = parsePattern(pattern).map(inOrder);
  return (event) => {
    const fields = flatten(event);
    return alternatives.some((wanted) => matchFrom(wanted, 0, fields, new Map()));
  };
}

type Wanted = readonly (readonly [path: string, Matchers])[];

/** By name, as AWS's event-ruler takes them. */
function inOrder(alternative: Alternative): Wanted {
  return [...alternative].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/**
 * Every path of the pattern must find a field, and all found fields must agree on the array elements they lie in:
 * `{a: {x: [1], y: [2]}}` takes `a: [{x: 1, y: 2}]` and not `a: [{x: 1}, {y: 2}]`. A field is missing where none lies in the
 * elements chosen so far, so that the order of the paths decides: `{a: {x: [1], y: [{exists: false}]}}` takes the latter.
 */
function matchFrom(wanted: Wanted, index: number, event: Flattened, position: Position): boolean {
  const next = wanted[index];
  if (!next) return true;
  const [path, matchers] = next;
  const fields = (event.get(path) ?? []).filter((field) => agree(field, position));
  if (fields.length === 0 && matchers.absent) return matchFrom(wanted, index + 1, event, position);
  return fields.some(
    (field) =>
      matchers.tests.some((test) => test(field.value)) &&
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
