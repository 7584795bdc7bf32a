/** What the suites of local services share: a tiny HTTP server, a journal in memory and a clock moved by hand. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Journal, Later, WireRequest, WireResponse } from '../../local/wire.ts';

export const place = { account: '123456789012', region: 'eu-west-1' };

/** Serves one local service for the rest of the test; returns what its SDK client needs. */
export async function served(handle: (request: WireRequest) => Promise<WireResponse>) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const wire = { method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks) };
    const answer = await handle(wire).catch((error: unknown) => ({ status: 500, headers: {}, body: String(error) }));
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: place.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
}

export function memoryJournal(): Journal {
  const kinds = new Map<string, Map<string, string>>();
  const rows = (kind: string) => kinds.get(kind) ?? new Map<string, string>();
  return {
    put: (kind, key, value) => void kinds.set(kind, rows(kind).set(key, JSON.stringify(value))),
    remove: (kind, key) => void rows(kind).delete(key),
    all: (kind) => [...rows(kind)].map(([key, value]) => ({ key, value: JSON.parse(value) })),
  };
}

/** Virtual time: `advance` carries out what falls due on the way, in order. */
export function handClock(startAt = '2026-02-03T10:00:00Z') {
  let nowMs = Date.parse(startAt);
  const due: { atMs: number; label: string; work: () => Promise<void> }[] = [];
  const later: Later = (delayMs, label, work) => void due.push({ atMs: nowMs + delayMs, label, work });
  const advance = async (byMs: number): Promise<void> => {
    const until = nowMs + byMs;
    for (;;) {
      due.sort((one, other) => one.atMs - other.atMs);
      const next = due[0];
      if (!next || next.atMs > until) break;
      due.shift();
      nowMs = Math.max(nowMs, next.atMs);
      await next.work();
    }
    nowMs = until;
  };
  return { now: () => nowMs, later, advance };
}
