/** The bus: requests of the size that is taken, and exactly the events that were not. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type BusEvent, createBus } from '../../../adapters/eventbridge/bus.ts';
import { serviceError } from '../aws/thrown.ts';

const eventBridge = mockClient(EventBridgeClient);
const onFailure = vi.fn();
const client = new EventBridgeClient({ region: 'eu-west-1' });
const bus = createBus({ client, busName: 'dunlin', onFailure });

function anEvent(nth: number, filler = ''): BusEvent {
  return { source: 'dunlin', detailType: 'dunlin.case.changed', detail: { nth, filler } };
}

const requests = () => eventBridge.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries ?? []);

/** Takes every entry but those whose detail contains the text. */
const takingAllBut =
  (refused: string) =>
  ({ Entries }: { Entries: { Detail: string }[] }) => ({
    Entries: Entries.map(({ Detail }) =>
      Detail.includes(refused) ? { ErrorCode: 'InternalFailure' } : { EventId: 'e' },
    ),
  });

beforeEach(() => {
  eventBridge.reset();
  onFailure.mockReset();
  eventBridge.on(PutEventsCommand).callsFake(takingAllBut('never'));
});

describe('publish', () => {
  it('writes an event as its bus expects it', async () => {
    expect(await bus.publish([anEvent(1)])).toEqual([]);
    expect(requests()).toEqual([
      [
        {
          EventBusName: 'dunlin',
          Source: 'dunlin',
          DetailType: 'dunlin.case.changed',
          Detail: '{"nth":1,"filler":""}',
        },
      ],
    ]);
  });

  it('asks nothing where there is nothing to publish', async () => {
    expect(await bus.publish([])).toEqual([]);
    expect(requests()).toEqual([]);
  });

  it('sends at most ten in one request, in order', async () => {
    await bus.publish(Array.from({ length: 25 }, (_, nth) => anEvent(nth)));
    expect(requests().map((entries) => entries.length)).toEqual([10, 10, 5]);
    const order = requests().flatMap((entries) => entries.map(({ Detail }) => JSON.parse(Detail ?? '').nth));
    expect(order).toEqual(Array.from({ length: 25 }, (_, nth) => nth));
  });

  it('keeps each request below 256 KiB', async () => {
    await bus.publish(Array.from({ length: 4 }, (_, nth) => anEvent(nth, 'ä'.repeat(50_000))));
    expect(requests().map((entries) => entries.length)).toEqual([2, 2]);
  });

  it('names the events that were refused, across requests', async () => {
    eventBridge.on(PutEventsCommand).callsFake(takingAllBut('refuse'));
    const events = Array.from({ length: 12 }, (_, nth) => anEvent(nth, nth === 3 || nth === 11 ? 'refuse' : ''));
    expect(await bus.publish(events)).toEqual([3, 11]);
    expect(onFailure.mock.calls).toEqual([
      [3, 'InternalFailure'],
      [11, 'InternalFailure'],
    ]);
  });

  it('fails all events of a request that failed, and publishes the others', async () => {
    eventBridge
      .on(PutEventsCommand)
      .rejectsOnce(serviceError('InternalException', 500))
      .callsFake(takingAllBut('never'));
    expect(await bus.publish(Array.from({ length: 12 }, (_, nth) => anEvent(nth)))).toEqual(
      Array.from({ length: 10 }, (_, nth) => nth),
    );
    expect(requests()).toHaveLength(2);
  });

  it('fails an event that is too large alone, without asking', async () => {
    expect(await bus.publish([anEvent(0), anEvent(1, 'x'.repeat(300_000)), anEvent(2)])).toEqual([1]);
    expect(requests().map((entries) => entries.length)).toEqual([2]);
    expect(onFailure.mock.calls).toEqual([[1, 'EventTooLarge']]);
  });
});
