/** What the bucket knows that a restored table does not: the messages kept before each send, and what became of them. */
import { type Bucket, createBucket, operatorS3Client } from '../../../adapters/s3/bucket.ts';
import { DELIVERIES_PREFIX, KeptDelivery, KeptMessage, MESSAGES_PREFIX } from '../../../contracts/archive.ts';
import type { Instant } from '../../../core/calendar/dates.ts';
import { inPace } from '../in-pace.ts';
import type { Target } from '../target.ts';

export type Archive = {
  /** In the order of their claims. */
  readonly messages: readonly KeptMessage[];
  /** In the order in which they were told. */
  readonly deliveries: readonly KeptDelivery[];
};

/** Clocks of two services differ, and reading something twice changes nothing. Milliseconds. */
const MARGIN_MS = 15 * 60_000;

export async function archiveSince(target: Target, since: Instant): Promise<Archive> {
  const bucket = createBucket(operatorS3Client(), await target.output('MessagesBucketName'));
  const from = new Date(Date.parse(since) - MARGIN_MS);
  const messages: KeptMessage[] = [];
  await inPace(keysSince(bucket, MESSAGES_PREFIX, from), async (key) =>
    messages.push(KeptMessage.parse(await bucket.read(key))),
  );
  const deliveries: KeptDelivery[] = [];
  await inPace(keysSince(bucket, DELIVERIES_PREFIX, from), async (key) =>
    deliveries.push(KeptDelivery.parse(await bucket.read(key))),
  );
  return {
    messages: messages.toSorted((a, b) => (a.claimedAt < b.claimedAt ? -1 : 1)),
    deliveries: deliveries.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

async function* keysSince(bucket: Bucket, prefix: string, from: Date): AsyncGenerator<string> {
  for await (const { key, modifiedAt } of bucket.objects(prefix)) if (modifiedAt >= from) yield key;
}
