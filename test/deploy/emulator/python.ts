/** The emulator's own Python: a virtual environment with pinned and hashed packages, made once per list of them. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const requirements = join(import.meta.dirname, 'requirements.txt');
const environments = join(import.meta.dirname, '..', '..', '..', '.build', 'emulator-venv');

export function emulatorPython(): Promise<string> {
  return pythonWith(requirements);
}

/** Answers the path of a `python` with these packages; needs Python 3.11 or newer and, the first time, about twenty seconds. */
export async function pythonWith(requirements: string): Promise<string> {
  const version = await pythonVersion();
  const name = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16);
  const folder = join(environments, name);
  if (!existsSync(folder)) await make(folder, requirements);
  return join(folder, 'bin', 'python');
}

/** Renamed when it is whole, so that neither an interruption nor a second process leaves half of one. */
async function make(folder: string, requirements: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(environments, { recursive: true });
  try {
    await run('python3', ['-m', 'venv', draft]);
    const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'];
    await run(join(draft, 'bin', 'python'), [...install, '-r', requirements]);
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function pythonVersion(): Promise<string> {
  const print = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  const answer = await run('python3', ['-c', print]).catch((cause: unknown) => {
    throw new Error('expected python3 (3.11 or newer) on the PATH, found none that runs: install it', { cause });
  });
  const version = answer.stdout.trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 3 || (major === 3 && minor >= 11)) return version;
  throw new Error(`expected python3 to be 3.11 or newer, found ${version}: put a newer one first on the PATH`);
}
