/** The functions of a program by the names under which they can be called: their own, or that of the property they are. */
import { childrenOf, isFunction, isNode, type Node, nameOf } from './syntax.ts';

export interface Declarations {
  /** By the name of a declaration or of a constant. */
  readonly named: ReadonlyMap<string, readonly Node[]>;
  /** By the name of a property or method of any object; an identifier as value leads on to a named one. */
  readonly members: ReadonlyMap<string, readonly Node[]>;
  /** By the name of a constant: what its object literal holds, of which a computed name may choose any. */
  readonly tables: ReadonlyMap<string, readonly Node[]>;
  /** All of them: they run when somebody calls them, not where they stand. */
  readonly deferred: ReadonlySet<Node>;
}

export function declarationsOf(program: Node): Declarations {
  const named = new Map<string, Node[]>();
  const members = new Map<string, Node[]>();
  const tables = new Map<string, readonly Node[]>();
  const deferred = new Set<Node>();
  const add = (map: Map<string, Node[]>, key: unknown, node: unknown): void => {
    const name = nameOf(key);
    if (name === undefined || !isNode(node)) return;
    map.set(name, [...(map.get(name) ?? []), node]);
    deferred.add(node);
  };
  const walk = (node: Node): void => {
    if (node.type === 'FunctionDeclaration') add(named, node.id, node);
    if (node.type === 'VariableDeclarator' && isFunction(node.init)) add(named, node.id, node.init);
    if (node.type === 'VariableDeclarator' && isNode(node.init) && node.init.type === 'ObjectExpression')
      tables.set(
        nameOf(node.id) ?? '',
        childrenOf(node.init)
          .map(({ value }) => value)
          .filter(isNode),
      );
    if (node.type === 'MethodDefinition' && node.kind === 'method') add(members, node.key, node.value);
    if (node.type === 'ObjectExpression')
      for (const { type, key, value } of childrenOf(node))
        if (
          type === 'Property' &&
          isCallable(key) &&
          (isFunction(value) || (isNode(value) && value.type === 'Identifier'))
        )
          add(members, key, value);
    for (const child of childrenOf(node)) walk(child);
  };
  walk(program);
  return { named, members, tables, deferred };
}

/** A key like `GET /v1/invoices` stands after no dot: what it leads to may run whenever its object is there. */
const isCallable = (key: unknown): boolean => /^[A-Za-z_$][\w$]*$/.test(nameOf(key) ?? '');
