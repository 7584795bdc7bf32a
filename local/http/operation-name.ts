/** Which operation of a service a request calls, for counting and for ordered faults. */
import type { WireRequest } from '../wire.ts';

type Call = Pick<WireRequest, 'method' | 'path' | 'headers'>;

export function operationOf(service: string, request: Call): string {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  const path = request.path.split('?')[0] ?? '';
  // The path names the function, whose own faults are ordered by that name.
  if (service === 'lambda') return 'Invoke';
  if (service === 's3') return s3Operation(request.method, path);
  if (service === 'ses' && request.method === 'POST' && path.endsWith('/outbound-emails')) return 'SendEmail';
  return `${request.method} ${path}`;
}

function s3Operation(method: string, path: string): string {
  const isBucket = path.split('/').filter(Boolean).length < 2;
  if (isBucket) return method === 'GET' ? 'ListObjectsV2' : `${method} bucket`;
  return { GET: 'GetObject', PUT: 'PutObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }[method] ?? method;
}
