/** What every page works with: the API, the clock as it stands, and the names of customers once they are known. */
import { CustomerView } from '../contracts/api/views.ts';
import { ClockAnswer } from './answers.ts';
import type { Ask } from './ask.ts';
import { path } from './markup.ts';

export type Site = {
  readonly ask: Ask;
  readonly clock: () => Promise<ClockAnswer>;
  /** By id; a customer that cannot be read keeps its id as its name. */
  readonly names: (customerIds: Iterable<string>) => Promise<ReadonlyMap<string, string>>;
};

/** Names looked up for one page at most: a list of thousands shows ids. */
const LOOK_UPS = 200;

export function createSite(ask: Ask): Site {
  const known = new Map<string, string>();
  const look = async (id: string): Promise<void> => {
    const found = await ask.get(CustomerView, path`/v1/customers/${id}`).catch(() => undefined);
    if (found) known.set(id, found.name);
  };
  return {
    ask,
    clock: () => ask.get(ClockAnswer, '/_local/demo/clock'),
    async names(customerIds) {
      const wanted = [...new Set(customerIds)];
      const missing = wanted.filter((id) => !known.has(id)).slice(0, LOOK_UPS);
      await inTurns(missing, look);
      return new Map(wanted.map((id) => [id, known.get(id) ?? id]));
    },
  };
}

/** A few at a time, so that a long list does not storm the API. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const lane = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}
