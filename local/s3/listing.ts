/** ListObjectsV2: one page of a bucket's keys, with what shares a prefix up to the delimiter rolled into one line. */
import { notPlayed, s3Fault } from './address.ts';
import type { StoredObject } from './objects.ts';
import { type XmlNode, xml } from './xml.ts';

const PARAMETERS =
  'list-type prefix delimiter max-keys start-after continuation-token encoding-type x-id fetch-owner'.split(' ');

type Line = { readonly name: string; readonly object?: StoredObject };

export function listObjects(bucket: string, objects: readonly StoredObject[], query: URLSearchParams): string {
  for (const name of query.keys()) if (!PARAMETERS.includes(name)) throw notPlayed(`list parameter ${name}`);
  if (query.get('list-type') !== '2') throw notPlayed('ListObjects (version 1)');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = readMost(query.get('max-keys'));
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const left = linesOf(objects, prefix, delimiter).filter(({ name }) => isAfter(name, after));
  const page = left.slice(0, most);
  const truncated = page.length < left.length;
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;
  const next = truncated ? Buffer.from(page.at(-1)?.name ?? after).toString('base64url') : undefined;
  return xml('ListBucketResult', [
    ['Name', bucket],
    ['Prefix', encode(prefix)],
    ...(delimiter ? [['Delimiter', encode(delimiter)] satisfies XmlNode] : []),
    ['KeyCount', String(page.length)],
    ['MaxKeys', String(most)],
    ['IsTruncated', String(truncated)],
    ...(next ? [['NextContinuationToken', next] satisfies XmlNode] : []),
    ...page.map((line) => lineXml(line, encode)),
  ]);
}

function readMost(text: string | null): number {
  const most = text === null ? 1000 : Number(text);
  if (!Number.isInteger(most) || most < 0)
    throw s3Fault('InvalidArgument', `expected max-keys as a number, found ${text}`, 400);
  return Math.min(most, 1000);
}

function linesOf(objects: readonly StoredObject[], prefix: string, delimiter: string): Line[] {
  const lines = new Map<string, Line>();
  for (const object of objects) {
    if (!object.key.startsWith(prefix)) continue;
    const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? object.key : object.key.slice(0, cut + delimiter.length);
    lines.set(name, cut < 0 ? { name, object } : { name });
  }
  return [...lines.values()];
}

function isAfter(name: string, after: string): boolean {
  return after === '' || Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0;
}

function lineXml({ name, object }: Line, encode: (text: string) => string): XmlNode {
  if (!object) return ['CommonPrefixes', [['Prefix', encode(name)]]];
  return [
    'Contents',
    [
      ['Key', encode(name)],
      ['LastModified', new Date(object.modifiedAtMs).toISOString()],
      ['ETag', object.etag],
      ['Size', String(object.size)],
      ['StorageClass', 'STANDARD'],
    ],
  ];
}
