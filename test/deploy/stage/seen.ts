/** What was driven and what was seen: a line each, compared at once, printed as a table in the end. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Line {
  readonly what: string;
  readonly expected: string;
  /** Looks once; where `within` is given it looks again until it sees what is expected. */
  readonly seen: () => Promise<string> | string;
  /** Seconds after which waiting is given up; never what a line is judged by. */
  readonly within?: number;
}

type Row = { readonly what: string; readonly expected: string; readonly seen: string; readonly seconds: number };

export interface Seen {
  /** Throws where another thing is seen than what is expected. */
  readonly line: (line: Line) => Promise<void>;
  /** Every line so far, with the number of those that held. */
  readonly table: () => string;
}

const LOOK_AGAIN_MS = 400;

export function createSeen(): Seen {
  const rows: Row[] = [];
  return {
    async line({ what, expected, seen, within = 0 }) {
      const from = Date.now();
      let found = await look(seen);
      while (found !== expected && Date.now() - from < within * 1000) {
        await delay(LOOK_AGAIN_MS);
        found = await look(seen);
      }
      rows.push({ what, expected, seen: found, seconds: (Date.now() - from) / 1000 });
      if (found !== expected) throw new Error(`${what}: expected ${expected}, found ${found}`);
    },
    table: () => tableOf(rows),
  };
}

/** What fails to be looked at is seen as a failure, and looked at again like any other. */
async function look(seen: Line['seen']): Promise<string> {
  try {
    return await seen();
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const headings = ['', 'line', 'expected', 'seen', 'seconds'];

/** One cell's worth; the error that the line throws tells the whole. */
const brief = (text: string): string => (text.trim().split('\n').at(-1) ?? '').slice(0, 120);

function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ what, expected, seen, seconds }) => [
    expected === seen ? 'ok' : 'DIFFERS',
    what,
    expected,
    expected === seen ? 'the same' : brief(seen),
    seconds.toFixed(1),
  ]);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const print = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  const held = rows.filter(({ expected, seen }) => expected === seen).length;
  return [headings, ...cells].map(print).join('\n').concat(`\nseen as expected: ${held} of ${rows.length} lines\n`);
}
