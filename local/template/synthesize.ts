/** Synthesizes the very app that `cdk deploy` sends, without the CDK CLI, once per state of its sources. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const repository = join(import.meta.dirname, '..', '..');
const home = join(repository, '.dunlin', 'assembly');
const sources = ['bin', 'lib', 'functions', 'core', 'contracts', 'adapters', 'console', 'statemachines'];
const files = ['cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];
const dayMs = 86_400_000;

/** Answers the folder of the cloud assembly: as it was left by an earlier start, where nothing has changed since. */
export async function synthesize(stage: string): Promise<string> {
  const folder = join(home, `${stage}-${await digestSources()}`);
  if (!existsSync(join(folder, 'manifest.json'))) await synthesizeTo(folder, stage);
  const now = new Date();
  await utimes(folder, now, now);
  await removeOld(folder);
  return folder;
}

/** A process of its own, so that CDK's memory is given back; written aside and renamed, so that it is there whole. */
async function synthesizeTo(folder: string, stage: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  const environment = { ...process.env, CDK_OUTDIR: draft, CDK_VALIDATION: 'false', DUNLIN_STAGE: stage };
  const discard = async (error: unknown): Promise<void> => {
    await rm(draft, { recursive: true, force: true });
    // Another start was faster with the same sources.
    if (!existsSync(join(folder, 'manifest.json'))) throw error;
  };
  await promisify(execFile)(process.execPath, [join(repository, 'bin', 'dunlin.ts')], {
    cwd: repository,
    env: environment,
    maxBuffer: 64 * 1024 * 1024,
  })
    .then(() => rename(draft, folder))
    .catch(discard);
}

async function digestSources(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const name of sources) await digestFolder(hash, join(repository, name));
  for (const name of files) hash.update(await readFile(join(repository, name)).catch(() => ''));
  return hash.digest('hex').slice(0, 20);
}

async function digestFolder(hash: ReturnType<typeof createHash>, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  for (const path of paths.sort()) hash.update(path.slice(repository.length)).update(await readFile(path));
}

/** Assemblies that no start has used for a day. */
async function removeOld(kept: string): Promise<void> {
  for (const name of await readdir(home)) {
    const folder = join(home, name);
    if (folder === kept) continue;
    const { mtimeMs } = await stat(folder);
    if (mtimeMs < Date.now() - dayMs) await rm(folder, { recursive: true, force: true });
  }
}
