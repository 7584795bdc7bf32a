/** Brings open cases to where they belong, a page at a time: a parked one would find out only when its old moment comes. */
import type { Instant } from '../../core/calendar/dates.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { hasBegun } from '../../core/case/move.ts';
import type { Ledger, Lists } from '../../core/ports.ts';
import { moveOf } from './follow-policy.ts';

const TRIES = 3;
const PACE = 8;

export type MovedPage = {
  readonly looked: number;
  readonly moved: number;
  /** The place after which the next page begins; absent on the last one. */
  readonly next?: string | undefined;
};

type Work = {
  readonly ledger: Ledger;
  readonly lists: Pick<Lists, 'invoices'>;
  readonly at: Instant;
  readonly by: string;
};

/** Whether other segments may lead the case elsewhere: it has not begun, or was only rehearsed. */
export const followsSegments = (invoice: Invoice): boolean => invoice.rehearsed === true || !hasBegun(invoice);

export async function moveSomeCases(
  work: Work,
  creditorId: string,
  { after, size, concerns }: { after?: string | undefined; size: number; concerns: (invoice: Invoice) => boolean },
): Promise<MovedPage> {
  const page = await work.lists.invoices(creditorId, 'open', { after, size });
  const open = page.rows.map(({ value }) => value).filter((one) => one.caseState === 'open' && concerns(one));
  let moved = 0;
  for (let from = 0; from < open.length; from += PACE) {
    const results = await Promise.all(open.slice(from, from + PACE).map((invoice) => moveOne(work, invoice)));
    moved += results.filter(Boolean).length;
  }
  return { looked: page.rows.length, moved, ...(page.next === undefined ? {} : { next: page.next }) };
}

/** Where a case is busy just now, its own next look moves it. */
export async function moveOne({ ledger, at, by }: Omit<Work, 'lists'>, invoice: Invoice): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const loaded = await ledger.loadCase(ledger.caseIdOf(invoice.creditorId, invoice.invoiceId));
    const made = loaded && (await moveOf(ledger, loaded, { at, by }));
    if (!made) return false;
    if ((await ledger.commit([{ kind: 'change', change: made }])).ok) return true;
  }
  return false;
}
