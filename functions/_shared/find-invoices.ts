/** Invoices by the names that others use: their id, or their number where that is another. */
import type { Invoice } from '../../core/case/invoice.ts';
import type { Ledger } from '../../core/ports.ts';

/** `invoices` by id; `ids` of the names that are numbers; `missing` are names that nobody knows. */
export type Found = {
  readonly invoices: ReadonlyMap<string, Invoice>;
  readonly ids: ReadonlyMap<string, string>;
  readonly missing: readonly string[];
};

export async function findInvoices(ledger: Ledger, creditorId: string, names: readonly string[]): Promise<Found> {
  if (names.length === 0) return { invoices: new Map(), ids: new Map(), missing: [] };
  const byId = await ledger.invoices(creditorId, names);
  const others = names.filter((name) => !byId.has(name));
  const ids = others.length === 0 ? new Map<string, string>() : await ledger.idsOfNumbers(creditorId, others);
  const byNumber = ids.size === 0 ? [] : await ledger.invoices(creditorId, [...new Set(ids.values())]);
  const invoices = new Map([...byId, ...byNumber]);
  return { invoices, ids, missing: names.filter((name) => !invoices.has(ids.get(name) ?? name)) };
}
