/** What policies and segments are kept and moved with. */
import type { PolicyBook } from '../../core/policy/book.ts';
import type { Clock, Ledger, Lists } from '../../core/ports.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly lists: Pick<Lists, 'invoices' | 'liveInvoiceIds' | 'isOrder'>;
  readonly book: PolicyBook;
  readonly clock: Clock;
};
