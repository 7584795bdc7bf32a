/** `replay events`: what the table told and nobody heard is published again, from the failed records or from the audit. */
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { scanItems } from '../../../adapters/dynamodb/scan.ts';
import { createFunctions, lambdaClient } from '../../../adapters/lambda/functions.ts';
import { type Bucket, createBucket, operatorS3Client } from '../../../adapters/s3/bucket.ts';
import { SILENT_RECORDS } from '../../../contracts/events/silent.ts';
import { type Command, type Terminal, text } from '../command.ts';
import { misused, OperatorError } from '../operator-error.ts';
import type { Target } from '../target.ts';

/** Where Lambda puts the records of a stream that it gave up. */
const FAILED_PREFIX = 'aws/lambda/';
const CHUNK = 50;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html: only a bucket gets the records themselves. */
const Batch = z.object({ Records: z.array(z.unknown()).min(1) });
const Failed = z.object({ payload: z.union([Batch, z.string().transform((json) => Batch.parse(JSON.parse(json)))]) });
const Answer = z.object({ batchItemFailures: z.array(z.unknown()).default([]) }).nullish();

export const replayEvents: Command = {
  name: 'replay events',
  summary: 'publishes again what was written but never told',
  usage: `npm run dunlin -- replay events --local --from s3

  --from s3    the records that lie in the failures bucket; each object is deleted once its records are published
  --since      an instant: everything that the audit items and the payments of the table tell from then on
  --until      with --since: up to this instant
Every consumer may see an event twice.`,
  options: { from: text, since: text, until: text },
  async run({ values, target, terminal }) {
    const [from, since] = [values.text('from'), values.text('since')];
    if ((from === undefined) === (since === undefined))
      throw misused(`expected either --from s3 or --since INSTANT, found ${from ? 'both' : 'neither'}`);
    if (from !== undefined && from !== 's3') throw misused(`expected --from s3, found --from ${from}`);
    if (since === undefined) return fromBucket(target, terminal);
    const span = { since: instantOf('since', since), until: instantOf('until', values.text('until') ?? '9999-12-31') };
    await fromTable(target, span, terminal);
  },
};

function instantOf(option: string, given: string): string {
  const at = Date.parse(given);
  if (Number.isFinite(at)) return new Date(at).toISOString();
  throw misused(`expected --${option} 2026-02-03T10:00:00Z, found --${option} ${given}`);
}

/** Answers how many records were refused. */
type Publish = (records: readonly unknown[]) => Promise<number>;

async function publisherOf(target: Target): Promise<Publish> {
  const name = await target.output('PublisherName');
  const functions = createFunctions(lambdaClient());
  return async (records) => {
    const answer = await functions.now(name, { Records: records });
    if (!answer.ok) return records.length;
    return Answer.parse(answer.payload)?.batchItemFailures.length ?? 0;
  };
}

async function fromBucket(target: Target, { out, note }: Terminal): Promise<void> {
  const publish = await publisherOf(target);
  const bucket = createBucket(operatorS3Client(), await target.output('FailuresBucketName'));
  let [published, left] = [0, 0];
  for await (const { key } of bucket.objects(FAILED_PREFIX)) {
    const records = await recordsIn(bucket, key);
    const refused = records === undefined ? 1 : await publish(records);
    out(`${key}  ${refused === 0 ? `${records?.length} published` : `stays (${records ? 'refused' : 'unreadable'})`}`);
    if (refused > 0) left++;
    else {
      published += records?.length ?? 0;
      await bucket.remove(key);
    }
  }
  note(`Published the events of ${published} records.`);
  if (left > 0)
    throw new OperatorError(
      `expected every record to be published, found ${left} objects whose records still fail: see the log of publish-events; they stay in the bucket`,
    );
}

async function recordsIn(bucket: Bucket, key: string): Promise<readonly unknown[] | undefined> {
  return Failed.safeParse(await bucket.read(key)).data?.payload.Records;
}

type Span = { readonly since: string; readonly until: string };

async function fromTable(target: Target, span: Span, { note }: Terminal): Promise<void> {
  const publish = await publisherOf(target);
  const waiting: object[] = [];
  let [told, refused] = [0, 0];
  const flush = async (): Promise<void> => {
    const records = waiting.splice(0);
    told += records.length;
    if (records.length > 0) refused += await publish(records);
  };
  for await (const item of scanItems(target.client, target.tableName)) {
    if (!tells(unmarshall(item), span)) continue;
    waiting.push({ dynamodb: { SequenceNumber: String(told + waiting.length), NewImage: item } });
    if (waiting.length === CHUNK) await flush();
  }
  await flush();
  note(`Published the events of ${told - refused} items.`);
  if (refused > 0)
    throw new OperatorError(
      `expected every item to be published, found ${refused} refused: see the log of publish-events and run it again`,
    );
}

/** As the stream's filter in lib/outbox.ts. Money is told of for as long as it is not applied, whenever it came. */
function tells(item: Readonly<Record<string, unknown>>, { since, until }: Span): boolean {
  const { SK, type, at, state } = item;
  if (SK === 'PAY') return state === 'received';
  if (typeof SK !== 'string' || !SK.startsWith('EVENT#') || typeof type !== 'string') return false;
  return !SILENT_RECORDS.includes(type) && String(at) >= since && String(at) <= until;
}
