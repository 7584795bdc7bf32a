/**
 * What is owed: the ERP's balance as of its instant, less the money Dunlin saw that the ERP has not acknowledged.
 * The ERP acknowledges a payment by naming it, or by a later balance that is lower by at least its amount.
 */
import type { Entry, Invoice, Snapshot } from '../case/invoice.ts';

export type Balance = Pick<
  Invoice,
  'type' | 'status' | 'totalMinor' | 'snapshot' | 'entries' | 'unexplainedMinor' | 'owedMinor'
>;

/** What the ERP says anew: its balance, and which payments it says are in it. */
export type Word = Pick<Invoice, 'type' | 'status' | 'totalMinor' | 'snapshot'>;

/** Money that moves onto an invoice, or off it (negative). */
export type Movement = Omit<Entry, 'baseMinor'>;

const sum = (entries: readonly Entry[]): number => entries.reduce((total, { minor }) => total + minor, 0);

/** Never more than was invoiced, for the ERP's balance may know what was taken back; an overpaid invoice owes nothing. */
function owed({ openMinor }: Snapshot, totalMinor: number, entries: readonly Entry[]): number {
  return Math.max(0, Math.min(openMinor - sum(entries), Math.max(totalMinor, openMinor)));
}

const isPayable = ({ type, status }: Pick<Invoice, 'type' | 'status'>): boolean =>
  type === 'invoice' && status === 'open';

/**
 * Moves money, and answers how much of it the invoice took (negative: gave). It takes what is owed, and what the ERP's
 * balance contains already: that lies on the invoice without being subtracted again.
 */
export function moveMinor(
  balance: Balance,
  movement: Movement,
  names: readonly string[] = [],
): { readonly balance: Balance; readonly movedMinor: number } {
  if (movement.minor <= 0) return takeOff(balance, movement);
  if (!isPayable(balance)) return { balance, movedMinor: 0 };
  const contained = containedMinor(balance, movement, names);
  const fitting = Math.min(movement.minor - contained.byName, balance.owedMinor);
  const absorbed = Math.min(movement.minor - contained.byName - fitting, contained.byFall);
  const unexplainedMinor = Math.max(0, balance.unexplainedMinor - contained.byName - absorbed);
  return {
    balance: { ...withEntry(balance, { ...movement, minor: fitting }), unexplainedMinor },
    movedMinor: contained.byName + fitting + absorbed,
  };
}

/**
 * What of the money the ERP's balance contains: all, where it named the payment before Dunlin saw it; else what it has
 * fallen without a reason known here, where the money is not younger than the balance.
 */
function containedMinor(
  { snapshot, totalMinor, unexplainedMinor }: Balance,
  { paymentKey, minor, receivedAt }: Movement,
  names: readonly string[],
): { readonly byName: number; readonly byFall: number } {
  const settled = Math.max(0, totalMinor - snapshot.openMinor);
  if (isNamed(paymentKey, names, snapshot.acknowledged ?? [])) return { byName: Math.min(minor, settled), byFall: 0 };
  return { byName: 0, byFall: receivedAt <= snapshot.asOf ? unexplainedMinor : 0 };
}

/** Never makes more owed than was invoiced: the ERP's balance may know already that the money is gone. */
function takeOff(balance: Balance, movement: Movement): { readonly balance: Balance; readonly movedMinor: number } {
  const ceiling = Math.max(balance.totalMinor, balance.snapshot.openMinor);
  const room = balance.snapshot.openMinor - sum(balance.entries) - ceiling;
  const movedMinor = Math.max(movement.minor, Math.min(0, room));
  return { balance: withEntry(balance, { ...movement, minor: movedMinor }), movedMinor };
}

/** One entry a payment: what is taken back lessens its own entry first, and stands alone once the ERP acknowledged that. */
function withEntry(balance: Balance, { minor, ...movement }: Movement): Balance {
  if (minor === 0) return balance;
  const known = balance.entries.find(({ paymentKey }) => paymentKey === movement.paymentKey);
  const after = (known?.minor ?? 0) + minor;
  const isSameWay = known !== undefined && Math.sign(known.minor) === Math.sign(after);
  const baseMinor = isSameWay ? known.baseMinor : balance.snapshot.openMinor;
  const others = balance.entries.filter((entry) => entry !== known);
  const entries = after === 0 ? others : [...others, { ...(known ?? movement), minor: after, baseMinor }];
  return { ...balance, entries, owedMinor: owed(balance.snapshot, balance.totalMinor, entries) };
}

/** Takes the ERP's newer balance: drops the entries it contains, keeps subtracting the others. */
export function takeSnapshot(balance: Balance, word: Word, aliases: ReadonlyMap<string, readonly string[]>): Balance {
  const { snapshot } = word;
  const named = balance.entries.filter(({ paymentKey }) =>
    isNamed(paymentKey, aliases.get(paymentKey) ?? [], snapshot.acknowledged ?? []),
  );
  const waiting = balance.entries.filter((entry) => !named.includes(entry)).map((entry) => lowered(entry, sum(named)));
  const entries = explain(waiting, snapshot);
  const explainedMinor = sum(balance.entries) - sum(entries);
  const settledMinor = word.totalMinor - snapshot.openMinor - (balance.totalMinor - balance.snapshot.openMinor);
  // What voids or writes off an invoice is not money.
  const unexplainedMinor = isPayable(word)
    ? Math.max(0, balance.unexplainedMinor + settledMinor - explainedMinor)
    : balance.unexplainedMinor;
  return { ...balance, ...word, entries, unexplainedMinor, owedMinor: owed(snapshot, word.totalMinor, entries) };
}

/** A payment is known by its key, by its id alone, and by the names that others gave the same money. */
function isNamed(paymentKey: string, names: readonly string[], acknowledged: readonly string[]): boolean {
  return [paymentKey, ...names].some(
    (name) => acknowledged.includes(name) || acknowledged.includes(name.slice(name.indexOf('#') + 1)),
  );
}

const lowered = (entry: Entry, minor: number): Entry => ({ ...entry, baseMinor: entry.baseMinor - minor });

/**
 * Drops the entries by whose amount the balance has fallen (or risen) since they were put on it: those that make up the
 * fall exactly, where there are such; else the oldest first, as far as it reaches.
 */
function explain(entries: readonly Entry[], { openMinor, asOf }: Snapshot): readonly Entry[] {
  const older = entries.filter(({ receivedAt }) => receivedAt <= asOf);
  const exact = exactly(older, openMinor);
  let explained = sum(exact);
  return entries
    .filter((entry) => !exact.includes(entry))
    .flatMap((entry) => {
      if (!older.includes(entry)) return [{ ...entry, baseMinor: openMinor }];
      const base = entry.baseMinor - explained;
      const fall = base - openMinor;
      if (entry.minor > 0 ? fall >= entry.minor : fall <= entry.minor) {
        explained += entry.minor;
        return [];
      }
      return [{ ...entry, baseMinor: entry.minor > 0 ? Math.max(base, openMinor) : Math.min(base, openMinor) }];
    });
}

/** More entries than this wait on no invoice in practice; the search doubles with each. */
const SEARCHED_AT_MOST = 12;

/** Entries put on the same balance whose sum is its fall; none where there are no such. */
function exactly(entries: readonly Entry[], openMinor: number): readonly Entry[] {
  for (const base of new Set(entries.map(({ baseMinor }) => baseMinor))) {
    const group = entries.filter(({ baseMinor }) => baseMinor === base).slice(0, SEARCHED_AT_MOST);
    const found = base === openMinor ? undefined : subset(group, base - openMinor);
    if (found) return found;
  }
  return [];
}

function subset(entries: readonly Entry[], minor: number): readonly Entry[] | undefined {
  const [first, ...others] = entries;
  if (minor === 0) return [];
  if (!first) return undefined;
  const rest = subset(others, minor - first.minor);
  return rest ? [first, ...rest] : subset(others, minor);
}
