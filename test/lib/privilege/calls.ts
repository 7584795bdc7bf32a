/** Which operations of AWS a function's code calls, and on what: read off the places that can run. */
import { reachable, type Visit } from './reach.ts';
import { childrenOf, isNode, type Node, nameOf, textOf } from './syntax.ts';

/** `GetItem` on `table`, `Query` on `index/due`, `PutObject` on `bucket`. */
export type Call = `${string} on ${string}`;

const writesFile = 'adapters/dynamodb/writes.ts';
const transactFile = 'adapters/dynamodb/transact.ts';
const tableFile = 'adapters/dynamodb/table.ts';
const s3File = 'adapters/s3/client.ts';
const indexes = new Set(['due', 'customer', 'list']);
/** The parts of a transaction: IAM asks for their actions, and transact.ts sends a part alone as its own operation. */
const parts: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** In two passes: first which kinds of writes there are, then what these kinds are made of. */
export function callsOf(code: string): ReadonlySet<Call> {
  const kinds = new Set(reachable(code, isWriteCase).flatMap(({ node }) => kindOf(node)));
  const isOtherWrite = (visit: Visit): boolean => {
    const { test } = visit.node;
    return isWriteCase(visit) && !kinds.has(nameOf(test) ?? '');
  };
  return new Set(reachable(code, isOtherWrite).flatMap(callsAt));
}

/** One `case` of the switch over all writes of the ledger. */
const isWriteCase = ({ node, file }: Visit): boolean => node.type === 'SwitchCase' && file === writesFile;

const kindOf = (node: Node): readonly string[] => {
  const kind = node.type === 'ObjectExpression' ? textOf(node, 'kind') : undefined;
  return kind === undefined ? [] : [kind];
};

function callsAt({ node, file }: Visit): readonly Call[] {
  if (node.type === 'NewExpression' && file !== transactFile) return commandCall(nameOf(node.callee) ?? '', file);
  if (node.type === 'CallExpression') return [...queryCall(node), ...tallyCall(node)];
  if (node.type !== 'ObjectExpression') return [];
  const index = textOf(node, 'index');
  const listed: Call[] = index !== undefined && indexes.has(index) ? [`Query on index/${index}`] : [];
  const method = file === s3File ? textOf(node, 'method') : undefined;
  const object: Call[] = method === undefined ? [] : [method === 'PUT' ? 'PutObject on bucket' : 'GetObject on bucket'];
  const keys = childrenOf(node).map(({ key }) => parts[nameOf(key) ?? '']);
  return [...listed, ...object, ...keys.flatMap((action): Call[] => (action ? [`${action} on table`] : []))];
}

/** Queries and tallies are made in one place for all: whoever asks for one says which items it is about. */
function commandCall(name: string, file: string): readonly Call[] {
  const command = /^(\w+)Command\d*$/.exec(name)?.[1];
  if (command === undefined || command === 'Query' || (command === 'UpdateItem' && file === tableFile)) return [];
  return [/^(Get|BatchGet|Put|Update|Delete)Item$/.test(command) ? `${command} on table` : `${command} on service`];
}

/** Tallies of requests are items of their own, whose keys all begin alike. */
function tallyCall({ callee, arguments: given }: Node): readonly Call[] {
  if (!isNode(callee) || nameOf(callee.property) !== 'tally') return [];
  const [key] = Array.isArray(given) ? given : [];
  const of = isNode(key) && isNode(key.callee) ? nameOf(key.callee.property) : undefined;
  return [of === 'rate' ? 'UpdateItem on table/RATE#*' : 'UpdateItem on table'];
}

/** A query that names no index, and takes none over by `...`, reads the table itself. */
function queryCall({ callee, arguments: given }: Node): readonly Call[] {
  const isQuery = isNode(callee) && /^(query|queryAll)$/.test(nameOf(callee.property ?? callee) ?? '');
  const [asked] = Array.isArray(given) ? given : [];
  if (!isQuery || !isNode(asked) || asked.type !== 'ObjectExpression') return [];
  const members = childrenOf(asked);
  const says = members.some(({ type, key }) => type === 'SpreadElement' || nameOf(key) === 'index');
  return says ? [] : ['Query on table'];
}
