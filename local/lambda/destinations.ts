/** Where failures go: queues are kept as rows of the journal, buckets get an object, as the template says. */
import { randomUUID } from 'node:crypto';
import type { Journal } from '../wire.ts';

export interface Destinations {
  readonly send: (arn: string, record: object) => Promise<void>;
  /** What lies in the queues, oldest first. */
  readonly queued: () => ReadonlyArray<{ readonly arn: string; readonly record: unknown }>;
}

export type PutObject = (bucket: string, key: string, body: string) => Promise<void>;

/** Under which the journal keeps what functions gave up. */
export const FAILED = 'queue';

export function createDestinations(journal: Journal, putObject: PutObject): Destinations {
  return {
    async send(arn, record) {
      const [, , service, , , name = ''] = arn.split(':');
      if (service === 's3') return putObject(name, `aws/lambda/failures/${randomUUID()}.json`, JSON.stringify(record));
      if (service !== 'sqs') throw new Error(`expected a queue or a bucket as destination of failures, found ${arn}`);
      journal.put(FAILED, randomUUID(), { arn, record });
    },
    queued: () => [...journal.all(FAILED)].map(({ value }) => readRow(value)),
  };
}

export function readRow(value: unknown): { arn: string; record: unknown } {
  if (typeof value === 'object' && value !== null && 'arn' in value && 'record' in value) {
    return { arn: String(value.arn), record: value.record };
  }
  throw new Error(`expected a queued record, found ${JSON.stringify(value)}`);
}
