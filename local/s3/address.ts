/** Which bucket and key a request means: path style (`/bucket/key`) or virtual host style (`bucket.localhost/key`). */
import { isIP } from 'node:net';
import { WireFault, type WireRequest } from '../wire.ts';

export type Address = { readonly bucket: string; readonly key: string; readonly query: URLSearchParams };

/** SDKs use path style where the endpoint's host is an IP address, and put the bucket before any other host. */
export function addressOf({ path, headers }: WireRequest): Address {
  const mark = path.indexOf('?');
  const [place, query] = mark < 0 ? [path, ''] : [path.slice(0, mark), path.slice(mark + 1)];
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const before = isIP(host) ? undefined : /^(.+?)\.(localhost|s3[.-].*)$/.exec(host)?.[1];
  const full = before === undefined ? place.slice(1) : `${before}${place}`;
  const slash = full.indexOf('/');
  const bucket = slash < 0 ? full : full.slice(0, slash);
  const key = slash < 0 ? '' : decodeURIComponent(full.slice(slash + 1));
  return { bucket: decodeURIComponent(bucket), key, query: new URLSearchParams(query) };
}

export function s3Fault(code: string, message: string, status: number): WireFault {
  return new WireFault(code, message, { status });
}

/** A header or query parameter that would change the outcome and is not played. */
export function notPlayed(what: string): WireFault {
  return s3Fault('NotImplemented', `${what} is not played by the local S3`, 501);
}
