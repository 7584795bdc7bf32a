/** Values, conditions and filters of Liquid as LiquidJS parsed them, checked against the closed lists. */
import { type Expression as LiquidExpression, type Token, TypeGuards, type Value, type ValueToken } from 'liquidjs';
import { FILTERS } from './filters.ts';
import { type Known, unknownName } from './names.ts';
import type { Finder } from './problem.ts';
import { type Expression, type FilterCall, OPERATORS, type Operand, type Scalar, type Term } from './tree.ts';
import type { Variable } from './variables.ts';

export type Place = { readonly known: Known; readonly find: Finder };

const LITERALS: Readonly<Record<string, Scalar>> = { true: true, false: false, nil: null, null: null };

/** `invoice.number` as its segments; anything computed is refused. */
export function pathOf(token: Token): readonly string[] | undefined {
  if (!TypeGuards.isPropertyAccessToken(token) || token.variable) return undefined;
  const names = token.props.map((prop) => (TypeGuards.isWordToken(prop) ? prop.content : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** The variable of the list, or nothing after the problem was told. */
export function variableOf(token: Token, { known, find }: Place): Variable | undefined {
  const path = pathOf(token);
  if (!path) {
    find.at(token, `expected a plain variable such as invoice.number, found "${token.getText()}"`);
    return undefined;
  }
  const variable = known.get(path.join('.'));
  if (!variable) find.at(token, unknownName('variable', path.join('.'), [...known.keys()]));
  return variable;
}

function operandOf(token: Token, place: Place): Operand | undefined {
  if (TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token)) return { is: token.content };
  if (TypeGuards.isLiteralToken(token)) {
    const value = LITERALS[token.literal];
    if (value !== undefined) return { is: value };
    place.find.at(token, `expected true, false or nil, found "${token.literal}": ask "{% if x %}" whether x is there`);
    return undefined;
  }
  const variable = variableOf(token, place);
  if (variable?.kind === 'list')
    place.find.at(token, `expected a single value, found the list "${variable.name}": walk through it with "for"`);
  return variable && { of: variable.name };
}

function operatorOf(token: Token): Term | undefined {
  if (!TypeGuards.isOperatorToken(token)) return undefined;
  const op = OPERATORS.find((each) => each === token.operator);
  return op && { op };
}

const isNumeric = (term: Term | undefined, { known }: Place): boolean =>
  term !== undefined &&
  (('is' in term && typeof term.is === 'number') || ('of' in term && known.get(term.of)?.kind === 'number'));

/** Amounts and dates are texts here: to compare them as figures would compare letters. */
function demandNumbers(terms: readonly Term[], token: Token, place: Place): void {
  for (const [index, term] of terms.entries())
    if ('op' in term && /^[<>]=?$/.test(term.op))
      if (!isNumeric(terms[index - 1], place) || !isNumeric(terms[index - 2], place))
        place.find.at(token, `expected two numbers around "${term.op}", such as invoice.days_overdue and 30`);
}

function termsOf({ postfix }: LiquidExpression, within: Token, place: Place): readonly Term[] {
  if (postfix.length === 0) place.find.at(within, `expected a variable or a text, found none in "${within.getText()}"`);
  const terms = postfix.flatMap((token) => operatorOf(token) ?? operandOf(token, place) ?? []);
  if (terms.length === postfix.length) demandNumbers(terms, postfix[0] ?? within, place);
  return terms;
}

function filterCall({ name, args }: Value['filters'][number], within: Token, place: Place): readonly FilterCall[] {
  const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
  if (!filter) {
    place.find.at(within, unknownName('filter', name, Object.keys(FILTERS)));
    return [];
  }
  const given = args.flatMap((arg) => (Array.isArray(arg) ? [] : [arg]));
  if (given.length !== filter.takes || given.length !== args.length) {
    place.find.at(within, `expected "${name}" with ${filter.takes} plain arguments, as in ${filter.example}`);
    return [];
  }
  return [{ name, args: given.flatMap((arg) => operandOf(arg, place) ?? []) }];
}

export type Compiled = { readonly terms: readonly Term[]; readonly filters: readonly FilterCall[] };

/** The short form, where there is one. */
export function shortened({ terms, filters }: Compiled): Expression {
  const [only] = terms;
  if (filters.length > 0) return { terms, filters };
  return terms.length === 1 && only && !('op' in only) ? only : { terms };
}

export function compileValue(value: Value, within: Token, place: Place): Compiled {
  const terms = termsOf(value.initial, within, place);
  const filters = value.filters.flatMap((filter) => filterCall(filter, within, place));
  return { terms, filters };
}

/** `case x` / `when a, b` is "x == a or x == b". */
export function compileWhen(value: Compiled, tokens: readonly ValueToken[], place: Place): readonly Term[] {
  return tokens.flatMap((token, index): readonly Term[] => {
    const operand = operandOf(token, place);
    return operand ? [...value.terms, operand, { op: '==' }, ...(index > 0 ? [{ op: 'or' } as const] : [])] : [];
  });
}

/** Whether a value from outside may be part of what is shown. */
export function hasData({ terms, filters }: Compiled, { known }: Place): boolean {
  const operands = [...terms, ...filters.flatMap(({ args }) => args)];
  return operands.some((term) => 'of' in term && known.get(term.of)?.data === true);
}
