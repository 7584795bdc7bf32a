/** `npm run bench [-- --only path,ingest,decide,preview,imports,comparisons] [--invoices N]`: each benchmark in a process of its own. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { benchComparisons } from './comparisons.ts';
import { benchDecide } from './decide.ts';
import { benchImports } from './imports.ts';
import { benchIngest } from './ingest.ts';
import { benchPath } from './path.ts';
import { benchPreview } from './preview.ts';

type Say = (text: string) => void;
type Bench = (say: Say, invoices: number | undefined) => Promise<void> | void;

const benches: Readonly<Record<string, Bench>> = {
  path: benchPath,
  ingest: benchIngest,
  decide: benchDecide,
  preview: benchPreview,
  imports: benchImports,
  comparisons: benchComparisons,
};

const { values } = parseArgs({ options: { only: { type: 'string' }, invoices: { type: 'string' } } });
const names = values.only?.split(',') ?? Object.keys(benches);
for (const name of names) {
  const bench = benches[name];
  if (!bench) throw new Error(`expected benchmarks out of ${Object.keys(benches).join(', ')}, found "${name}"`);
  if (names.length === 1) await runHere(name, bench);
  else runApart(name);
}

async function runHere(name: string, bench: Bench): Promise<void> {
  process.stdout.write(`${name}\n`);
  const invoices = values.invoices === undefined ? undefined : Number(values.invoices);
  await bench((text) => void process.stdout.write(`  ${text}\n`), invoices);
}

/** So that no benchmark inherits another's memory or compiled code. */
function runApart(name: string): void {
  const more = values.invoices === undefined ? [] : ['--invoices', values.invoices];
  const { status } = spawnSync(process.execPath, [import.meta.filename, '--only', name, ...more], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
