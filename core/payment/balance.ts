/**
 * What is owed: the ERP's balance as of its instant, less the money Dunlin saw that the ERP has not acknowledged.
 * The ERP acknowledges a payment by naming it, or by a later balance that is lower by at least its amount.
 */
import type { Entry, Invoice, Snapshot } from '../case/invoice.ts';

export type Balance = Pick<Invoice, 'totalMinor' | 'snapshot' | 'entries' | 'unexplainedMinor' | 'owedMinor'>;

const sum = (entries: readonly Entry[]): number => entries.reduce((total, { minor }) => total + minor, 0);

/** Owed by a balance and the entries on it; an overpaid invoice owes nothing. */
export function owed(snapshot: Snapshot, entries: readonly Entry[]): number {
  return Math.max(0, snapshot.openMinor - sum(entries));
}

/**
 * Puts money on the invoice: as much as is owed, the rest is returned as unapplied. Minor units; `minor` negative takes
 * money away again, but never makes more owed than was invoiced (the ERP's balance may contain the refund already).
 */
export function applyEntry(
  balance: Balance,
  entry: Entry,
): { readonly balance: Balance; readonly appliedMinor: number; readonly restMinor: number } {
  if (balance.entries.some(({ paymentKey }) => paymentKey === entry.paymentKey))
    return { balance, appliedMinor: 0, restMinor: 0 };
  const appliedMinor = fitting(entry.minor, balance);
  if (appliedMinor === 0) return { balance, appliedMinor: 0, restMinor: entry.minor };
  const entries = [...balance.entries, { ...entry, minor: appliedMinor }];
  return {
    balance: { ...balance, entries, owedMinor: owed(balance.snapshot, entries) },
    appliedMinor,
    restMinor: entry.minor - appliedMinor,
  };
}

function fitting(minor: number, { owedMinor, totalMinor, snapshot }: Balance): number {
  const ceiling = Math.max(totalMinor, snapshot.openMinor);
  return minor > 0 ? Math.min(minor, owedMinor) : Math.max(minor, Math.min(0, owedMinor - ceiling));
}

/** Takes the ERP's newer balance: drops the entries it contains, keeps subtracting the others. */
export function takeSnapshot(balance: Balance, snapshot: Snapshot, acknowledged: readonly string[]): Balance {
  const named = balance.entries.filter(({ paymentKey }) => !isNamed(paymentKey, acknowledged));
  const byName = sum(balance.entries) - sum(named);
  const fall = balance.snapshot.openMinor - snapshot.openMinor - byName + balance.unexplainedMinor;
  const { entries, restMinor } = explain(named, fall, snapshot);
  const unexplainedMinor = entries.length > 0 ? restMinor : 0;
  return { ...balance, snapshot, entries, unexplainedMinor, owedMinor: owed(snapshot, entries) };
}

function isNamed(paymentKey: string, acknowledged: readonly string[]): boolean {
  return acknowledged.some((id) => paymentKey === id || paymentKey.slice(paymentKey.indexOf('#') + 1) === id);
}

/** Goes through the entries, oldest first, and drops those that the fall (or rise) of the balance covers. */
function explain(
  entries: readonly Entry[],
  fall: number,
  { asOf }: Snapshot,
): { readonly entries: readonly Entry[]; readonly restMinor: number } {
  const older = entries.filter(({ receivedAt }) => receivedAt <= asOf);
  if (older.length > 0 && older.length === entries.length && sum(older) === fall) return { entries: [], restMinor: 0 };
  let rest = fall;
  const kept = entries.filter(({ minor, receivedAt }) => {
    const covered = receivedAt <= asOf && (minor > 0 ? rest >= minor : rest <= minor);
    if (covered) rest -= minor;
    return !covered;
  });
  return { entries: kept, restMinor: rest };
}
