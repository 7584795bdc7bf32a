/** What the queries read from. */
import type { Clock, Ledger, Lists, Vault } from '../../core/ports.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly lists: Lists;
  readonly vault: Pick<Vault, 'get'>;
  readonly clock: Clock;
};
