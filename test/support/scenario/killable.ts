/** A pipeline in a process of its own, on a folder that outlives it: it is killed, and started again on the same folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOrphan } from '../../../local/dynamo/orphan.ts';
import { synthesize } from '../../../local/template/synthesize.ts';

export interface Killable {
  readonly start: () => Promise<void>;
  /** As `kill -9` does; nothing in the process gets a word. */
  readonly kill: () => Promise<void>;
  /** Undefined where the process died before it answered. */
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: unknown } | undefined>;
  readonly remove: () => Promise<void>;
}

export async function createKillable(clock: string, key: string): Promise<Killable> {
  const data = mkdtempSync(join(tmpdir(), 'dunlin-kill-'));
  const template = await synthesize('dev');
  let child: ChildProcess | undefined;
  let url = '';

  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };

  return {
    kill,
    async start() {
      const started = spawn(process.execPath, [join(import.meta.dirname, 'run.ts'), data, template, clock]);
      child = started;
      started.stderr.pipe(process.stderr);
      const ended = once(started, 'exit').then(([code]) => {
        throw new Error(`expected the pipeline to start, found it ended with ${code}`);
      });
      const [line] = await Promise.race([once(started.stdout, 'data'), ended]);
      ended.catch(() => undefined);
      url = String(line).trim();
    },
    async ask(method, path, body) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', connection: 'close' };
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      try {
        const response = await fetch(url + path, { method, headers, ...init });
        return { status: response.status, body: await response.json() };
      } catch {
        return undefined;
      }
    },
    async remove() {
      await kill();
      await endOrphan(data, join(data, 'table.db'));
      rmSync(data, { recursive: true, force: true });
    },
  };
}
