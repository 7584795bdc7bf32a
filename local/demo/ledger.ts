/** The whole demo ledger in the order of its moments: the real books and the labelled overlay beside them. */
import { readBooks, readCustomers } from './books.ts';
import { byMoment, type Deed } from './deed.ts';
import { deedsOfBooks } from './from-books.ts';
import { deedsOfOverlay, readOverlay } from './overlay.ts';

/** The morning of the books' first day, and a few weeks after their last: cases are on their way then. */
export const DEMO_STARTS_AT = '2019-11-04T06:00:00.000Z';
export const DEMO_ENDS_AT = '2021-04-14T18:00:00.000Z';

export function demoLedger(): readonly Deed[] {
  return [...deedsOfBooks(readBooks(), readCustomers()), ...deedsOfOverlay(readOverlay())].toSorted(byMoment);
}

export type Moment = { readonly at: string; readonly deeds: readonly Deed[] };

/** What happens at one instant, in order: together in one call where the API takes them together. */
export function momentsOf(deeds: readonly Deed[]): readonly Moment[] {
  const moments: { at: string; deeds: Deed[] }[] = [];
  for (const deed of deeds) {
    const last = moments.at(-1);
    if (last && Date.parse(last.at) === Date.parse(deed.at)) last.deeds.push(deed);
    else moments.push({ at: deed.at, deeds: [deed] });
  }
  return moments;
}
