/** Where objects are kept: what is known of each in the journal, its bytes in a folder (or in memory without one). */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Journal } from '../wire.ts';

const StoredObject = z.object({
  bucket: z.string(),
  key: z.string(),
  blob: z.string(),
  size: z.number(),
  etag: z.string(),
  modifiedAtMs: z.number(),
  /** The headers that come back with the object: content type, metadata and their like. */
  headers: z.record(z.string(), z.string()),
  checksum: z.object({ header: z.string(), value: z.string() }).optional(),
});
export type StoredObject = z.output<typeof StoredObject>;
export type NewObject = Pick<StoredObject, 'bucket' | 'key' | 'modifiedAtMs' | 'headers' | 'checksum'> & {
  readonly bytes: Buffer;
};

export type Objects = {
  readonly put: (object: NewObject) => StoredObject;
  readonly find: (bucket: string, key: string) => StoredObject | undefined;
  readonly bytes: (object: StoredObject) => Buffer;
  readonly remove: (bucket: string, key: string) => void;
  /** In the order of their keys' UTF-8 bytes, as S3 lists them. */
  readonly list: (bucket: string) => StoredObject[];
};

const OBJECT = 's3.object';

export function createObjects(journal: Journal, folder: string | undefined): Objects {
  const blobs = folder === undefined ? blobsInMemory() : blobsInFolder(folder);
  const known = new Map<string, StoredObject>();
  for (const { key, value } of journal.all(OBJECT)) known.set(key, StoredObject.parse(value));
  const find = (bucket: string, key: string) => known.get(`${bucket}/${key}`);
  return {
    // The bytes are there before the row that names them, so a kill in between leaves the object as it was.
    put: ({ bytes, ...rest }) => {
      const previous = find(rest.bucket, rest.key);
      const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
      const object = { ...rest, blob: randomUUID(), size: bytes.length, etag };
      blobs.put(object.blob, bytes);
      journal.put(OBJECT, `${rest.bucket}/${rest.key}`, object);
      known.set(`${rest.bucket}/${rest.key}`, object);
      if (previous) blobs.remove(previous.blob);
      return object;
    },
    find,
    bytes: ({ blob }) => blobs.get(blob),
    remove: (bucket, key) => {
      const previous = find(bucket, key);
      if (!previous) return;
      journal.remove(OBJECT, `${bucket}/${key}`);
      known.delete(`${bucket}/${key}`);
      blobs.remove(previous.blob);
    },
    list: (bucket) => {
      const inBucket = [...known.values()].filter((object) => object.bucket === bucket);
      return inBucket.sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
    },
  };
}

type Blobs = {
  readonly put: (id: string, bytes: Buffer) => void;
  readonly get: (id: string) => Buffer;
  readonly remove: (id: string) => void;
};

function blobsInMemory(): Blobs {
  const blobs = new Map<string, Buffer>();
  return {
    put: (id, bytes) => void blobs.set(id, bytes),
    get: (id) => {
      const bytes = blobs.get(id);
      if (!bytes) throw new Error(`the journal names the bytes ${id}, which were kept in memory and are gone`);
      return bytes;
    },
    remove: (id) => void blobs.delete(id),
  };
}

function blobsInFolder(folder: string): Blobs {
  mkdirSync(folder, { recursive: true });
  return {
    put: (id, bytes) => writeFileSync(join(folder, id), bytes),
    get: (id) => readFileSync(join(folder, id)),
    remove: (id) => rmSync(join(folder, id), { force: true }),
  };
}
