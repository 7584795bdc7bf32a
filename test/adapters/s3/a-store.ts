/** A small S3 for tests: keeps objects behind real HTTP, checks every signature anew, and can be told to fail. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const secret = 'a secret access key';

/** An answer other than the object: a status with S3's own code, or the connection cut. */
export type Trouble = { readonly status: number; readonly code: string } | 'cut';

export async function aStore() {
  const objects = new Map<string, { readonly body: string; readonly contentType: string | undefined }>();
  const asked: string[] = [];
  let troubles: Trouble[] = [];

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const path = request.url ?? '';
    asked.push(`${request.method} ${path}`);
    const trouble = troubles.shift();
    if (trouble === 'cut') return void request.socket.destroy();
    if (trouble) return refuse(response, trouble.status, trouble.code);
    if (request.headers.authorization !== authorizationOf(request, body))
      return refuse(response, 403, 'SignatureDoesNotMatch');
    if (request.method === 'PUT') {
      objects.set(path, { body: body.toString('utf8'), contentType: request.headers['content-type'] });
      return void response.end();
    }
    const found = objects.get(path);
    return found ? void response.end(found.body) : refuse(response, 404, 'NoSuchKey');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${portOf(server.address())}/s3`,
    objects,
    asked,
    fail: (...ordered: Trouble[]) => {
      troubles = ordered;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address) return address.port;
  throw new Error(`expected a port, found ${address}`);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>text of ${code}</Message></Error>`);
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const digest = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Signature version 4 as its manual says it, over the headers that the request claims to have signed. */
function authorizationOf({ method, url, headers }: IncomingMessage, body: Buffer): string {
  const given = headers.authorization ?? '';
  const signed = /SignedHeaders=([^,]+)/.exec(given)?.[1] ?? '';
  const scope = /Credential=[^/]+\/([^,]+)/.exec(given)?.[1] ?? '';
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url, '', lines.join(''), signed, digest(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, digest(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  const signature = hmac(key, text).toString('hex');
  return given.replace(/Signature=[0-9a-f]+/, `Signature=${signature}`);
}
