/** EventBridge by its real client: what PutEvents answers, and what the targets receive, again and again if need be. */
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { type BusDeps, createEventBus } from '../../../local/events/bus.ts';
import type { Rule } from '../../../local/events/rules.ts';
import { handClock, memoryJournal, place, served } from '../wire-host.ts';

const rule: Rule = {
  name: 'paid',
  busName: 'ours',
  pattern: { 'detail-type': ['payment.received'] },
  targets: [{ id: 'apply', arn: 'arn:apply', deadLetterArn: 'arn:queue', maximumRetryAttempts: 2 }],
};
const paid = { Source: 'dunlin', DetailType: 'payment.received', Detail: '{"id":"P-1"}', EventBusName: 'ours' };

async function aBus(overrides: Partial<BusDeps> = {}, rules: readonly Rule[] = [rule]) {
  const clock = handClock();
  const received: { targetArn: string; input: unknown }[] = [];
  const deliver: BusDeps['deliver'] = async (targetArn, input) => {
    received.push({ targetArn, input });
    return { ok: true };
  };
  const deps = { place, buses: ['ours'], journal: memoryJournal(), ...clock, deliver, ...overrides };
  const bus = createEventBus(deps);
  for (const one of rules) bus.putRule(one);
  return { bus, clock, deps, received, client: new EventBridgeClient(await served(bus.handle)) };
}

describe('an event that a rule takes', () => {
  it('reaches the target in the envelope of EventBridge', async () => {
    const { client, clock, received } = await aBus();
    const answer = await client.send(new PutEventsCommand({ Entries: [{ ...paid, Resources: ['arn:x'] }] }));
    await clock.advance(0);
    expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    expect(received).toEqual([
      {
        targetArn: 'arn:apply',
        input: {
          version: '0',
          id: answer.Entries?.[0]?.EventId,
          'detail-type': 'payment.received',
          source: 'dunlin',
          account: '123456789012',
          time: '2026-02-03T10:00:00Z',
          region: 'eu-west-1',
          resources: ['arn:x'],
          detail: { id: 'P-1' },
        },
      },
    ]);
  });

  it('keeps the time it was given', async () => {
    const { client, clock, received } = await aBus();
    await client.send(new PutEventsCommand({ Entries: [{ ...paid, Time: new Date('2026-01-01T00:00:00Z') }] }));
    await clock.advance(0);
    expect(received).toMatchObject([{ input: { time: '2026-01-01T00:00:00Z' } }]);
  });

  it('stays away from rules of another bus and another type', async () => {
    const { client, clock, received } = await aBus({}, [
      { ...rule, busName: 'default' },
      { ...rule, pattern: { source: ['x'] } },
    ]);
    await client.send(new PutEventsCommand({ Entries: [paid] }));
    await clock.advance(0);
    expect(received).toEqual([]);
  });

  it('arrives twice when the host asks for a repeat', async () => {
    const { client, clock, received } = await aBus({ repeats: () => 2 });
    await client.send(new PutEventsCommand({ Entries: [paid] }));
    await clock.advance(0);
    expect(received).toHaveLength(2);
  });

  it('is delivered after a restart when the process stopped before', async () => {
    const { client, deps } = await aBus();
    await client.send(new PutEventsCommand({ Entries: [paid] }));
    const again = await aBus({ journal: deps.journal });
    again.bus.resume();
    await again.clock.advance(0);
    expect(again.received).toHaveLength(1);
    const third = await aBus({ journal: deps.journal });
    third.bus.resume();
    await third.clock.advance(0);
    expect(third.received).toEqual([]);
  });

  it('gives the target only what it asks for', async () => {
    const targets = [
      { id: 'a', arn: 'arn:a', inputPath: '$.detail.id' },
      { id: 'b', arn: 'arn:b', input: '{"k":1}' },
    ];
    const { client, clock, received } = await aBus({}, [{ ...rule, targets }]);
    await client.send(new PutEventsCommand({ Entries: [paid] }));
    await clock.advance(0);
    expect(received).toEqual([
      { targetArn: 'arn:a', input: 'P-1' },
      { targetArn: 'arn:b', input: { k: 1 } },
    ]);
  });
});

describe('a target that fails', () => {
  it('is tried again until it succeeds', async () => {
    let tries = 0;
    const { client, clock, bus } = await aBus({
      deliver: async () => (++tries < 3 ? { ok: false, error: 'busy' } : { ok: true }),
    });
    await client.send(new PutEventsCommand({ Entries: [paid] }));
    await clock.advance(60_000);
    expect([tries, bus.deadLetters()]).toEqual([3, []]);
  });

  it('leaves a dead letter after its last try', async () => {
    let tries = 0;
    const { client, clock, bus } = await aBus({ deliver: async () => ({ ok: false, error: `try ${++tries}` }) });
    await client.send(new PutEventsCommand({ Entries: [paid] }));
    await clock.advance(60_000);
    expect(bus.deadLetters()).toMatchObject([
      { ruleName: 'paid', targetArn: 'arn:apply', deadLetterArn: 'arn:queue', failures: 3, error: 'try 3' },
    ]);
  });

  it('is not tried again when a later try cannot mend it', async () => {
    const { client, clock, bus } = await aBus({ deliver: async () => ({ ok: false, error: 'gone', retry: false }) });
    await client.send(new PutEventsCommand({ Entries: [paid] }));
    await clock.advance(0);
    expect(bus.deadLetters()).toMatchObject([{ failures: 1, error: 'gone' }]);
  });

  it('is given up when the event is too old', async () => {
    const targets = [{ id: 'a', arn: 'arn:a', maximumEventAge: 60 }];
    const { client, clock, bus } = await aBus({ deliver: async () => ({ ok: false, error: 'busy' }) }, [
      { ...rule, targets },
    ]);
    await client.send(new PutEventsCommand({ Entries: [paid] }));
    await clock.advance(3_600_000);
    expect(bus.deadLetters()).toMatchObject([{ failures: 6 }]);
  });
});

describe('PutEvents', () => {
  it('refuses bad entries one by one and takes the others', async () => {
    const { client, clock, received } = await aBus();
    const { Source, ...sourceless } = paid;
    const Entries = [
      sourceless,
      { ...paid, Source: 'aws.ses' },
      { ...paid, Detail: '{' },
      { ...paid, Detail: '[]' },
      { ...paid, EventBusName: 'nowhere' },
      paid,
    ];
    const answer = await client.send(new PutEventsCommand({ Entries }));
    await clock.advance(0);
    const codes = answer.Entries?.map(({ ErrorCode }) => ErrorCode);
    expect([answer.FailedEntryCount, codes, received.length]).toEqual([
      5,
      [
        'InvalidArgument',
        'NotAuthorizedForSourceException',
        'MalformedDetail',
        'MalformedDetail',
        'ResourceNotFoundException',
        undefined,
      ],
      1,
    ]);
    expect(Source).toBe('dunlin');
  });

  it.each([
    ['eleven entries', Array.from({ length: 11 }, () => paid)],
    ['no entries', []],
    ['more than 256 KiB', [{ ...paid, Detail: JSON.stringify({ text: 'x'.repeat(256 * 1024) }) }]],
  ])('refuses %s as a whole', async (_, Entries) => {
    const { client } = await aBus();
    await expect(client.send(new PutEventsCommand({ Entries }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses an operation that is not played, by its name', async () => {
    const { client } = await aBus();
    await expect(client.send(new ListRulesCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('ListRules'),
    });
  });
});

describe('a rule', () => {
  it('is refused with a field that is not played', async () => {
    const transformed = { ...rule, targets: [{ id: 'a', arn: 'arn:a', inputTransformer: {} }] };
    await expect(aBus({}, [transformed])).rejects.toThrow('inputTransformer');
  });
  it('is refused on a bus that is not there', async () => {
    await expect(aBus({}, [{ ...rule, busName: 'nowhere' }])).rejects.toThrow('nowhere');
  });
  it('of a schedule sends the event of schedules', async () => {
    const { pattern, ...scheduled } = { ...rule, busName: 'default', name: 'sweep' };
    const { bus, clock, received } = await aBus({}, [scheduled]);
    bus.fire('default', 'sweep', clock.now());
    await clock.advance(0);
    expect(received).toMatchObject([
      {
        input: {
          source: 'aws.events',
          'detail-type': 'Scheduled Event',
          resources: ['arn:aws:events:eu-west-1:123456789012:rule/sweep'],
          detail: {},
        },
      },
    ]);
    expect(pattern).toBeDefined();
  });
});
