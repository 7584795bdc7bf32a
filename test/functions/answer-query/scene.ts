/** A stage with the queries on it. */
import { createLists } from '../../../adapters/dynamodb/lists.ts';
import type { RouteKey } from '../../../contracts/api/routes.ts';
import type { Request } from '../../../functions/_shared/http.ts';
import { createHandler } from '../../../functions/answer-query/handler.ts';
import { aRequest } from '../../support/request.ts';
import { useScene } from '../../support/scene.ts';

export const useQueries = () =>
  useScene(({ world, creditorId, clock }) => {
    /** The vault's documents by key. */
    const kept: Record<string, unknown> = {};
    const handle = createHandler({
      ledger: world.ledger,
      lists: createLists(world.table),
      vault: { get: async (key) => kept[key] },
      clock: { now: () => clock.at },
    });
    return {
      kept,
      ask: (route: RouteKey, fields: Partial<Request> = {}) => handle(aRequest(route, { creditorId, ...fields })),
    };
  });
