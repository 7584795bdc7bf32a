/** Serves wire handlers on a loopback port: the way in for other processes, such as the operator's commands. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { WireRequest, WireResponse } from '../wire.ts';

export interface Loopback {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface LoopbackOptions {
  readonly port: number;
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  readonly onFault: (label: string, error: unknown) => void;
  /** Bytes of a body beyond which it is not kept; the handler sees it cut there, one byte too long. */
  readonly bodyLimit?: number;
}

export async function listen({ port, handle, onFault, bodyLimit = Infinity }: LoopbackOptions): Promise<Loopback> {
  const server = createServer((incoming, outgoing) => {
    // A real Date header would make the SDK correct its virtual clock.
    outgoing.sendDate = false;
    answer(incoming, outgoing, handle, bodyLimit).catch((error: unknown) => {
      // A body that the client broke off is nobody's fault here.
      if (!incoming.destroyed || incoming.complete) onFault(`${incoming.method} ${incoming.url}`, error);
      outgoing.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen({ port, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');
  return { port: portOf(server), close: () => closeServer(server) };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: LoopbackOptions['handle'],
  bodyLimit: number,
): Promise<void> {
  const body = await readBody(incoming, bodyLimit);
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(incoming.headersDistinct)) headers[name] = (values ?? []).join(',');
  const response = await handle({ method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers, body });
  const length = Buffer.byteLength(response.body);
  outgoing.writeHead(response.status, {
    ...response.headers,
    'content-length': response.headers['content-length'] ?? length,
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : response.body);
}

async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    if (length <= limit) chunks.push(chunk);
    length += chunk.length;
  }
  const body = Buffer.concat(chunks);
  return body.length > limit ? body.subarray(0, limit + 1) : body;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error(`expected a port, found ${String(address)}`);
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  if (server.listening) await once(server, 'close');
}
