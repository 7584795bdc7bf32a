/** What instructions are carried out with. */
import type { Clock, Ledger, Lists } from '../../core/ports.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly lists: Pick<Lists, 'liveInvoiceIds'>;
  readonly clock: Clock;
};
