/** The body of a PutObject as it was meant: `aws-chunked` framing taken off, and every checksum that came with it kept. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { WireRequest } from '../wire.ts';
import { notPlayed, s3Fault } from './address.ts';

export type Checksum = { readonly header: string; readonly value: string };
export type Payload = { readonly bytes: Buffer; readonly checksum?: Checksum };

const CHECKSUM = 'x-amz-checksum-';

const ALGORITHMS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  crc32: (bytes) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(bytes));
    return sum.toString('base64');
  },
  sha1: (bytes) => createHash('sha1').update(bytes).digest('base64'),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('base64'),
};

export function readPayload({ headers, body }: WireRequest): Payload {
  const chunked = (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  const { bytes, trailers } = chunked ? unchunk(body) : { bytes: body, trailers: {} };
  const declared = headers['x-amz-decoded-content-length'];
  if (declared !== undefined && Number(declared) !== bytes.length) {
    throw s3Fault('IncompleteBody', `expected ${declared} bytes, found ${bytes.length}`, 400);
  }
  verifyHashes(headers, bytes, chunked);
  const given = Object.entries({ ...headers, ...trailers }).find(([name]) => isChecksum(name));
  if (!given) return { bytes };
  const [header, value] = given;
  verifyChecksum(header, value, bytes);
  return { bytes, checksum: { header, value } };
}

function isChecksum(name: string): boolean {
  return name.startsWith(CHECKSUM) && !['mode', 'type', 'algorithm'].includes(name.slice(CHECKSUM.length));
}

function verifyChecksum(header: string, value: string, bytes: Buffer): void {
  const name = header.slice(CHECKSUM.length);
  const compute = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
  if (!compute) throw notPlayed(`checksum ${name}`);
  if (compute(bytes) !== value) throw s3Fault('BadDigest', `the body does not have the ${name} that it came with`, 400);
}

function verifyHashes(headers: Record<string, string>, bytes: Buffer, chunked: boolean): void {
  const md5 = headers['content-md5'];
  if (md5 !== undefined && createHash('md5').update(bytes).digest('base64') !== md5) {
    throw s3Fault('BadDigest', 'the body does not have the Content-MD5 that it came with', 400);
  }
  const sha256 = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  if (chunked || sha256 === 'UNSIGNED-PAYLOAD') return;
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw s3Fault('XAmzContentSHA256Mismatch', 'the body does not have the SHA-256 that it was signed with', 400);
  }
}

/** `size[;chunk-signature=…]\r\n bytes \r\n` until size 0, then trailing headers. */
function unchunk(body: Buffer): { bytes: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(end < 0 ? '' : body.toString('latin1', at, end), 16);
    if (Number.isNaN(size)) throw s3Fault('IncompleteBody', `expected a chunk's size at byte ${at}`, 400);
    at = end + 2;
    if (size === 0) return { bytes: Buffer.concat(chunks), trailers: readTrailers(body.toString('latin1', at)) };
    chunks.push(body.subarray(at, at + size));
    at += size + 2;
  }
}

function readTrailers(text: string): Record<string, string> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
