/** Holds the ERP's totals against the books, and keeps what came of it: a disagreement quiets the creditor until a check agrees. */
import type { Instant } from '../../core/calendar/dates.ts';
import type { Clock, Ledger } from '../../core/ports.ts';
import {
  type BookRow,
  checkOf,
  differencesOf,
  type SyncCheck,
  type SyncDifference,
  type SyncTotals,
  totalsOf,
} from '../../core/source/sync-check.ts';

export type SyncBooks = {
  readonly books: (creditorId: string, list: 'open' | 'settled') => Promise<readonly BookRow[]>;
  /** False where a later check is known. */
  readonly keepCheck: (creditorId: string, check: SyncCheck) => Promise<boolean>;
  /** Remembers when the ERP was heard of last. */
  readonly note: (creditorId: string, at: Instant) => Promise<void>;
};

export type SyncDeps = {
  readonly ledger: Pick<Ledger, 'creditor'>;
  readonly clock: Clock;
  readonly sync: SyncBooks;
};

export type SyncAnswer =
  | { readonly kind: 'no-creditor' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'checked'; readonly differences: readonly SyncDifference[] };

/** Totals that agree are a word of the ERP's: the balances are as fresh as if it had pushed them. */
export async function checkSync(
  { ledger, clock, sync }: SyncDeps,
  creditorId: string,
  { asOf, ...erp }: SyncTotals & { readonly asOf: Instant },
): Promise<SyncAnswer> {
  const creditor = await ledger.creditor(creditorId);
  if (!creditor) return { kind: 'no-creditor' };
  const differences = await compare(sync, creditorId, erp);
  const at = clock.now();
  if (!(await sync.keepCheck(creditorId, checkOf(creditor, { asOf, at, differences })))) return { kind: 'stale' };
  if (differences.length === 0) await sync.note(creditorId, at);
  return { kind: 'checked', differences };
}

/** What is open answers most checks; invoices settled here by money that the ERP does not know yet are looked for only where that differs. */
async function compare(sync: SyncBooks, creditorId: string, erp: SyncTotals): Promise<readonly SyncDifference[]> {
  const open = await sync.books(creditorId, 'open');
  const differences = differencesOf(erp, totalsOf(open));
  if (differences.length === 0) return differences;
  const settled = await sync.books(creditorId, 'settled');
  return differencesOf(erp, totalsOf([...open, ...settled]));
}
