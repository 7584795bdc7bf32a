/** A JSON value of a definition with expressions inside it; what has none is evaluated never. */
import { compileExpression, type Expression, looksLikeExpression, type Scope } from './expression.ts';
import { isObject, type Json } from './json.ts';

type Node =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'array'; readonly items: readonly Node[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Node])[] };

export type Template = { readonly field: string; readonly node: Node };

/** Compiles every expression in `value`; throws `ExpressionRefused` for the first that cannot be. */
export function compileTemplate(field: string, value: Json): Template {
  return { field, node: compile(value) };
}

export function evaluateTemplate({ field, node }: Template, scope: Scope): Promise<Json> {
  return evaluate(node, scope, field);
}

function compile(value: Json): Node {
  if (typeof value === 'string' && looksLikeExpression(value)) {
    return { kind: 'expression', expression: compileExpression(value) };
  }
  if (Array.isArray(value)) {
    const items = value.map(compile);
    return items.every(isConstant) ? { kind: 'constant', value } : { kind: 'array', items };
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => [key, compile(member)] as const);
    return members.every(([, member]) => isConstant(member))
      ? { kind: 'constant', value }
      : { kind: 'object', members };
  }
  return { kind: 'constant', value };
}

function isConstant(node: Node): boolean {
  return node.kind === 'constant';
}

async function evaluate(node: Node, scope: Scope, field: string): Promise<Json> {
  if (node.kind === 'constant') return node.value;
  if (node.kind === 'expression') return node.expression.evaluate(scope, field);
  if (node.kind === 'array') {
    const items: Json[] = [];
    for (const item of node.items) items.push(await evaluate(item, scope, field));
    return items;
  }
  const members: Record<string, Json> = {};
  for (const [key, member] of node.members) members[key] = await evaluate(member, scope, `${field}/${key}`);
  return members;
}
