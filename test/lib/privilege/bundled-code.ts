/** The code of each function as esbuild leaves it: what no function needs is shaken off, packages stay outside. */
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { functionRoster } from '../../../lib/function-roster.ts';

const repository = join(import.meta.dirname, '../../..');
const functionsRoot = join(repository, 'functions');

/** One text per function, not minified: each module begins with a comment that names its file. */
export async function bundledCode(
  names: readonly string[] = Object.keys(functionRoster),
): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: repository,
    entryPoints: names.map((name) => join(functionsRoot, name, 'index.ts')),
    outbase: functionsRoot,
    outdir: join(repository, '.build', 'privilege'),
    bundle: true,
    write: false,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
  });
  const nameOf = (path: string): string => relative(join(repository, '.build', 'privilege'), path).split('/')[0] ?? '';
  return new Map(outputFiles.map(({ path, text }) => [nameOf(path), text]));
}
