/** A dynoxide outlives its parent's SIGKILL; it is found by its pid file and ended before its file is opened again. */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Temporary folders carry their owner's pid, so that the next start can tell which are nobody's. */
export const temporaryPrefix = 'dunlin-table-';

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
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(temporaryPrefix));
  for (const name of names) {
    const owner = Number(name.slice(temporaryPrefix.length).split('-')[0]);
    if (!owner || signal(owner, 0)) continue;
    const folder = join(tmpdir(), name);
    await endOrphan(folder, join(folder, 'table.db'));
    await rm(folder, { recursive: true, force: true });
  }
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
