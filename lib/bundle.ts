/**
 * Bundles every function in one run of esbuild and keeps the result until a source changes.
 * One run instead of one per function, because synthesis also happens at every local start.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BundleRun } from './bundle-run.ts';

const repository = resolve(import.meta.dirname, '..');
const runner = join(import.meta.dirname, 'bundle-run.ts');

export interface BundleRequest {
  /** The folder that holds one folder per function, each with an `index.ts`. */
  readonly functionsRoot: string;
  readonly names: readonly string[];
}

/** Left beside the bundles: what they were made of, so that nothing is built twice. */
interface Receipt {
  readonly request: string;
  readonly sources: Readonly<Record<string, string | undefined>>;
}

/** Answers the folder that holds `<name>/index.mjs` for each function. */
export function bundleFunctions({ functionsRoot, names }: BundleRequest): string {
  for (const name of names) demandEntryPoint(functionsRoot, name);
  const outdir = join(functionsRoot, '..', '.build', 'functions');
  const receiptFile = join(outdir, 'receipt.json');
  const run: BundleRun = { repository, functionsRoot, names, outdir };
  const request = digest(JSON.stringify(run), read(runner), read(join(repository, 'package-lock.json')));
  if (isCurrent(receiptFile, request, run)) return outdir;
  const receipt: Receipt = { request, sources: build(run) };
  const draft = `${receiptFile}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(receipt, null, 1));
  renameSync(draft, receiptFile);
  return outdir;
}

function demandEntryPoint(functionsRoot: string, name: string): void {
  const file = join(functionsRoot, name, 'index.ts');
  if (!existsSync(file)) throw new Error(`expected the function "${name}" at ${file}, found no such file`);
}

/** In a process of its own: esbuild's plugins are asynchronous, and constructs cannot wait. */
function build(run: BundleRun): Receipt['sources'] {
  const answer = execFileSync(process.execPath, [runner, JSON.stringify(run)], { encoding: 'utf8' });
  const inputs: readonly string[] = JSON.parse(answer);
  return Object.fromEntries(inputs.map((path) => [path, digestOf(path)]));
}

/** node_modules is covered by the lockfile's digest; every source of our own by the digest of its bytes. */
function isCurrent(receiptFile: string, request: string, { names, outdir }: BundleRun): boolean {
  if (!existsSync(receiptFile)) return false;
  const receipt: Receipt = JSON.parse(read(receiptFile));
  return (
    receipt.request === request &&
    names.every((name) => existsSync(join(outdir, name, 'index.mjs'))) &&
    Object.entries(receipt.sources).every(([path, was]) => digestOf(path) === was)
  );
}

function digestOf(path: string): string | undefined {
  const file = resolve(repository, path);
  return existsSync(file) ? digest(read(file)) : undefined;
}

const read = (file: string): string => readFileSync(file, 'utf8');
const digest = (...parts: string[]): string => createHash('sha256').update(parts.join('\0')).digest('hex');
