/** The ledger in memory keeps to the contract of the one on the table, or the properties built on it would prove nothing. */
import { ledgerContract } from '../adapters/dynamodb/ledger-contract.ts';
import { createMemoryLedger } from './memory-ledger.ts';

ledgerContract('in memory', async () => {
  const { ledger, rows } = createMemoryLedger();
  return {
    ledger,
    addCreditor: async (creditor, policy) => rows.addCreditor(creditor, policy),
    stopStage: async (stopped) => {
      rows.stage.stopped = stopped;
    },
    park: async (parking) => rows.park(parking),
    due: async (by) => Array.from({ length: rows.shards }, (_, shard) => rows.due(shard, by)).flat(),
    stop: async () => undefined,
  };
});
