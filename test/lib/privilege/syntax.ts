/** The few shapes of a syntax tree (https://github.com/estree/estree) that following a program needs. */

export type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

export const childrenOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode);

export const isFunction = (value: unknown): value is Node =>
  isNode(value) && /^(ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(value.type);

/** The name of an identifier, or the text of a literal key; nothing where it is computed. */
export function nameOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  const found = value.type === 'Identifier' ? value.name : value.type === 'Literal' ? value.value : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** The text of a member of an object literal: `{ kind: 'once' }`. */
export function textOf(object: Node, key: string): string | undefined {
  const member = childrenOf(object).find((child) => child.type === 'Property' && nameOf(child.key) === key);
  return isNode(member?.value) && member.value.type === 'Literal' ? nameOf(member.value) : undefined;
}
