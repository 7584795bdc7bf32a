/** Moments in their order, the earliest first; those of one moment by name, so that a preview is always the same. */
import type { Instant } from '../calendar/dates.ts';

type Timed = { readonly at: Instant; readonly name: string };

const isBefore = (a: Timed, b: Timed): boolean => (a.at === b.at ? a.name < b.name : a.at < b.at);

/** A binary heap: a book of ten thousand invoices has as many moments at any time. */
export function createQueue<T extends Timed>() {
  const heap: T[] = [];

  function swap(a: number, b: number): void {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  }

  const precedes = (a: number, b: number): boolean => {
    const [first, second] = [heap[a], heap[b]];
    return first !== undefined && second !== undefined && isBefore(first, second);
  };

  function push(item: T): void {
    let at = heap.push(item) - 1;
    for (let parent = (at - 1) >> 1; at > 0 && precedes(at, parent); parent = (at - 1) >> 1) {
      swap(at, parent);
      at = parent;
    }
  }

  function pop(): T | undefined {
    swap(0, heap.length - 1);
    const first = heap.pop();
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = precedes(right, left) ? right : left;
      if (!precedes(least, at)) return first;
      swap(at, least);
      at = least;
    }
  }

  return { push, pop };
}
