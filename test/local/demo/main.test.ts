/** `npm start` as a process: what it prints, when its port opens, and how it ends. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operate } from '../../../bin/operate/operate.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'local', 'main.ts');

/** Resolves with what was printed and the exit code; `until` sees every new line first. */
function started(args: readonly string[], until?: (out: string, end: () => void) => void) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    until?.(out, () => child.kill('SIGINT'));
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  return new Promise<{ code: number | null; out: string; errors: string }>((resolve) => {
    child.once('exit', (code) => resolve({ code, out, errors }));
  });
}

describe('npm start', () => {
  it('tells its options', async () => {
    expect(await started(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--empty'), errors: '' });
  });

  it('says what is wrong with what was typed', async () => {
    expect(await started(['--port', 'x'])).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^expected --port/),
    });
  });

  it('says which flag helps where the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const said = await started(['--empty', '--exit', '--port', port]);
    server.close();
    expect(said).toMatchObject({
      code: 1,
      out: '',
      errors: expect.stringMatching(`expected the port ${port} .*--port N`),
    });
  });

  it('is empty but for its creditor and key, stands still, and ends at Ctrl-C', async () => {
    const clock = '2026-03-02T09:00:00Z';
    let seen: Promise<unknown> | undefined;
    const said = await started(['--empty', '--port', '0', '--clock', clock], (out, end) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
      if (url) seen ??= look(url).finally(end);
    });
    expect(said).toMatchObject({ code: 0, errors: '' });
    expect(await seen).toEqual({
      clock: '2026-03-02T09:00:00.000Z',
      messages: [],
      keyed: 200,
      unkeyed: 401,
      operator: 0,
    });
  });
});

async function look(url: string) {
  const json = async (path: string): Promise<Record<string, unknown>> =>
    JSON.parse(await (await fetch(url + path)).text());
  const push = async (key: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    return (await fetch(`${url}/v1/invoices`, { method: 'POST', headers, body: '{"invoices":[]}' })).status;
  };
  const quiet = { out: () => undefined, note: () => undefined };
  return {
    clock: (await json('/_local/clock')).now,
    messages: (await json('/_local/messages')).messages,
    keyed: await push('dunlin-local'),
    unkeyed: await push('dunlin-other'),
    operator: await operate(['keys', 'list', '--creditor', 'demo', '--local', url], quiet),
  };
}
