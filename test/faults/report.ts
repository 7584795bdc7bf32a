/** Prints the matrix when all cells have run: by function, call and fault, and in the last line how many survived. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { CellReport } from './meta.ts';

type Result = CellReport & { readonly survived: boolean };

const LETTER = { plain: 'o', repaired: 'r', dead: 'X' } as const;

export class MatrixReporter implements Reporter {
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void = (text) => void process.stdout.write(text)) {
    this.#write = write;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const results = modules.flatMap((module) => [...module.children.allTests()].flatMap(resultOf));
    this.#write(`\n${tableOf(results)}\n`);
    const dead = results.filter(({ survived }) => !survived);
    for (const { by, call, fault } of dead) this.#write(`did not survive: ${by}, ${call}, ${fault}\n`);
    this.#write(`survived ${results.length - dead.length} of ${results.length}\n`);
  }
}

function resultOf(test: TestCase): readonly Result[] {
  const { cell } = test.meta();
  return cell ? [{ ...cell, survived: test.result().state === 'passed' }] : [];
}

/** A line per call: each fault with what it took. */
function tableOf(results: readonly Result[]): string {
  const lines = Map.groupBy(results, ({ by, call }) => `${by.padEnd(24)}${call.padEnd(32)}`);
  const legend = `${LETTER.plain} went on by itself, ${LETTER.repaired} after a command of the runbook, ${LETTER.dead} did not survive`;
  return [legend, ...[...lines].map(([head, cells]) => head + cells.map(wordOf).join(', '))].join('\n');
}

function wordOf({ survived, repairs, fault }: Result): string {
  const letter = survived ? (repairs.length > 0 ? LETTER.repaired : LETTER.plain) : LETTER.dead;
  return `${fault} ${letter}`;
}
