/** Fills one page of an answer from one or several lists, whose rows may not all be wanted. */
import type { ListPage, PageInput } from '../../core/ports.ts';
import type { Place } from './cursor.ts';

export type Source<T> = (input: PageInput) => Promise<ListPage<T>>;
export type Gathering<T, V> = {
  readonly sources: readonly Source<T>[];
  readonly from: Place;
  readonly limit: number;
  /** What is shown of each row; undefined for one that is not wanted. */
  readonly show: (values: readonly T[]) => Promise<readonly (V | undefined)[]>;
};
export type Gathered<V> = { readonly shown: readonly V[]; readonly next?: Place | undefined };

/** Rows looked at in one request at most: where few are wanted, a page is short but has a next one. */
const MAX_LOOKED_AT = 2000;
const SMALLEST_READ = 50;

export async function gather<T, V>({ sources, from, limit, show }: Gathering<T, V>): Promise<Gathered<V>> {
  const found: { readonly value: V; readonly place: Place }[] = [];
  let place: Place | undefined = from;
  let lookedAt = 0;
  while (place && found.length <= limit && lookedAt < MAX_LOOKED_AT) {
    const list: number = place.list;
    const source = sources[list];
    if (!source) return cut(found, limit, undefined);
    const size = Math.max(limit + 1 - found.length, SMALLEST_READ);
    const page: ListPage<T> = await source({ after: place.after, size });
    const views = await show(page.rows.map(({ value }) => value));
    for (const [index, view] of views.entries())
      if (view !== undefined) found.push({ value: view, place: { list, after: page.rows[index]?.order } });
    lookedAt += size;
    place = page.next === undefined ? following(list, sources) : { list, after: page.next };
  }
  return cut(found, limit, place);
}

function following(list: number, sources: readonly unknown[]): Place | undefined {
  return list + 1 < sources.length ? { list: list + 1 } : undefined;
}

/** One row more than asked for tells that there is a next page. */
function cut<V>(
  found: readonly { readonly value: V; readonly place: Place }[],
  limit: number,
  rest: Place | undefined,
): Gathered<V> {
  const shown = found.slice(0, limit);
  return { shown: shown.map(({ value }) => value), next: found.length > limit ? shown.at(-1)?.place : rest };
}
