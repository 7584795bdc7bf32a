/** The outbox: what was written to the table is told on the bus, in batches; records that fail are given back to the stream. */
import type { Published } from './events-of.ts';
import { eventsOf } from './events-of.ts';

export type StreamRecord = { readonly sequence: string; readonly item: Readonly<Record<string, unknown>> };

export type Deps = {
  /** Indexes of the events that were not taken. */
  readonly publish: (events: readonly Published[]) => Promise<readonly number[]>;
  readonly failed: (sequence: string, error: unknown) => void;
};

/** Sequence numbers from the first record that failed: the stream gives everything from there again. */
export const createHandler =
  ({ publish, failed }: Deps) =>
  async (records: readonly StreamRecord[]): Promise<readonly string[]> => {
    const told: { readonly sequence: string; readonly event: Published }[] = [];
    const broken: string[] = [];
    for (const { sequence, item } of records) {
      try {
        told.push(...eventsOf(item).map((event) => ({ sequence, event })));
      } catch (error) {
        failed(sequence, error);
        broken.push(sequence);
      }
    }
    const refused = told.length === 0 ? [] : await publish(told.map(({ event }) => event));
    return [...broken, ...refused.flatMap((index) => told[index]?.sequence ?? [])];
  };
