/** The text of a policy with the place of each of its fields, so that a mistake is found where it was made. */
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';

export type Position = { readonly line: number; readonly column: number };
export type Source =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Of the field itself, or of the nearest one around it that is there. */
      readonly positionOf: (at: readonly PropertyKey[]) => Position;
    }
  | { readonly ok: false; readonly code: 'form' | 'loops'; readonly message: string; readonly position: Position };

/** A few lines of aliases of aliases unfold to gigabytes. */
const MOST_ALIASES = 100;
const START: Position = { line: 1, column: 1 };

/** JSON is YAML, so one parser reads both. */
export function readSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return line > 0 ? { line, column: col } : START;
  };
  const [wrong] = document.errors;
  if (wrong)
    return { ok: false, code: 'form', message: `expected JSON or YAML: ${wrong.message}`, position: at(wrong.pos[0]) };
  const { contents } = document;
  const circle = contents && circular(contents);
  if (circle)
    return {
      ok: false,
      code: 'loops',
      message: 'expected a document that ends, found an alias that contains itself: it loops',
      position: at(circle.range?.[0] ?? 0),
    };
  const positionOf = (path: readonly PropertyKey[]): Position => at(offsetOf(contents, path));
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: MOST_ALIASES }), positionOf };
  } catch {
    const message = `expected at most ${MOST_ALIASES} repetitions by alias, found more`;
    return { ok: false, code: 'form', message, position: START };
  }
}

/** An alias inside what it stands for. */
function circular(root: Node): Node | undefined {
  let found: Node | undefined;
  visit(root, {
    Alias(_, alias, ancestors) {
      const inside = ancestors.some((node) => (isMap(node) || isSeq(node)) && node.anchor === alias.source);
      if (!inside) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** Where the value of the last key that exists begins; of an object's field, where its name begins. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isSeq(node)) {
      const item: unknown = node.items[Number(key)];
      if (!isMap(item) && !isSeq(item) && !isScalar(item) && !isAlias(item)) return offset;
      node = item;
      offset = item.range?.[0] ?? offset;
    } else if (isMap(node)) {
      const pair = node.items.find((one) => isPair(one) && isScalar(one.key) && String(one.key.value) === String(key));
      if (!pair || !isScalar(pair.key)) return offset;
      node = pair.value;
      offset = pair.key.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
