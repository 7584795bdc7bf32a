/** What failed for good is carried out by the operator's command, on the whole pipeline. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBucket, operatorS3Client } from '../../adapters/s3/bucket.ts';
import { deadLetterOf } from '../../bin/operate/replay/dead-letter.ts';
import { openStage, type Stage } from '../support/scenario.ts';
import { typed } from './typed.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const operates = (...words: readonly string[]) => typed(...words, '--local', stage.pipeline.url);
const paid = { object: 'payment_intent', id: 'pi_1', amount: 120_000, currency: 'gbp' };

/** An invoice whose payment arrives while a function fails for good. */
async function paidWhileFailing(operation: string, count: number) {
  const story = await stage.story({ begins: -10 });
  await story.push({ issuedOn: story.on(-10) });
  await story.goTo(1);
  story.faults.order({ service: 'lambda', operation, nth: 1, count, fault: 'fail-before' });
  await story.stripe('payment_intent.succeeded', { ...paid, metadata: { dunlin_invoice_id: 'INV-1' } });
  await story.goTo(2);
  story.faults.clear();
  expect(await story.invoice()).toMatchObject({ balance: '1200.00' });
  return story;
}

describe('replay queue', () => {
  it('shows what a function gave up, hands it over, and leaves the queue empty', async () => {
    const story = await paidWhileFailing('apply-payment', 3);
    const line = /ApplyPayment\S* {2}dunlin\.payment\.received {2}\S+$/m;
    for (let times = 0; times < 2; times++)
      expect(await operates('replay', 'queue', '--queue', 'failed', '--list')).toMatchObject({
        exitCode: 0,
        out: expect.stringMatching(line),
        note: expect.stringMatching(/^1 in the queue/),
      });
    expect(await operates('replay', 'queue', '--queue', 'failed')).toMatchObject({
      exitCode: 0,
      note: 'Handed over 1.',
    });
    await story.settle();
    expect(await story.invoice()).toMatchObject({ status: 'paid' });
    expect(stage.pipeline.queued()).toEqual([]);
    expect(await operates('replay', 'queue', '--queue', 'failed', '--list')).toMatchObject({
      note: 'The queue is empty.',
    });
  });

  it('keeps a letter whose function does not take it', async () => {
    const story = await paidWhileFailing('apply-payment', 3);
    story.faults.order({ service: 'lambda', operation: 'Invoke', nth: 1, count: 1, fault: 'throttle' });
    expect(await operates('replay', 'queue', '--queue', 'failed')).toMatchObject({
      exitCode: 1,
      note: expect.stringMatching(/found 1 that were not \(\w+\): they stay in the queue/),
    });
    await stage.pipeline.advanceTo(stage.pipeline.now() + 120_000);
    expect(await operates('replay', 'queue', '--queue', 'failed')).toMatchObject({ exitCode: 0 });
    await story.settle();
    expect(await story.invoice()).toMatchObject({ status: 'paid' });
  });

  it('refuses a queue that is none', async () => {
    expect(await operates('replay', 'queue', '--queue', 'other')).toMatchObject({
      exitCode: 2,
      note: 'expected --queue undelivered or failed, found --queue other',
    });
  });
});

describe('replay events', () => {
  it('publishes the records that lie in the bucket, and takes them out', async () => {
    const story = await paidWhileFailing('publish-events', 40);
    const said = await operates('replay', 'events', '--from', 's3');
    expect(said).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^aws\/lambda\/\S+ {2}\d+ published/) });
    await story.settle();
    expect(await story.invoice()).toMatchObject({ status: 'paid' });
    expect(await operates('replay', 'events', '--from', 's3')).toMatchObject({
      out: '',
      note: 'Published the events of 0 records.',
    });
  });

  it('publishes from the table what could not be kept either', async () => {
    const story = await paidWhileFailing('publish-events', 40);
    const bucket = createBucket(operatorS3Client(), String(stage.pipeline.info().outputs.FailuresBucketName));
    for await (const { key } of bucket.objects('aws/lambda/')) await bucket.remove(key);
    expect(await operates('replay', 'events', '--since', story.at(0, '00:00'))).toMatchObject({ exitCode: 0 });
    await story.settle();
    expect(await story.invoice()).toMatchObject({ status: 'paid' });
  });

  it('leaves what still fails, and says so', async () => {
    const story = await paidWhileFailing('publish-events', 40);
    story.faults.order({ service: 'lambda', operation: 'publish-events', nth: 1, count: 40, fault: 'fail-before' });
    expect(await operates('replay', 'events', '--from', 's3')).toMatchObject({
      exitCode: 1,
      note: expect.stringMatching(/they stay in the bucket$/),
    });
    expect(await operates('replay', 'events', '--since', story.at(0, '00:00'))).toMatchObject({ exitCode: 1 });
    story.faults.clear();
    expect(await operates('replay', 'events', '--from', 's3')).toMatchObject({ exitCode: 0 });
  });

  it.each([
    { words: [], note: /found neither/ },
    { words: ['--from', 's3', '--since', '2026-01-01'], note: /found both/ },
    { words: ['--from', 'queue'], note: /expected --from s3/ },
    { words: ['--since', 'yesterday'], note: /expected --since 2026/ },
  ])('refuses $words', async ({ words, note }) => {
    expect(await operates('replay', 'events', ...words)).toMatchObject({
      exitCode: 2,
      note: expect.stringMatching(note),
    });
  });
});

describe('a dead letter', () => {
  it('of a rule is the event, with its target beside it', () => {
    const attributes = { TARGET_ARN: 'arn:aws:lambda:r:a:function:wake', ERROR_CODE: 'NO_PERMISSIONS' };
    const body = JSON.stringify({ 'detail-type': 'dunlin.case.changed', detail: {} });
    expect(deadLetterOf({ handle: 'h', body, attributes })).toEqual({
      functionArn: 'arn:aws:lambda:r:a:function:wake',
      event: { 'detail-type': 'dunlin.case.changed', detail: {} },
      what: 'dunlin.case.changed',
      error: 'NO_PERMISSIONS',
    });
  });

  it('of a function that was throttled until its event was too old names the condition', () => {
    const requestContext = { functionArn: 'arn:aws:lambda:r:a:function:wake:$LATEST', condition: 'EventAgeExceeded' };
    const body = JSON.stringify({ requestContext, requestPayload: { a: 1 } });
    expect(deadLetterOf({ handle: 'h', body, attributes: {} })).toMatchObject({
      functionArn: 'arn:aws:lambda:r:a:function:wake',
      event: { a: 1 },
      error: 'EventAgeExceeded',
    });
  });

  it.each(['{}', 'not json', '[]'])('that is neither (%s) is not guessed at', (body) => {
    expect(deadLetterOf({ handle: 'h', body, attributes: {} })).toBeUndefined();
  });
});
