import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endOrphan } from '../../local/dynamo/orphan.ts';
import { askOver } from './fixture/letters.ts';

let data: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'letters-'));
});
afterEach(async () => {
  await kill('SIGTERM');
  await endOrphan(data, join(data, 'table.db'));
  rmSync(data, { recursive: true, force: true });
});

const messagesSchema = z.object({ messages: z.array(z.object({ subject: z.string(), text: z.string() })) });

async function start(): Promise<string> {
  const started = spawn(process.execPath, [join(import.meta.dirname, 'fixture', 'run-letters.ts'), data]);
  child = started;
  started.stderr.pipe(process.stderr);
  const ended = once(started, 'exit').then(([code]) => Promise.reject(new Error(`expected a URL, found exit ${code}`)));
  const [line] = await Promise.race([once(started.stdout, 'data'), ended]);
  return String(line).trim();
}

async function kill(signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

const write = (url: string, id: string) => askOver(url, 'POST', '/letters', { id, dueAt: '2026-02-03T10:00:00.000Z' });
const clock = (url: string, order: object) => askOver(url, 'POST', '/_local/clock', order);

async function subjects(url: string): Promise<string[]> {
  const { messages } = messagesSchema.parse((await askOver(url, 'GET', '/_local/messages')).body);
  return messages.map(({ subject, text }) => `${subject}: ${text}`).sort();
}

describe('a pipeline that is killed and started on the same folder', () => {
  it('stands where it stood: its clock, its letters, its mail and its executions', async () => {
    const first = await start();
    await write(first, 'a');
    await clock(first, { advanceTo: '2026-02-03T12:00:00Z' });
    await kill('SIGKILL');

    const second = await start();
    expect((await clock(second, { advanceBy: 'PT0S' })).body).toMatchObject({
      now: '2026-02-03T12:00:00.000Z',
      nextDue: '2026-02-04T10:00:00.000Z',
    });
    expect((await askOver(second, 'GET', '/letters/a')).body).toMatchObject({ stamped: true, delivered: true });
    await clock(second, { advanceBy: 'P2D' });
    expect(await subjects(second)).toEqual(['Letter a: first', 'Letter a: second']);
  });

  it('loses nothing that was answered, and does everything that was under way', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const first = await start();
    const answers = await Promise.all(ids.map((id) => write(first, id)));
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 201));
    await kill('SIGKILL');

    const second = await start();
    const moving = clock(second, { advanceTo: '2026-02-03T10:30:00Z' }).catch(() => undefined);
    await delay(60);
    await kill('SIGKILL');
    await moving;

    const third = await start();
    await clock(third, { advanceTo: '2026-02-05T12:00:00Z' });
    for (const id of ids)
      expect((await askOver(third, 'GET', `/letters/${id}`)).body).toMatchObject({ id, stamped: true });
    const sent = await subjects(third);
    expect(new Set(sent)).toEqual(new Set(ids.flatMap((id) => [`Letter ${id}: first`, `Letter ${id}: second`])));
  });
});
