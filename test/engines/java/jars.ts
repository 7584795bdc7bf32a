/** Fetches an engine's jars with Maven into .build/, once per pom, and refuses bytes other than those listed beside it. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type Engine = 'rules' | 'table';

const here = import.meta.dirname;
const home = join(here, '..', '..', '..', '.build', 'engines', 'java');

/** The folder of an engine's jars. Needs `mvn` and a Java 17 once; a folder that is there already is checked again. */
export async function fetchJars(engine: Engine): Promise<string> {
  const pom = join(here, `${engine}.pom.xml`);
  const version = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const folder = join(home, `${engine}-${version.slice(0, 12)}`);
  if (!existsSync(folder)) await fetchTo(folder, pom);
  await expectListedBytes(engine, folder);
  return folder;
}

/** Written aside and renamed, so that it is there whole or not at all. */
async function fetchTo(folder: string, pom: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  const asked = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${draft}`];
  try {
    await promisify(execFile)('mvn', ['--quiet', '--batch-mode', '--file', pom, ...asked], { timeout: 300_000 });
    await rename(draft, folder);
  } catch (cause) {
    if (existsSync(folder)) return;
    throw new Error(`expected Maven to fetch what ${pom} names: install mvn and a Java 17, or let it reach a mirror`, {
      cause,
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function expectListedBytes(engine: Engine, folder: string): Promise<void> {
  const listed = (await readFile(join(here, `${engine}.sha256`), 'utf8')).trim().split('\n').sort();
  const found = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return `${createHash('sha256').update(bytes).digest('hex')}  ${name}`;
    }),
  );
  const others = found.filter((line) => !listed.includes(line));
  const missing = listed.filter((line) => !found.includes(line));
  if (others.length + missing.length === 0) return;
  const told = `found ${others.join(', ') || 'no others'}, missed ${missing.join(', ') || 'none'}`;
  throw new Error(`expected in ${folder} the files of ${engine}.sha256, ${told}: delete the folder to fetch it again`);
}
