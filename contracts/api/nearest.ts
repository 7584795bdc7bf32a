/** Guesses which field a mistyped one was meant to be, so that a refusal says it. */

/** How many single characters must be added, dropped or changed to turn one word into the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...from].entries()) {
    const next = [above + 1];
    for (let column = 1; column <= to.length; column++) {
      const changed = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The known name closest to the one found, where it is close enough to be what was meant. */
export function nearest(found: string, known: readonly string[]): string | undefined {
  const wanted = plain(found.slice(0, 60));
  const [best] = known
    .map((name) => ({ name, far: distance(wanted, plain(name)) }))
    .sort((one, other) => one.far - other.far);
  return best && best.far <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined;
}
