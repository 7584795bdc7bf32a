/**
 * Bundles every function in one run of esbuild and keeps the result until a source changes.
 * One run instead of one per function, because synthesis also happens at every local start.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, buildSync, version } from 'esbuild';

const repository = resolve(import.meta.dirname, '..');

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
  const outdir = join(functionsRoot, '..', '.build', 'functions');
  const receiptFile = join(outdir, 'receipt.json');
  const entryPoints = names.map((name) => entryPoint(functionsRoot, name));
  const options = esbuildOptions(functionsRoot, outdir, entryPoints);
  const request = digest(version, JSON.stringify(options), readFileSync(join(repository, 'package-lock.json'), 'utf8'));
  if (isCurrent(receiptFile, request, names, outdir)) return outdir;
  const { outputFiles = [], metafile } = buildSync(options);
  for (const { path, contents } of outputFiles) writeWhole(path, contents);
  const sources = Object.keys(metafile?.inputs ?? {}).filter((path) => !path.includes('node_modules'));
  const receipt: Receipt = { request, sources: Object.fromEntries(sources.map((path) => [path, digestOf(path)])) };
  writeWhole(receiptFile, JSON.stringify(receipt, null, 1));
  return outdir;
}

function entryPoint(functionsRoot: string, name: string): string {
  const file = join(functionsRoot, name, 'index.ts');
  if (!existsSync(file)) throw new Error(`expected the function "${name}" at ${file}, found no such file`);
  return file;
}

function esbuildOptions(outbase: string, outdir: string, entryPoints: string[]): BuildOptions {
  return {
    absWorkingDir: repository,
    entryPoints,
    outbase,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    // Step Functions matches errors by name, and a minified class would lose its own.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    // CommonJS packages inside an ES module still call require for Node's own modules.
    banner: {
      js: "import{createRequire as dunlinRequire}from'node:module';const require=dunlinRequire(import.meta.url);",
    },
  };
}

/** node_modules is covered by the lockfile's digest; every source of our own by the digest of its bytes. */
function isCurrent(receiptFile: string, request: string, names: readonly string[], outdir: string): boolean {
  if (!existsSync(receiptFile)) return false;
  const receipt: Receipt = JSON.parse(readFileSync(receiptFile, 'utf8'));
  return (
    receipt.request === request &&
    names.every((name) => existsSync(join(outdir, name, 'index.mjs'))) &&
    Object.entries(receipt.sources).every(([path, was]) => digestOf(path) === was)
  );
}

function digestOf(path: string): string | undefined {
  const file = resolve(repository, path);
  return existsSync(file) ? digest(readFileSync(file, 'utf8')) : undefined;
}

const digest = (...parts: string[]): string => createHash('sha256').update(parts.join('\0')).digest('hex');

/** Renaming is atomic, so that a second process never reads half a bundle. */
function writeWhole(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}
