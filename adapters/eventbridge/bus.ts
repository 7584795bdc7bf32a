/** Publishes events to a bus in requests of the size that EventBridge takes, and says which of them it did not take. */
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type ClientPlace, clientConfig } from '../aws/client.ts';
import { failureOf } from '../aws/failure.ts';

export type BusEvent = {
  readonly source: string;
  readonly detailType: string;
  /** Ids only; written as JSON. */
  readonly detail: unknown;
};

/** An event published twice is a repeat that consumers drop, so the client may try again. */
export function eventBridgeClient(place: ClientPlace = {}): EventBridgeClient {
  return new EventBridgeClient(clientConfig(place, { requestMs: 5_000, attempts: 3 }));
}

const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;

type Item = { readonly index: number; readonly bytes: number; readonly entry: PutEventsRequestEntry };

function itemOf(event: BusEvent, index: number, busName: string): Item {
  const detail = JSON.stringify(event.detail);
  const bytes = [event.source, event.detailType, detail].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const entry = { EventBusName: busName, Source: event.source, DetailType: event.detailType, Detail: detail };
  return { index, bytes, entry };
}

/** Requests of at most ten entries and 256 KiB, in the events' order. */
function chunksOf(items: readonly Item[]): Item[][] {
  const chunks: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const chunk = chunks.at(-1);
    if (chunk && chunk.length < MAX_ENTRIES && item.bytes <= room) {
      chunk.push(item);
      room -= item.bytes;
    } else {
      chunks.push([item]);
      room = MAX_BYTES - item.bytes;
    }
  }
  return chunks;
}

export function createBus({
  client,
  busName,
  onFailure = () => {},
}: {
  readonly client: EventBridgeClient;
  readonly busName: string;
  /** Told of each event that was not taken, with the vendor's code, for the log. */
  readonly onFailure?: (index: number, code: string) => void;
}) {
  async function put(chunk: readonly Item[]): Promise<{ index: number; code: string }[]> {
    try {
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: chunk.map(({ entry }) => entry) }));
      return chunk.flatMap(({ index }, position) => {
        const result = Entries[position];
        if (result?.EventId && !result.ErrorCode) return [];
        return [{ index, code: result?.ErrorCode ?? 'NoAnswer' }];
      });
    } catch (error) {
      const { code } = failureOf(error);
      return chunk.map(({ index }) => ({ index, code }));
    }
  }

  return {
    /** Indexes of the events that the bus did not take, ascending; a failed request fails all its events. */
    async publish(events: readonly BusEvent[]): Promise<readonly number[]> {
      const items = events.map((event, index) => itemOf(event, index, busName));
      const tooLarge = items.filter(({ bytes }) => bytes > MAX_BYTES);
      const failed = tooLarge.map(({ index }) => ({ index, code: 'EventTooLarge' }));
      for (const chunk of chunksOf(items.filter(({ bytes }) => bytes <= MAX_BYTES))) failed.push(...(await put(chunk)));
      for (const { index, code } of failed) onFailure(index, code);
      return failed.map(({ index }) => index).toSorted((a, b) => a - b);
    },
  };
}
