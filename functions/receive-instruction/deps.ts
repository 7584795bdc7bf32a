/** What instructions are carried out with. */

import type { Clock, Ledger, Lists } from '../../core/ports.ts';
import type { SyncBooks } from '../_shared/check-sync.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly lists: Pick<Lists, 'liveInvoiceIds'>;
  readonly clock: Clock;
  readonly sync: SyncBooks;
};
