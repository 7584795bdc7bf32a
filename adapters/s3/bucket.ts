/** A bucket as an operator walks through it, with the SDK's own client: profiles and single sign-on work here. */
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type ClientPlace, clientConfig } from '../aws/client.ts';

/** The bucket stands in the path, for an endpoint of one's own may be an IP address. */
export function operatorS3Client(place: ClientPlace = {}): S3Client {
  return new S3Client({ ...clientConfig(place, { requestMs: 10_000, attempts: 4 }), forcePathStyle: true });
}

export function createBucket(client: S3Client, Bucket: string) {
  return {
    /** Keys in their order, page by page. */
    async *keys(Prefix: string, StartAfter?: string): AsyncGenerator<string> {
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket,
            Prefix,
            ...(token === undefined
              ? { ...(StartAfter === undefined ? {} : { StartAfter }) }
              : { ContinuationToken: token }),
          }),
        );
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },
    /** As parsed JSON. */
    async read(Key: string): Promise<unknown> {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return JSON.parse((await Body?.transformToString()) ?? 'null');
    },
    async remove(Key: string): Promise<void> {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
}

export type Bucket = ReturnType<typeof createBucket>;
