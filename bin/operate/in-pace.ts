/** Does something with each of many, some at once: a table of a hundred thousand rows would take an hour one by one. */

const PACE = 16;

export async function inPace<T>(
  items: AsyncIterable<T> | Iterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let turn: T[] = [];
  for await (const item of items) {
    turn.push(item);
    if (turn.length < PACE) continue;
    await Promise.all(turn.map(work));
    turn = [];
  }
  await Promise.all(turn.map(work));
}
