/** Dead letters by the real client: of the queue that is asked for, each to one reader at a time. */
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createQueue } from '../../../adapters/sqs/queue.ts';
import { DEAD } from '../../../local/events/deliveries.ts';
import { FAILED } from '../../../local/lambda/destinations.ts';
import { createQueues } from '../../../local/sqs/queues.ts';
import { handClock, memoryJournal, served } from '../wire-host.ts';

const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/failed';
const ARN = 'arn:aws:sqs:eu-west-1:123456789012:failed';

async function aQueue(rows: readonly (readonly [kind: string, key: string, value: unknown])[]) {
  const journal = memoryJournal();
  for (const [kind, key, value] of rows) journal.put(kind, key, value);
  const clock = handClock();
  const { handle } = createQueues({ journal, now: clock.now });
  const client = new SQSClient({ ...(await served(handle)), useQueueUrlAsEndpoint: false });
  return { queue: createQueue(client, QUEUE_URL), clock };
}

const failed = (key: string, arn = ARN) => [FAILED, key, { arn, record: { key } }] as const;
const dead = {
  key: 'k',
  eventId: 'e',
  ruleName: 'PaymentReceived',
  targetArn: 'arn:aws:lambda:eu-west-1:123456789012:function:gone',
  input: { 'detail-type': 'dunlin.payment.received' },
  deadLetterArn: ARN,
  maximumRetryAttempts: 1,
  giveUpAtMs: 0,
  dueAtMs: 0,
  failures: 2,
  error: 'no such function',
  diedAtMs: 0,
};

describe('a queue', () => {
  it('gives its own letters, and those of rules with their target', async () => {
    const { queue } = await aQueue([failed('a'), failed('b', `${ARN}-other`), [DEAD, 'k', dead]]);
    const letters = await queue.receive();
    expect(letters.map(({ body }) => JSON.parse(body))).toEqual([{ key: 'a' }, dead.input]);
    expect(letters[1]?.attributes).toMatchObject({ TARGET_ARN: dead.targetArn, RULE_ARN: 'PaymentReceived' });
  });

  it('shows a letter to one reader, and again a minute later or when it is put back', async () => {
    const { queue, clock } = await aQueue([failed('a')]);
    const [letter] = await queue.receive();
    expect(await queue.receive()).toEqual([]);
    await clock.advance(61_000);
    expect(await queue.receive()).toHaveLength(1);
    if (letter) await queue.putBack(letter);
    expect(await queue.receive()).toHaveLength(1);
  });

  it('forgets what was taken out', async () => {
    const { queue, clock } = await aQueue([failed('a'), [DEAD, 'k', dead]]);
    for (const letter of await queue.receive()) await queue.remove(letter);
    await clock.advance(61_000);
    expect(await queue.receive()).toEqual([]);
  });

  it('refuses a receipt that is none', async () => {
    const { queue } = await aQueue([]);
    await expect(queue.remove({ handle: 'nonsense', body: '', attributes: {} })).rejects.toMatchObject({
      name: 'ReceiptHandleIsInvalid',
    });
  });
});
