/** SQS as far as dead letters go: what was given up is received, hidden for a while, and deleted. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DEAD, type DeadLetter, DeadLetterSchema } from '../events/deliveries.ts';
import { FAILED, readRow } from '../lambda/destinations.ts';
import { type Journal, WireFault, type WireRequest, type WireResponse } from '../wire.ts';
import { answerJson, operation } from '../wire-json.ts';

export type QueuesDeps = { readonly now: () => number; readonly journal: Journal };
export type Queues = { readonly handle: (request: WireRequest) => Promise<WireResponse> };

type Kept = {
  /** Where the journal keeps it, and what its receipt is made of. */
  readonly handle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
};

const QueueUrl = z.url();
const ReceiveMessage = z.strictObject({
  QueueUrl,
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).default(30),
  MessageAttributeNames: z.array(z.string()).optional(),
});
const DeleteMessage = z.strictObject({ QueueUrl, ReceiptHandle: z.string() });
const ChangeMessageVisibility = z.strictObject({ ...DeleteMessage.shape, VisibilityTimeout: z.int().min(0) });

export function createQueues({ now, journal }: QueuesDeps): Queues {
  const hiddenUntil = new Map<string, number>();
  const operations = {
    ReceiveMessage: operation(ReceiveMessage, ({ QueueUrl: url, MaxNumberOfMessages, VisibilityTimeout }) => {
      const seen = lettersIn(journal, url).filter(({ handle }) => (hiddenUntil.get(handle) ?? 0) <= now());
      const shown = seen.slice(0, MaxNumberOfMessages);
      for (const { handle } of shown) hiddenUntil.set(handle, now() + VisibilityTimeout * 1000);
      return shown.length === 0 ? {} : { Messages: shown.map(asMessage) };
    }),
    DeleteMessage: operation(DeleteMessage, ({ ReceiptHandle }) => {
      const { kind, key } = placeOf(ReceiptHandle);
      journal.remove(kind, key);
      return {};
    }),
    ChangeMessageVisibility: operation(ChangeMessageVisibility, ({ ReceiptHandle, VisibilityTimeout }) => {
      hiddenUntil.set(ReceiptHandle, now() + VisibilityTimeout * 1000);
      return {};
    }),
  };
  return { handle: (request) => answerJson({ target: 'AmazonSQS', version: '1.0', operations }, request) };
}

/** The queue of an ARN is the one whose URL ends with the same account and name. */
function lettersIn(journal: Journal, url: string): Kept[] {
  const [account = '', name = ''] = new URL(url).pathname.split('/').filter(Boolean);
  const isOurs = (arn: string | undefined): boolean => arn?.endsWith(`:${account}:${name}`) ?? false;
  const failed = [...journal.all(FAILED)].flatMap(({ key, value }): Kept[] => {
    const { arn, record } = readRow(value);
    return isOurs(arn) ? [{ handle: handleOf(FAILED, key), body: JSON.stringify(record), attributes: {} }] : [];
  });
  const dead = [...journal.all(DEAD)].flatMap(({ key, value }): Kept[] => {
    const letter = DeadLetterSchema.parse(value);
    return isOurs(letter.deadLetterArn) ? [{ handle: handleOf(DEAD, key), ...deadLetter(letter) }] : [];
  });
  return [...failed, ...dead];
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html#eb-rule-dlq: the event, and why it lies here beside it. */
function deadLetter({ input, ruleName, targetArn, error, failures }: DeadLetter): Omit<Kept, 'handle'> {
  const attributes = {
    RULE_ARN: ruleName,
    TARGET_ARN: targetArn,
    ERROR_CODE: 'SDK_CLIENT_ERROR',
    ERROR_MESSAGE: error,
    RETRY_ATTEMPTS: String(failures),
  };
  return { body: JSON.stringify(input ?? {}), attributes };
}

function asMessage({ handle, body, attributes }: Kept): object {
  return {
    MessageId: createHash('sha256').update(handle).digest('hex').slice(0, 32),
    ReceiptHandle: handle,
    Body: body,
    MD5OfBody: createHash('md5').update(body).digest('hex'),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
  };
}

const handleOf = (kind: string, key: string): string => Buffer.from(JSON.stringify([kind, key])).toString('base64url');

function placeOf(handle: string): { readonly kind: string; readonly key: string } {
  const parsed = z.tuple([z.string(), z.string()]).safeParse(decoded(handle));
  if (!parsed.success) throw new WireFault('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
  const [kind, key] = parsed.data;
  return { kind, key };
}

function decoded(handle: string): unknown {
  try {
    return JSON.parse(Buffer.from(handle, 'base64url').toString());
  } catch {
    return undefined;
  }
}
