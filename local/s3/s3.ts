/** S3: puts, reads, deletes and lists objects on its wire protocol. */
import { type Journal, WireFault, type WireRequest, type WireResponse } from '../wire.ts';
import { type Address, addressOf, notPlayed, s3Fault } from './address.ts';
import { listObjects } from './listing.ts';
import { createObjects, type Objects, type StoredObject } from './objects.ts';
import { readPayload } from './payload.ts';
import { xml } from './xml.ts';

export type S3Deps = {
  readonly now: () => number;
  readonly journal: Journal;
  readonly buckets: readonly string[];
  /** Where the bytes are kept; in memory without it. Needed as soon as the journal outlives the process. */
  readonly folder?: string;
};

export type S3 = {
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  /** Puts an object as an AWS service would, such as the failed records of a stream. */
  readonly put: (bucket: string, key: string, bytes: Buffer, contentType: string) => void;
  readonly get: (bucket: string, key: string) => Buffer | undefined;
  readonly keys: (bucket: string) => string[];
};

/** Headers that come back with the object as they were put. */
const KEPT =
  /^(content-type|content-disposition|content-language|cache-control|expires|x-amz-meta-.+|x-amz-server-side-encryption.*)$/;
/** Headers that change nothing here: signing, the SDK's own, checksums (checked apart) and who is expected to own. */
const HARMLESS =
  /^(content-length|content-md5|content-encoding|x-amz-(content-sha256|date|security-token|user-agent|trailer|decoded-content-length|sdk-checksum-algorithm|checksum-.+|expected-bucket-owner))$/;
const CONDITIONS = ['if-match', 'if-none-match'];
const REFUSED = /^(x-amz-.+|content-.+|if-.+|range)$/;

export function createS3({ now, journal, buckets, folder }: S3Deps): S3 {
  const objects = createObjects(journal, folder);
  const answer = (request: WireRequest): WireResponse => {
    const address = addressOf(request);
    if (!buckets.includes(address.bucket)) {
      throw s3Fault('NoSuchBucket', `The specified bucket does not exist: ${address.bucket}`, 404);
    }
    return address.key === '' ? onBucket(request, address, objects) : onObject(request, address, { objects, now });
  };
  return {
    handle: async (request) => {
      try {
        return answer(request);
      } catch (error) {
        return fault(error, request.method);
      }
    },
    put: (bucket, key, bytes, contentType) => {
      if (!buckets.includes(bucket)) throw new Error(`expected a bucket of the template, found ${bucket}`);
      objects.put({ bucket, key, bytes, modifiedAtMs: now(), headers: { 'content-type': contentType } });
    },
    get: (bucket, key) => {
      const found = objects.find(bucket, key);
      return found && objects.bytes(found);
    },
    keys: (bucket) => objects.list(bucket).map(({ key }) => key),
  };
}

/** A HEAD has no body, so its faults are known by status alone. */
function fault(error: unknown, method: string): WireResponse {
  if (!(error instanceof WireFault)) throw error;
  const body = xml('Error', [
    ['Code', error.name],
    ['Message', error.message],
  ]);
  return { status: error.status, headers: { 'content-type': 'application/xml' }, body: method === 'HEAD' ? '' : body };
}

function onBucket(request: WireRequest, { bucket, query }: Address, objects: Objects): WireResponse {
  if (request.method !== 'GET') throw unknownOperation(request);
  const body = listObjects(bucket, objects.list(bucket), query);
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

type ObjectDeps = { readonly objects: Objects; readonly now: () => number };

function onObject(request: WireRequest, address: Address, deps: ObjectDeps): WireResponse {
  for (const name of address.query.keys()) if (name !== 'x-id') throw notPlayed(`query parameter ${name}`);
  for (const name of Object.keys(request.headers)) refuseHeader(name, request.method);
  const { bucket, key } = address;
  if (request.method === 'PUT') return putObject(request, address, deps);
  if (request.method === 'DELETE') {
    deps.objects.remove(bucket, key);
    return { status: 204, headers: {}, body: '' };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') throw unknownOperation(request);
  const found = deps.objects.find(bucket, key);
  if (!found) throw s3Fault('NoSuchKey', 'The specified key does not exist.', 404);
  const headers = objectHeaders(found, request.headers['x-amz-checksum-mode'] === 'ENABLED');
  return { status: 200, headers, body: request.method === 'HEAD' ? '' : deps.objects.bytes(found) };
}

function refuseHeader(name: string, method: string): void {
  const onPut = KEPT.test(name) || CONDITIONS.includes(name);
  if (REFUSED.test(name) && !HARMLESS.test(name) && !(method === 'PUT' && onPut) && name !== 'content-type') {
    throw notPlayed(`header ${name}`);
  }
}

function unknownOperation({ method, path }: WireRequest): WireFault {
  const message = `expected PutObject, GetObject, HeadObject, DeleteObject or ListObjectsV2, found ${method} ${path}`;
  return s3Fault('UnknownOperationException', message, 400);
}

function putObject(request: WireRequest, { bucket, key }: Address, { objects, now }: ObjectDeps): WireResponse {
  checkConditions(request.headers, objects.find(bucket, key));
  const { bytes, checksum } = readPayload(request);
  const kept = Object.entries(request.headers).filter(([name]) => KEPT.test(name));
  const encoding = (request.headers['content-encoding'] ?? '')
    .split(/,\s*/)
    .filter((one) => one !== 'aws-chunked' && one !== '');
  const headers = {
    ...Object.fromEntries(kept),
    ...(encoding.length > 0 && { 'content-encoding': encoding.join(', ') }),
  };
  const object = objects.put({ bucket, key, bytes, modifiedAtMs: now(), headers, ...(checksum && { checksum }) });
  const sum = checksum && { [checksum.header]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
  return { status: 200, headers: { etag: object.etag, ...sum }, body: '' };
}

/** Conditional writes: `If-None-Match: *` creates only, `If-Match` replaces only the version that is known. */
function checkConditions(headers: Record<string, string>, found: StoredObject | undefined): void {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (noneMatch !== undefined && noneMatch !== '*') throw notPlayed('If-None-Match other than *');
  if (match !== undefined && !found) throw s3Fault('NoSuchKey', 'The specified key does not exist.', 404);
  if ((noneMatch === '*' && found) || (match !== undefined && match !== found?.etag)) {
    throw s3Fault('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
  }
}

function objectHeaders(object: StoredObject, withChecksum: boolean): Record<string, string> {
  const { checksum } = object;
  return {
    'content-type': 'binary/octet-stream',
    ...object.headers,
    'content-length': String(object.size),
    etag: object.etag,
    'last-modified': new Date(object.modifiedAtMs).toUTCString(),
    ...(withChecksum && checksum && { [checksum.header]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' }),
  };
}
