import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Letters, startLetters } from './fixture/letters.ts';

let letters: Letters;
beforeEach(async () => {
  letters = await startLetters();
});
afterEach(() => letters.pipeline.close());

const order = (fault: object) => letters.ask('POST', '/_local/faults', fault);
const advance = (by: string) => letters.ask('POST', '/_local/clock', { advanceBy: by });

describe('a fault on order', () => {
  it.each([
    { fault: 'fail-before', mails: 0, says: 'InternalServerError' },
    { fault: 'fail-after', mails: 1, says: 'InternalServerError' },
    { fault: 'timeout', mails: 1, says: 'TimeoutError' },
    { fault: 'throttle', mails: 0, says: 'TooManyRequestsException' },
    { fault: 'repeat', mails: 2, says: undefined },
  ])('$fault leaves $mails e-mails and tells the caller $says', async ({ fault, mails, says }) => {
    expect((await order({ service: 'ses', operation: 'SendEmail', fault })).status).toBe(200);
    const outcome = await letters.pipeline.invoke('Post', { id: 'a', reminder: 'first' });
    expect(outcome.ok ? undefined : outcome.errorType).toBe(says);
    expect(letters.sent()).toHaveLength(mails);
    expect((await letters.pipeline.invoke('Post', { id: 'a', reminder: 'again' })).ok).toBe(true);
  });

  it('strikes from the n-th call on, as often as it was ordered, and no longer once it is taken back', async () => {
    const statuses = async (count: number) => {
      const outcomes = [];
      for (let call = 0; call < count; call++)
        outcomes.push((await letters.pipeline.invoke('Post', { id: 'a', reminder: String(call) })).ok);
      return outcomes;
    };
    await order({ service: 'lambda', operation: 'post', fault: 'fail-before', nth: 2, count: 2 });
    expect(await statuses(5)).toEqual([true, false, false, true, true]);
    await order({ service: 'lambda', operation: 'post', fault: 'fail-before' });
    await letters.ask('DELETE', '/_local/faults');
    expect(await statuses(1)).toEqual([true]);
  });

  it('of DynamoDB is met by the retries of the SDK', async () => {
    await order({ service: 'dynamodb', operation: 'PutItem', fault: 'throttle' });
    expect((await letters.write('a')).status).toBe(201);
    expect(letters.pipeline.stats().calls['dynamodb.PutItem']).toBe(2);
  });

  it('of a task is met by the retries of the machine', async () => {
    await order({ service: 'ses', operation: 'SendEmail', fault: 'throttle' });
    await letters.write('a');
    await advance('P1DT2H');
    expect(letters.pipeline.messages().map(({ sentAt }) => sentAt)).toEqual(['2026-02-03T10:01:00.000Z']);
  });

  it('strikes every attempt of one call where it is stubborn, and the next call no more', async () => {
    await order({ service: 'dynamodb', operation: 'PutItem', fault: 'throttle', stubborn: true });
    expect((await letters.write('a')).status).toBe(500);
    expect(letters.pipeline.stats().calls['dynamodb.PutItem']).toBeGreaterThan(2);
    expect((await letters.write('a')).status).toBe(201);
  });

  it('strikes the calls of one function and of no other', async () => {
    await order({ service: 'dynamodb', operation: 'UpdateItem', by: 'stamp', fault: 'refuse' });
    await letters.write('a');
    await letters.pipeline.settle();
    expect(letters.logged.join()).toContain('ValidationException');
    expect(letters.pipeline.faults.pending()).toEqual([]);
  });

  it('that is a conflict has DynamoDB refuse the write, and none of it done', async () => {
    await order({ service: 'dynamodb', operation: 'PutItem', fault: 'conflict', stubborn: true });
    expect((await letters.write('a')).status).toBe(500);
    expect(letters.logged.join()).toContain('TransactionConflictException');
  });

  it('that kills a function has the call carried out and nothing after it', async () => {
    await order({ service: 's3', operation: 'PutObject', by: 'Post', fault: 'kill' });
    const outcome = await letters.pipeline.invoke('Post', { id: 'a', reminder: 'first' });
    expect(outcome).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    await letters.pipeline.settle();
    expect(letters.pipeline.services.s3.keys('archive')).toContain('messages/a-first.json');
    expect(letters.sent()).toEqual([]);
    expect((await letters.pipeline.invoke('Post', { id: 'a', reminder: 'again' })).ok).toBe(true);
  });

  it.each(['lambda', 'rules'])('that kills is not ordered of %s, where nobody makes a call', async (service) => {
    expect((await order({ service, operation: 'post', fault: 'kill' })).status).toBe(400);
  });

  it('that makes a function fail is answered as API Gateway does', async () => {
    expect(await letters.write('boom')).toMatchObject({ status: 500, body: { message: 'Internal Server Error' } });
    expect(letters.logged.join()).toContain('the pen broke');
  });
});

describe('what fails again and again', () => {
  it('as an asynchronous invocation goes to the destination of the function after three tries', async () => {
    await letters.write('unstampable');
    await advance('PT1M');
    expect(letters.pipeline.queued()).toEqual([]);
    await advance('PT2M');
    expect(letters.pipeline.stats().calls['lambda.Stamp']).toBe(3);
    expect(letters.pipeline.queued()).toMatchObject([
      {
        arn: 'arn:aws:sqs:eu-west-1:000000000000:Undelivered',
        record: {
          requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
          requestPayload: { detail: { id: 'unstampable' } },
          responsePayload: { errorType: 'Error', errorMessage: 'no stamps left' },
        },
      },
    ]);
  });

  it('because a rule cannot reach its target is a dead letter of the rule', async () => {
    await order({ service: 'rules', operation: 'stamp', fault: 'fail-before', count: 1000 });
    await letters.write('a');
    await advance('P2D');
    expect(letters.pipeline.services.bus.deadLetters()).toMatchObject([{ error: expect.stringContaining('rules.') }]);
    expect(letters.pipeline.stats().calls['lambda.Stamp']).toBeUndefined();
  });

  it('as a record of the stream goes to the bucket, and the records around it go through', async () => {
    await Promise.all(['a', 'poison', 'b'].map((id) => letters.write(id)));
    await advance('PT1M');
    expect(await letters.read('a')).toMatchObject({ stamped: true });
    expect(await letters.read('b')).toMatchObject({ stamped: true });
    const { s3 } = letters.pipeline.services;
    const [key = '', ...others] = s3.keys('archive');
    expect(others).toEqual([]);
    expect(s3.get('archive', key)?.toString()).toContain('LETTER#poison');
  });
});
