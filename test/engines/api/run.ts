/** Runs schemathesis, in a Python of its own with pinned and hashed packages, and reads the report it leaves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { pythonWith } from '../../deploy/emulator/python.ts';

const here = import.meta.dirname;

const reportSchema = z.object({
  complete: z.boolean(),
  operations: z.object({ total: z.int(), selected: z.int(), tested: z.int(), errored: z.int(), skipped: z.int() }),
  test_cases: z.object({ generated: z.int(), with_failures: z.int(), errored: z.int() }),
  failures: z.array(z.unknown()),
  errors: z.array(z.unknown()),
  /** How many positive cases were accepted, by operation and phase. */
  valid_rates: z.record(z.string(), z.record(z.string(), z.object({ accepted: z.int() }))),
});

export type Report = z.output<typeof reportSchema> & { readonly exitCode: number | null; readonly said: string };

export type Run = {
  /** The served document, as a file. */
  readonly document: string;
  readonly url: string;
  /** A folder of this run alone. */
  readonly reports: string;
  readonly options: readonly string[];
};

/** The seed stays, so that a red run is red again; another may be tried by hand. */
const SEED = process.env.SEED ?? '20261122';

export async function runSchemathesis({ document, url, reports, options }: Run): Promise<Report> {
  const python = await pythonWith(join(here, 'requirements.txt'));
  const words = ['-m', 'schemathesis.cli', '--config-file', join(here, 'schemathesis.toml'), 'run', document];
  const always = ['--url', url, '--seed', SEED, '--no-color', '--continue-on-failure', '--generation-database', 'none'];
  const report = ['--report', 'json', '--report-dir', reports, '--workers', '1'];
  const child = spawn(python, [...words, ...always, ...report, ...options], { cwd: reports });
  const said: string[] = [];
  child.stdout.on('data', (chunk) => said.push(String(chunk)));
  child.stderr.on('data', (chunk) => said.push(String(chunk)));
  const [exitCode] = await once(child, 'close');
  const [name] = (await readdir(reports)).filter((file) => /^json-.*\.json$/.test(file));
  if (!name) throw new Error(`expected schemathesis to leave a report, found none: ${said.join('').slice(-3000)}`);
  const read = reportSchema.parse(JSON.parse(await readFile(join(reports, name), 'utf8')));
  return { ...read, exitCode: typeof exitCode === 'number' ? exitCode : null, said: said.join('') };
}
