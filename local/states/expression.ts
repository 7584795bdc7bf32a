/** One JSONata expression of a definition: checked and compiled once, evaluated in the scope of a state. */
import jsonata from 'jsonata';
import { queryFault } from './faults.ts';
import { isObject, isRecord, type Json, type JsonObject, toJson } from './json.ts';

/** What an expression may see: `$states`, the variables, and the moment that `$now` and `$millis` tell. */
export type Scope = {
  readonly states: JsonObject;
  readonly variables: JsonObject;
  readonly now: number;
};

export type Expression = { readonly text: string; readonly evaluate: (scope: Scope, field: string) => Promise<Json> };

/** An expression that cannot be compiled; `unsupported` where AWS would take it. */
export class ExpressionRefused extends Error {
  override readonly name = 'ExpressionRefused';
  readonly unsupported: boolean;
  constructor(message: string, unsupported: boolean) {
    super(message);
    this.unsupported = unsupported;
  }
}

/** Functions of AWS's own, and those whose answers no rerun could repeat. */
const NOT_PLAYED = new Set(['uuid', 'hash', 'random', 'partition', 'range', 'parse', 'shuffle']);
const compiled = new Map<string, Expression>();
const formatMoment = jsonata('$fromMillis($moment, $picture, $zone)');

/** Whether a string claims to be an expression, by how it begins or ends. */
export function looksLikeExpression(text: string): boolean {
  return text.startsWith('{%') || text.endsWith('%}');
}

/** Compiles `{% … %}`; throws {@link ExpressionRefused}. The same text is compiled once for all machines. */
export function compileExpression(text: string): Expression {
  const known = compiled.get(text);
  if (known) return known;
  const inner = /^\{%\s([\s\S]*)\s%\}$/.exec(text)?.[1];
  if (inner === undefined) {
    throw new ExpressionRefused(`expected "{% expression %}" with a space inside each brace, found ${text}`, false);
  }
  const program = evaluator(text, parse(inner));
  const steps = /^\s*\$\w+(\.\w+)*\s*$/.test(inner) ? inner.trim().slice(1).split('.') : undefined;
  const expression: Expression = {
    text,
    evaluate: async (scope, field) => (steps && followed(steps, scope)) ?? program(scope, field),
  };
  compiled.set(text, expression);
  return expression;
}

function parse(inner: string): jsonata.Expression {
  let program: jsonata.Expression;
  try {
    program = jsonata(inner);
  } catch (error) {
    throw new ExpressionRefused(`expected JSONata 2.0.6, found ${inner}: ${messageOf(error)}`, false);
  }
  check(program.ast(), false);
  return program;
}

/** Walks the syntax tree; `nested` tells whether a path or predicate has given `$` a meaning of its own. */
function check(node: unknown, nested: boolean): void {
  if (Array.isArray(node)) {
    for (const child of node) check(child, nested);
    return;
  }
  if (!isRecord(node)) return;
  if (node.type === 'variable') checkVariable(node.value, nested);
  for (const [key, child] of Object.entries(node)) {
    if (key === 'steps' && Array.isArray(child)) child.forEach((step, at) => void check(step, nested || at > 0));
    else check(child, nested || key === 'predicate' || key === 'stages' || key === 'group');
  }
}

function checkVariable(name: unknown, nested: boolean): void {
  if (name === 'eval') throw new ExpressionRefused('expected no $eval, which Step Functions does not have', false);
  if (typeof name === 'string' && NOT_PLAYED.has(name)) {
    throw new ExpressionRefused(`the function $${name} is not played`, true);
  }
  if (name === '$' || (name === '' && !nested)) {
    throw new ExpressionRefused(`$${name} at the top of an expression is not played: use $states.input`, true);
  }
}

/**
 * The value at the end of a plain path such as `$next.then.stepId`, an order of magnitude faster than JSONata has it.
 * `undefined` where a step meets anything but an object that has it: what that means is for JSONata to say.
 */
function followed([first = '', ...rest]: readonly string[], { states, variables }: Scope): Json | undefined {
  let value: Json | undefined = first === 'states' ? states : own(variables, first);
  for (const step of rest) value = value === undefined ? undefined : own(value, step);
  return value;
}

function own(value: Json, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function evaluator(text: string, program: jsonata.Expression): Expression['evaluate'] {
  return async (scope, field) => {
    let value: unknown;
    try {
      value = await program.evaluate(undefined, bindings(scope));
    } catch (error) {
      throw queryFault(`The JSONata expression '${text}' of the field '${field}' failed: ${messageOf(error)}`);
    }
    if (value === undefined) {
      throw queryFault(
        `The JSONata expression '${text}' specified for the field '${field}' returned nothing (undefined).`,
      );
    }
    try {
      return toJson(value);
    } catch (error) {
      throw queryFault(`The JSONata expression '${text}' of the field '${field}' gave no JSON: ${messageOf(error)}`);
    }
  };
}

function bindings({ states, variables, now }: Scope): Record<string, unknown> {
  return {
    millis: () => now,
    now: (picture?: string, zone?: string) => formatMoment.evaluate(undefined, { moment: now, picture, zone }),
    ...variables,
    states,
  };
}

function messageOf(error: unknown): string {
  return isRecord(error) && typeof error.message === 'string' ? error.message : String(error);
}
