/** What a scene left on the table, read back through the stored items' own schemas. */
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { storedCustomer } from '../../contracts/stored/parties.ts';
import { storedAudit, storedPayment } from '../../contracts/stored/records.ts';
import type { Pipeline } from '../../local/pipeline.ts';

export type Rows = Awaited<ReturnType<typeof rowsOf>>;

/** Everything of one creditor. */
export async function rowsOf(pipeline: Pipeline, creditorId: string) {
  const [TableName = ''] = pipeline.info().tables;
  // A client without the product's own patience of five seconds: on a busy machine the look takes what it takes.
  const client = new DynamoDBClient({});
  const items: Record<string, unknown>[] = [];
  const only = {
    FilterExpression: 'begins_with(PK, :ours)',
    ExpressionAttributeValues: marshall({ ':ours': `CRED#${creditorId}#` }),
  };
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true, ...only }))
    items.push(...Items.map((item) => unmarshall(item)));
  client.destroy();
  const where = (isWanted: (sk: string, pk: string) => boolean) =>
    items.filter(({ SK, PK }) => isWanted(String(SK), String(PK)));
  return {
    invoices: where((sk) => sk === 'INVOICE').map((item) => storedInvoice.parse(item)),
    payments: where((sk) => sk === 'PAY').map((item) => storedPayment.parse(item)),
    customers: where((sk, pk) => sk === 'PROFILE' && pk.includes('#CUST#')).map((item) => storedCustomer.parse(item)),
    audit: where((sk) => sk.startsWith('EVENT#')).map((item) => ({ ...storedAudit.parse(item), PK: String(item.PK) })),
    /** Kinds of the tasks for people, done ones too. */
    tasks: where((sk) => sk === 'TASK').map(({ kind, taskId }) => ({ kind: String(kind), taskId: String(taskId) })),
    /** Lines of the daily report that tell of an outcome nobody knows. */
    unknown: where((sk) => sk.includes('#unknown#')).map(({ SK }) => String(SK).split('#').at(-1) ?? ''),
  };
}
