/** A bucket as an operator walks through it, with the SDK's own client: profiles and single sign-on work here. */
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type ClientPlace, clientConfig } from '../aws/client.ts';

/** The bucket stands in the path, for an endpoint of one's own may be an IP address. */
export function operatorS3Client(place: ClientPlace = {}): S3Client {
  return new S3Client({ ...clientConfig(place, { requestMs: 10_000, attempts: 4 }), forcePathStyle: true });
}

export function createBucket(client: S3Client, Bucket: string) {
  return {
    /** In the order of their keys, page by page. */
    async *objects(Prefix: string): AsyncGenerator<{ readonly key: string; readonly modifiedAt: Date }> {
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
        for (const { Key, LastModified } of page.Contents ?? [])
          if (Key !== undefined && LastModified) yield { key: Key, modifiedAt: LastModified };
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
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
