/** What else waits in the due index: receipts for their customer's hours, reports for their creditor's morning. */
import { storedPayment } from '../../contracts/stored/records.ts';
import type { Payment } from '../../core/payment/payment.ts';
import { DUE_RECEIPT, DUE_REPORT } from './keys.ts';
import type { Table } from './table.ts';

export function createDueItems(table: Table) {
  async function due(pk: string, by: string, limit: number) {
    const { items } = await table.query({ index: 'due', pk, upTo: by, limit });
    return table.batchGet(items.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) })));
  }
  return {
    async receipts(by: string, limit: number): Promise<readonly Payment[]> {
      return (await due(DUE_RECEIPT, by, limit)).map((item) => storedPayment.parse(item));
    },
    reports: (by: string, limit: number) => due(DUE_REPORT, by, limit),
  };
}
