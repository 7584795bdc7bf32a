/** Keeps what was sent, byte for byte, in a bucket: one JSON document per key. */
import type { Fault } from '../../core/fault.ts';
import { failureOf, faultOf } from '../aws/failure.ts';
import type { S3Client } from './client.ts';

/** Puts and gets may be repeated without harm. */
export function toStepError(error: unknown): Fault {
  return faultOf(error, 'S3 to keep or give a document', new Set(['ServiceUnavailable']));
}

export function createVault({ client, bucket }: { readonly client: S3Client; readonly bucket: string }) {
  return {
    async put(key: string, json: unknown): Promise<void> {
      try {
        await client.put({ bucket, key }, JSON.stringify(json), 'application/json');
      } catch (error) {
        throw toStepError(error);
      }
    },

    /** The document as it was put, for its reader to parse; undefined where there is none. */
    async get(key: string): Promise<unknown> {
      try {
        return JSON.parse(await client.get({ bucket, key }));
      } catch (error) {
        if (failureOf(error).code === 'NoSuchKey') return undefined;
        throw toStepError(error);
      }
    },
  };
}
