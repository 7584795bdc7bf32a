/** A table of its own for each test, and everything that lies on it. */
import { CreateTableCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createTable } from '../../adapters/dynamodb/table.ts';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { storedCustomer } from '../../contracts/stored/parties.ts';
import { storedAudit, storedPayment } from '../../contracts/stored/records.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Payment } from '../../core/payment/payment.ts';
import { startTable, type TestTable } from '../support/table.ts';
import { tableSchema } from '../support/table-schema.ts';

type Row = Readonly<Record<string, unknown>>;

export function scan(world: () => TestTable) {
  async function all(): Promise<Row[]> {
    const items: Row[] = [];
    const { client, tableName: TableName } = world();
    for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
      items.push(...Items.map((item) => unmarshall(item)));
    return items;
  }
  const where = async (isWanted: (sk: string, pk: string) => boolean): Promise<Row[]> =>
    (await all()).filter(({ PK, SK }) => isWanted(String(SK), String(PK)));
  return {
    all,
    invoices: async (): Promise<Invoice[]> =>
      (await where((sk) => sk === 'INVOICE')).map((item) => storedInvoice.parse(item)),
    payments: async (): Promise<Payment[]> =>
      (await where((sk) => sk === 'PAY')).map((item) => storedPayment.parse(item)),
    customers: async (): Promise<Customer[]> =>
      (await where((sk, pk) => sk === 'PROFILE' && pk.includes('#CUST#'))).map((item) => storedCustomer.parse(item)),
    /** Audit records by the key of their invoice. */
    timelines: async () =>
      Map.groupBy(
        (await where((sk) => sk.startsWith('EVENT#'))).map((item) => ({ ...storedAudit.parse(item), PK: item.PK })),
        ({ PK }) => String(PK),
      ),
  };
}

/** A table a test: each is small, so that all of it can be looked at. */
export async function startTables() {
  const first = await startTable();
  let turn = 0;
  const emptied = async (): Promise<TestTable> => {
    const tableName = `${first.tableName}-${turn++}`;
    await first.client.send(
      new CreateTableCommand({ TableName: tableName, BillingMode: 'PAY_PER_REQUEST', ...tableSchema }),
    );
    const table = createTable(first.client, tableName);
    return { ...first, table, tableName, ledger: createLedger(table, tableName) };
  };
  return { emptied, stop: first.stop };
}
