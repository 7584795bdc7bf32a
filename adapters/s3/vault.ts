/** Keeps what was sent, byte for byte, in a bucket: one JSON document per key. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Fault } from '../../core/fault.ts';
import { type ClientPlace, clientConfig } from '../aws/client.ts';
import { failureOf, faultOf } from '../aws/failure.ts';

/** Path-style addresses work for every bucket's name and every endpoint, also a local one. */
export function s3Client(place: ClientPlace = {}): S3Client {
  return new S3Client({ ...clientConfig(place, { requestMs: 5_000, attempts: 3 }), forcePathStyle: true });
}

/** Puts and gets may be repeated without harm. */
export function toStepError(error: unknown): Fault {
  return faultOf(error, 'S3 to keep or give a document', new Set(['ServiceUnavailable']));
}

/** The key under which a message's bytes are kept. */
export function messageKey(messageId: string): string {
  return `messages/${messageId}.json`;
}

export function createVault({ client, bucket }: { readonly client: S3Client; readonly bucket: string }) {
  return {
    async put(key: string, json: unknown): Promise<void> {
      const body = JSON.stringify(json);
      try {
        await client.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' }),
        );
      } catch (error) {
        throw toStepError(error);
      }
    },

    /** The document as it was put, for its reader to parse; undefined where there is none. */
    async get(key: string): Promise<unknown> {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Body === undefined ? undefined : JSON.parse(await Body.transformToString('utf-8'));
      } catch (error) {
        if (failureOf(error).code === 'NoSuchKey') return undefined;
        throw toStepError(error);
      }
    },
  };
}
