/** Reads one HTTP/1.1 answer out of received bytes, or nothing while it is not complete. */
import type { WireAnswer } from './keep-alive-client.ts';

const headEnd = Buffer.from('\r\n\r\n');
const lineEnd = Buffer.from('\r\n');

export function parseAnswer(received: Buffer): WireAnswer | undefined {
  const end = received.indexOf(headEnd);
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
  const status = Number(statusLine.split(' ')[1]);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const rest = received.subarray(end + headEnd.length);
  const body =
    headers['transfer-encoding'] === 'chunked'
      ? readChunks(rest)
      : readLength(rest, Number(headers['content-length'] ?? 0));
  return body && { status, headers, body };
}

function readLength(rest: Buffer, length: number): Buffer | undefined {
  return rest.length < length ? undefined : rest.subarray(0, length);
}

function readChunks(rest: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = rest.indexOf(lineEnd, at);
    if (end < 0) return undefined;
    const size = Number.parseInt(rest.toString('latin1', at, end), 16);
    const from = end + lineEnd.length;
    if (rest.length < from + size + lineEnd.length) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(rest.subarray(from, from + size));
    at = from + size + lineEnd.length;
  }
}
