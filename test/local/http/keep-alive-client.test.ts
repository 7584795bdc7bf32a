import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../local/http/free-port.ts';
import { createKeepAliveClient, type KeepAliveClient } from '../../../local/http/keep-alive-client.ts';

let server: Server;
let client: KeepAliveClient;
let connections = 0;

/** Echoes what it got: in one piece, in chunks for `/chunked`, in slow small pieces for `/slow`; `/cut` ends in the middle. */
beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (incoming.url === '/cut') return void incoming.socket.destroy();
    outgoing.setHeader('X-Seen', `${incoming.method} ${incoming.headers['x-asked'] ?? ''}`);
    if (incoming.url !== '/chunked') outgoing.setHeader('content-length', body.length);
    for (const byte of incoming.url === '/slow' ? body : []) {
      outgoing.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    outgoing.end(incoming.url === '/slow' ? undefined : body);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  client = createKeepAliveClient('127.0.0.1', port);
});
afterAll(() => {
  client.close();
  server.close();
});

const send = (path: string, body: string) => client.send({ method: 'POST', path, headers: { 'X-Asked': 'yes' }, body });

describe('the lean client', () => {
  it.each(['/whole', '/chunked', '/slow'])('reads an answer that comes %s', async (path) => {
    const { status, headers, body } = await send(path, 'grüße '.repeat(20));
    expect([status, headers['x-seen'], body.toString()]).toEqual([200, 'POST yes', 'grüße '.repeat(20)]);
  });

  it('reads an answer larger than one packet, and an empty one', async () => {
    expect((await send('/chunked', 'x'.repeat(300_000))).body.length).toBe(300_000);
    expect((await send('/whole', '')).body.length).toBe(0);
  });

  it('uses one connection for calls after one another, and as many as there are at once', async () => {
    const before = connections;
    for (let call = 0; call < 5; call++) await send('/whole', 'a');
    expect(connections).toBe(before);
    const answers = await Promise.all(['a', 'b', 'c'].map((body) => send('/slow', body)));
    expect(answers.map(({ body }) => body.toString())).toEqual(['a', 'b', 'c']);
    expect(connections).toBe(before + 2);
  });

  it('takes no connection that the other side has closed meanwhile', async () => {
    await send('/whole', 'a');
    server.closeIdleConnections();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await send('/whole', 'b')).body.toString()).toBe('b');
  });

  it('fails the call whose connection was cut, and no later one', async () => {
    await expect(send('/cut', 'a')).rejects.toThrow('found a closed connection');
    expect((await send('/whole', 'b')).body.toString()).toBe('b');
  });
});
