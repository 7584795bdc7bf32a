/** Looks variables up in the closed list, and says what was meant where a name is not in it. */
import { ITEM_VARIABLES, LOOP_VARIABLES, VARIABLES, type Variable } from './variables.ts';

/** The variables that can be named at one place: the list, and inside a loop the item's and the loop's own. */
export type Known = ReadonlyMap<string, Variable>;

const byName = (variables: readonly Variable[]): Known => new Map(variables.map((each) => [each.name, each]));

export const OUTSIDE_LOOPS: Known = byName(VARIABLES);

export function insideLoop(item: string): Known {
  const own = ITEM_VARIABLES.map((each) => ({ ...each, name: `${item}.${each.name}` }));
  return byName([...VARIABLES, ...own, ...LOOP_VARIABLES]);
}

/** How many letters have to change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The nearest name, where it is near enough to be meant. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const [best] = [...names].map((each) => ({ each, far: distance(name, each) })).sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(2, name.length / 3) ? best.each : undefined;
}

const orNearest = (name: string, names: Iterable<string>): string => {
  const meant = nearest(name, names);
  return meant ? `; did you mean "${meant}"?` : '';
};

export function unknownName(what: string, name: string, names: readonly string[]): string {
  return `expected a ${what} of the list, found "${name}"${orNearest(name, names) || ` (there are: ${names.join(', ')})`}`;
}
