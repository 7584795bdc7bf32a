/** The table's keys and indexes as the template declares them (held together by table-schema.test.ts), without the weight of CDK. */

const invoiceSummary = [
  'invoiceId',
  'invoiceNumber',
  'type',
  'status',
  'currency',
  'owedMinor',
  'dueOn',
  'issuedOn',
  'caseState',
  'closedAs',
  'collection',
];
const listed = ['customerId', 'instalments', 'entries', 'standing', 'taskId', 'kind', 'ownerName', 'ownerEmail'];

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];
const index = (IndexName: string, [hash, range]: readonly [string, string], NonKeyAttributes: readonly string[]) => ({
  IndexName,
  KeySchema: keys(hash, range),
  Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...NonKeyAttributes] },
});

export const tableSchema = {
  KeySchema: keys('PK', 'SK'),
  AttributeDefinitions: ['PK', 'SK', 'duePk', 'dueAt', 'customerPk', 'customerSk', 'listPk', 'listSk'].map(text),
  GlobalSecondaryIndexes: [
    index('due', ['duePk', 'dueAt'], ['cycle', 'run', 'creditorId']),
    index('customer', ['customerPk', 'customerSk'], invoiceSummary),
    index('list', ['listPk', 'listSk'], [...invoiceSummary, ...listed]),
  ],
};
