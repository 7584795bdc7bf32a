/** What checked words contain, asked without carrying them out. */
import type { Node } from './tree.ts';

export function someNode(nodes: readonly Node[], holds: (node: Exclude<Node, string>) => boolean): boolean {
  return nodes.some((node) => {
    if (typeof node === 'string') return false;
    if (holds(node)) return true;
    if ('choose' in node) return node.choose.some(({ then }) => someNode(then, holds));
    return 'each' in node && someNode(node.then, holds);
  });
}

export const hasPlace = (nodes: readonly Node[]): boolean => someNode(nodes, (node) => 'place' in node);

/** Whether a value is ever shown. */
export function speaksOf(nodes: readonly Node[], name: string): boolean {
  return someNode(
    nodes,
    (node) =>
      'put' in node &&
      ('terms' in node.put ? node.put.terms : [node.put]).some((term) => 'of' in term && term.of === name),
  );
}
