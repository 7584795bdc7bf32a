/** Unapplied money and open credits of a customer cover the oldest due invoices of the same currency first. */
import type { LocalDate } from '../calendar/dates.ts';

export type OpenItem = {
  readonly invoiceId: string;
  readonly currency: string;
  readonly owedMinor: number;
  readonly dueOn: LocalDate | null;
};

/** Minor units of the pool that lie on the given invoice when the pool is spread over the open items, oldest due first. */
export function coveredMinor(items: readonly OpenItem[], invoiceId: string, pool: number): number {
  const target = items.find((item) => item.invoiceId === invoiceId);
  if (!target || pool <= 0) return 0;
  const rank = ({ dueOn, invoiceId: id }: OpenItem): string => `${dueOn ?? '9999-12-31'} ${id}`;
  let left = pool;
  for (const item of items
    .filter(({ currency }) => currency === target.currency)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
    const used = Math.min(left, item.owedMinor);
    if (item.invoiceId === invoiceId) return used;
    left -= used;
  }
  return 0;
}
