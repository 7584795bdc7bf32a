/** A dynoxide outlives its parent's SIGKILL; it is found by its pid file and ended before its file is opened again. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Temporary folders carry their owner's pid, so that the next start can tell which are nobody's. */
const prefix = 'dunlin-table-';

/** Linux keeps this folder in memory; it spares every write of a table that nobody keeps its way to a disk. */
const inMemory = '/dev/shm';
const roomNeeded = 2 ** 30;

/** On a disk, for what may grow large; cleared away like the other one if its owner dies. */
export const makeScratchFolder = (): Promise<string> => mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));

export async function makeTemporaryFolder(): Promise<string> {
  const room = await statfs(inMemory)
    .then(({ bavail, bsize }) => bavail * bsize)
    .catch(() => 0);
  return mkdtemp(join(room >= roomNeeded ? inMemory : tmpdir(), `${prefix}${process.pid}-`));
}

export async function writePid(folder: string, pid: number | undefined): Promise<void> {
  await writeFile(join(folder, 'dynamo.pid'), String(pid));
}

/** Ends the process of the pid file, if its command line says that it serves this very file. */
export async function endOrphan(folder: string, file: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'dynamo.pid'), 'utf8').catch(() => ''));
  if (!pid) return;
  const command = await commandLine(pid);
  if (command.includes('dynoxide') && command.includes(file)) {
    signal(pid, 'SIGKILL');
    for (let tries = 0; tries < 200 && (await commandLine(pid)).includes(file); tries++) await delay(20);
  }
  await rm(join(folder, 'dynamo.pid'), { force: true });
}

export async function endOrphansOfDeadOwners(): Promise<void> {
  for (const place of [inMemory, tmpdir()]) {
    const names = await readdir(place).catch(() => []);
    for (const name of names.filter((one) => one.startsWith(prefix))) await endIfOwnerDied(join(place, name));
  }
}

async function endIfOwnerDied(folder: string): Promise<void> {
  const owner = Number(basename(folder).slice(prefix.length).split('-')[0]);
  if (!owner || signal(owner, 0)) return;
  await endOrphan(folder, join(folder, 'table.db'));
  await rm(folder, { recursive: true, force: true });
}

/** True when the process is there to take the signal. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function commandLine(pid: number): Promise<string> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'command=', '-p', String(pid)], (_, output) => resolve(output));
  });
}
