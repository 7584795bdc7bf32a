/**
 * What of a program can run, told from its text: from the top level, each name that is used leads to every function of
 * that name, and an object that is used as a whole to all it has. So it finds rather too much than too little.
 */
import { parseAst } from 'vitest/node';
import { type Declarations, declarationsOf } from './declarations.ts';
import { childrenOf, isNode, type Node, nameOf } from './syntax.ts';

/** Ports, as the code calls them everywhere, and the file of the adapter whose methods are reached by that name only. */
const portFiles: Readonly<Record<string, string>> = {
  ledger: 'adapters/dynamodb/ledger.ts',
  lists: 'adapters/dynamodb/lists.ts',
  table: 'adapters/dynamodb/table.ts',
  keys: 'adapters/dynamodb/keyring.ts',
  vault: 'adapters/s3/vault.ts',
  client: 'adapters/s3/client.ts',
  mailer: 'adapters/ses/mailer.ts',
  texter: 'adapters/sms/texter.ts',
};
const adapters = new Set(Object.values(portFiles));
/** Methods that Map and Array have as well: they lead on from a port only. */
const builtIn = new Set(['get', 'find', 'delete', 'has', 'set']);

/** The domain reads and writes nothing: a name in it that an adapter has as well is another's. */
const isPure = (file: string): boolean => file.startsWith('core/');
const isOutside = (file: string): boolean => file.startsWith('adapters/');

export interface Visit {
  readonly node: Node;
  /** The module that the node came from. */
  readonly file: string;
}

/** `skip` leaves out what a caller can show not to run. */
export function reachable(code: string, skip: (visit: Visit) => boolean = () => false): readonly Visit[] {
  const program: unknown = parseAst(code);
  if (!isNode(program)) throw new Error('expected a program, found none');
  const fileOf = filesOf(code);
  const declarations = declarationsOf(program);
  const seen = new Set<Node>();
  const visits: Visit[] = [];
  const todo: Node[] = [program];
  const visit = (node: Node): void => {
    const here = { node, file: fileOf(node) };
    if (skip(here)) return;
    visits.push(here);
    todo.push(
      ...calledBy(node, declarations, fileOf).filter((called) => !isPure(here.file) || !isOutside(fileOf(called))),
    );
    for (const child of partsOf(node)) if (!declarations.deferred.has(child)) visit(child);
  };
  for (let next = todo.pop(); next; next = todo.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    visit(next);
  }
  return visits;
}

/** The functions to which one node leads. */
function calledBy(
  node: Node,
  { named, members, tables }: Declarations,
  fileOf: (node: Node) => string,
): readonly Node[] {
  const own = nameOf(node) ?? '';
  if (node.type === 'Identifier') return [...(named.get(own) ?? []), ...(tables.get(own) ?? [])];
  if (node.type === 'ObjectPattern') return childrenOf(node).flatMap(({ key }) => members.get(nameOf(key) ?? '') ?? []);
  if (node.type !== 'MemberExpression') return [];
  if (node.computed === true) return [];
  const name = nameOf(node.property) ?? '';
  const found = members.get(name) ?? [];
  const owner = isNode(node.object) && node.object.type === 'MemberExpression' ? node.object.property : node.object;
  // esbuild numbers names that meet: `table2`.
  const file = portFiles[nameOf(owner)?.replace(/\d+$/, '') ?? ''];
  return found.filter((declared) => {
    const from = fileOf(declared);
    return from === file || !(adapters.has(from) || builtIn.has(name));
  });
}

/** What runs of a node: the name after a dot, a key and what a pattern binds are no uses of a name. */
function partsOf(node: Node): readonly Node[] {
  const { type } = node;
  if (type === 'MemberExpression' && node.computed !== true) return isNode(node.object) ? unlessName(node.object) : [];
  if (type === 'Property' && node.computed !== true) return [node.value].filter(isNode);
  if (type === 'ObjectPattern')
    return childrenOf(node).flatMap(({ value }) => (isNode(value) ? unlessName(value) : []));
  const bound = [node.id, node.param, node.params, type === 'AssignmentPattern' && node.left].flat();
  return childrenOf(node).flatMap((child) => (bound.includes(child) ? unlessName(child) : [child]));
}

const unlessName = (pattern: Node): readonly Node[] => (pattern.type === 'Identifier' ? [] : [pattern]);

/** esbuild writes `// path` before each module. */
function filesOf(code: string): (node: Node) => string {
  const headings = [...code.matchAll(/^\/\/ (\S+\.ts)$/gm)].map(({ index, 1: file = '' }) => ({ index, file }));
  return ({ start }) => headings.findLast(({ index }) => index <= start)?.file ?? '';
}
