/** Carries out checked words upon the values of one message, as LiquidJS would (a test holds the two together). */
import { FILTERS, inText } from './filters.ts';
import type { Expression, Node, Operand, Operator, Place, Scalar } from './tree.ts';

export type Scope = { readonly [name: string]: Scalar | Scope | readonly Scope[] };

/** What comes out: words of the template, values (from outside where `data`), and places for tables. */
export type Piece =
  | { readonly words: string }
  | { readonly value: string; readonly data: boolean }
  | { readonly place: Place };

/** A list longer than this is never walked through whole. */
export const MOST_ROUNDS = 80;

function isScope(value: Scope[string] | undefined): value is Scope {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lookUp(scope: Scope, path: string): Scope[string] {
  let found: Scope[string] | undefined = scope;
  for (const name of path.split('.')) found = isScope(found) && Object.hasOwn(found, name) ? found[name] : null;
  return found ?? null;
}

function scalarOf(term: Operand, scope: Scope): Scalar {
  if ('is' in term) return term.is;
  const found = lookUp(scope, term.of);
  return typeof found === 'object' ? null : found;
}

/** In Liquid only nil and false are false: a text without letters is true. */
const isTrue = (value: Scalar): boolean => value !== null && value !== false;

const compare = (a: Scalar, b: Scalar, holds: (a: number, b: number) => boolean): boolean =>
  typeof a === 'number' && typeof b === 'number' && holds(a, b);

const BINARY: Readonly<Record<Exclude<Operator, 'not'>, (a: Scalar, b: Scalar) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => compare(a, b, (x, y) => x > y),
  '<': (a, b) => compare(a, b, (x, y) => x < y),
  '>=': (a, b) => compare(a, b, (x, y) => x >= y),
  '<=': (a, b) => compare(a, b, (x, y) => x <= y),
  contains: (a, b) => typeof a === 'string' && a.includes(inText(b)),
  and: (a, b) => isTrue(a) && isTrue(b),
  or: (a, b) => isTrue(a) || isTrue(b),
};

function evaluate(expression: Expression, scope: Scope, locale: string | undefined): Scalar {
  if (!('terms' in expression)) return scalarOf(expression, scope);
  const { terms, filters = [] } = expression;
  const stack: Scalar[] = [];
  for (const term of terms) {
    if (!('op' in term)) stack.push(scalarOf(term, scope));
    else if (term.op === 'not') stack.push(!isTrue(stack.pop() ?? null));
    else {
      const right = stack.pop() ?? null;
      stack.push(BINARY[term.op](stack.pop() ?? null, right));
    }
  }
  return filters.reduce<Scalar>((value, { name, args }) => {
    const given = args.map((arg) => scalarOf(arg, scope));
    return FILTERS[name]?.run(value, given, locale) ?? null;
  }, stack[0] ?? null);
}

function rounds(node: Extract<Node, { readonly each: string }>, scope: Scope): readonly Scope[] {
  const list = lookUp(scope, node.from);
  const items: readonly Scope[] = Array.isArray(list) ? list.slice(0, node.most ?? MOST_ROUNDS) : [];
  return items.map((item, at) => ({
    ...scope,
    [node.each]: item,
    forloop: { first: at === 0, last: at === items.length - 1, index: at + 1 },
  }));
}

/** The pieces in their order; values stay apart from words, so that no value can be taken for markup. */
export function run(nodes: readonly Node[], scope: Scope, locale: string | undefined): readonly Piece[] {
  return nodes.flatMap((node): readonly Piece[] => {
    if (typeof node === 'string') return [{ words: node }];
    if ('place' in node) return [node];
    if ('put' in node) {
      const value = inText(evaluate(node.put, scope, locale));
      return value === '' ? [] : [{ value, data: node.data === true }];
    }
    if ('each' in node) return rounds(node, scope).flatMap((round) => run(node.then, round, locale));
    const chosen = node.choose.find(({ when }) => !when || isTrue(evaluate(when, scope, locale)));
    return chosen ? run(chosen.then, scope, locale) : [];
  });
}
