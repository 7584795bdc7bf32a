import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const contact = (email: string) => ({ email, roles: ['billing'] });
const receivers = (story: { letters: () => { what: string; to: readonly string[] }[] }) =>
  story.letters().map(({ what, to }) => `${what} to ${to.join()}`);

describe('an address', () => {
  it.each(['bounce@acme.example', 'complaint@acme.example'])(
    'like %s is never written to again: the next contact is',
    async (bad) => {
      const story = await stage.story({ begins: -10 });
      await story.push({
        issuedOn: story.on(-10),
        customer: { contacts: [contact(bad), contact('second@acme.example')] },
      });
      await story.goTo(22);
      expect(receivers(story)).toEqual([
        `friendly to ${bad}`,
        'second to second@acme.example',
        'firm to second@acme.example',
      ]);
    },
  );

  it('that is the last one leaves no silence: somebody is asked for another, and the path goes on', async () => {
    const story = await stage.story({ begins: -10 });
    await story.push({ issuedOn: story.on(-10), customer: { contacts: [contact('bounce@acme.example')] } });
    await story.goTo(11);
    expect(story.sent()).toEqual(['day 3: friendly INV-1', 'day 10: person-needed INV-1']);
    expect(await story.tasks()).toMatchObject([{ kind: 'nobody-to-write-to' }]);
    await story.push({ customer: { contacts: [contact('new@acme.example')] } });
    await story.goTo(62);
    expect(
      story
        .letters()
        .slice(2)
        .map(({ what, to }) => `${what} to ${to.join()}`),
    ).toEqual([
      ...['firm to new@acme.example', 'call-again to olive@seller.example'],
      ...['approve to olive@seller.example', 'decide to olive@seller.example'],
    ]);
  });

  it('that bounced for one customer is not written to for another', async () => {
    const story = await stage.story({ begins: -10 });
    const shared = [contact('bounce@acme.example'), contact('other@acme.example')];
    await story.push({ issuedOn: story.on(-10), customer: { contacts: shared } });
    await story.push({
      invoiceNumber: 'INV-2',
      issuedOn: story.on(-10),
      dueOn: story.on(3),
      customer: { customerId: 'C-2', contacts: shared },
    });
    await story.goTo(6);
    expect(receivers(story)).toEqual(['friendly to bounce@acme.example', 'friendly to other@acme.example']);
  });

  it('is missing: somebody is asked instead of silence', async () => {
    const story = await stage.story({ begins: -10 });
    await story.push({ issuedOn: story.on(-10), customer: { contacts: [] } });
    await story.goTo(4);
    expect(story.sent()).toEqual(['day 3: person-needed INV-1']);
  });
});

describe('what AWS delivers more than once', () => {
  it('changes nothing: stream records, events, schedules and tasks twice, and the path is the same', async () => {
    const story = await stage.story({ begins: -10 });
    const names = [
      'publish-events',
      'wake-case',
      'apply-payment',
      'send-receipts',
      'receive-delivery-event',
      'start-due-cases',
    ];
    for (const operation of [...names, 'evaluate-escalation', 'send-reminder', 'open-task'])
      story.faults.order({ service: 'lambda', operation, nth: 1, count: 1000, fault: 'repeat' });
    await story.push({ issuedOn: story.on(-10), total: '8000.00' });
    await story.goTo(17, '10:30');
    const metadata = { dunlin_invoice_id: 'INV-1' };
    await story.stripe('payment_intent.succeeded', {
      object: 'payment_intent',
      id: 'pi_1',
      amount: 300_000,
      currency: 'gbp',
      metadata,
    });
    await story.goTo(62);
    expect(story.sent()).toEqual([
      ...['day 3: friendly INV-1', 'day 10: second INV-1', 'day 15: call INV-1', 'day 17: receipt INV-1'],
      ...['day 20: firm INV-1', 'day 30: call-again INV-1', 'day 45: approve INV-1', 'day 62: decide INV-1'],
    ]);
    expect(await story.invoice()).toMatchObject({ balance: '5000.00' });
    expect((await story.timeline()).whole).toBe(true);
  });
});

describe('a record of the stream that cannot be published', () => {
  it('goes to the bucket of failures, and the money after it is applied', async () => {
    const story = await stage.story({ begins: -10 });
    await story.push({ issuedOn: story.on(-10) });
    await story.goTo(4);
    const [TableName = ''] = story.pipeline.info().tables;
    const ref = {
      caseId: 'X',
      creditorId: 'X',
      invoiceId: 'X',
      customerId: 'X',
      cycle: 1,
      run: 1,
      decisionVersion: 1,
      wakes: true,
    };
    const poison = {
      PK: 'POISON',
      SK: 'EVENT#00000001',
      version: 1,
      type: 'invoice.accepted',
      at: 'no instant',
      data: {},
      hash: '',
      ref,
    };
    await dynamoClient().send(new PutItemCommand({ TableName, Item: marshall(poison) }));
    const metadata = { dunlin_invoice_id: 'INV-1' };
    await story.stripe('payment_intent.succeeded', {
      object: 'payment_intent',
      id: 'pi_1',
      amount: 120_000,
      currency: 'gbp',
      metadata,
    });
    await story.goTo(9);
    expect(await story.invoice()).toMatchObject({ status: 'paid' });
    const { s3 } = story.pipeline.services;
    const failures = story.pipeline.blueprint.buckets.flatMap((bucket) =>
      s3.keys(bucket).flatMap((key) => (key.startsWith('aws/lambda/') ? [s3.get(bucket, key)?.toString() ?? ''] : [])),
    );
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('POISON');
  });
});
