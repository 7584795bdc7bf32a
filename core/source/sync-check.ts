/** The ERP's totals of what is open, held against the books here: where they differ, balances may be wrong. */
import type { Instant } from '../calendar/dates.ts';
import type { Creditor } from '../contact/creditor.ts';

export type SyncTotals = {
  /** Invoices with an open balance; credit notes not counted. */
  readonly count: number;
  /** Minor units by currency; a currency not named has nothing open. */
  readonly totals: Readonly<Record<string, number>>;
};

/** One figure that differs: `what` is `count` or a currency. */
export type SyncDifference = { readonly what: string; readonly erp: number; readonly here: number };

/** The last check, as it is kept with the creditor. */
export type SyncCheck = {
  readonly asOf: Instant;
  readonly at: Instant;
  /** Since when the checks disagree; absent where the last one agreed. */
  readonly disagreesSince?: Instant | undefined;
  readonly differences: readonly SyncDifference[];
};

/** A row of the books, as far as a total needs it. */
export type BookRow = {
  readonly type: 'invoice' | 'credit_note';
  readonly status: 'open' | 'void' | 'written_off';
  readonly currency: string;
  readonly owedMinor: number;
  /** Money seen here that the ERP has not acknowledged yet: for the ERP it is still open. */
  readonly entries: readonly { readonly minor: number }[];
};

/** The totals as the ERP must see them, by what it has told. */
export function totalsOf(rows: Iterable<BookRow>): SyncTotals {
  const totals: Record<string, number> = {};
  let count = 0;
  for (const { type, status, currency, owedMinor, entries } of rows) {
    const open = owedMinor + entries.reduce((sum, { minor }) => sum + minor, 0);
    if (type !== 'invoice' || status !== 'open' || open <= 0) continue;
    count += 1;
    totals[currency] = (totals[currency] ?? 0) + open;
  }
  return { count, totals };
}

export function differencesOf(erp: SyncTotals, here: SyncTotals): readonly SyncDifference[] {
  const currencies = [...new Set([...Object.keys(erp.totals), ...Object.keys(here.totals)])].sort();
  return [
    { what: 'count', erp: erp.count, here: here.count },
    ...currencies.map((what) => ({ what, erp: erp.totals[what] ?? 0, here: here.totals[what] ?? 0 })),
  ].filter((figure) => figure.erp !== figure.here);
}

/** What is kept of a check: the disagreement begins with the first one that disagreed. */
export function checkOf(
  { syncCheck }: Pick<Creditor, 'syncCheck'>,
  { asOf, at, differences }: Pick<SyncCheck, 'asOf' | 'at' | 'differences'>,
): SyncCheck {
  return differences.length === 0
    ? { asOf, at, differences }
    : { asOf, at, differences, disagreesSince: syncCheck?.disagreesSince ?? at };
}
