/** A stage with the instructions on it. */
import { createLists } from '../../../adapters/dynamodb/lists.ts';
import { createSyncNotes } from '../../../adapters/dynamodb/sync-notes.ts';
import type { RouteKey } from '../../../contracts/api/routes.ts';
import type { Ledger } from '../../../core/ports.ts';
import { createHandler } from '../../../functions/receive-instruction/handler.ts';
import { aRequest } from '../../support/request.ts';
import { useScene } from '../../support/scene.ts';

type Told = { readonly body?: unknown; readonly on?: Ledger; readonly stepId?: string };

export const useInstructions = () =>
  useScene(({ world, creditorId, clock }) => ({
    row: async (invoiceId = 'INV-1') => {
      const row = await world.ledger.invoice(creditorId, invoiceId);
      if (!row) throw new Error(`expected the invoice ${invoiceId}, found none`);
      return row;
    },
    /** The newest audit record of an invoice. */
    lastRecord: async (invoiceId = 'INV-1') => (await world.ledger.timeline(creditorId, invoiceId)).at(-1),
    tell: (route: RouteKey, id: string, { body, on = world.ledger, stepId }: Told = {}) =>
      createHandler({
        ledger: on,
        lists: createLists(world.table),
        clock: { now: () => clock.at },
        sync: createSyncNotes(world.client, world.table, world.tableName),
      })(aRequest(route, { creditorId, params: { id, ...(stepId ? { stepId } : {}) }, body })),
  }));

/** A ledger before whose first commits somebody else writes. */
export function overtaken(ledger: Ledger, times: number, other: () => Promise<void>): Ledger {
  let left = times;
  return {
    ...ledger,
    commit: async (writes) => {
      if (left-- > 0) await other();
      return ledger.commit(writes);
    },
  };
}
