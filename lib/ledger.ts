/** The one table of docs/DESIGN: creditors, customers, invoices with their cases, audit, payments, messages and tasks. */
import type { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';

/** What a function does with the table. No Scan: nothing of the pipeline reads the whole table. */
export type LedgerUse =
  | 'get'
  | 'batch-get'
  | 'query'
  | 'query-due'
  | 'query-customer'
  | 'query-list'
  | 'put'
  | 'update'
  | 'count'
  | 'delete'
  | 'check';

/** `leading` is how the partition keys begin that it is for; without it, all of them. */
type Right = { readonly action: string; readonly index?: string; readonly leading?: string };

/**
 * The action of each use, and the index it is for; a transaction asks for the actions of its parts
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html).
 */
const rights: Readonly<Record<LedgerUse, Right>> = {
  get: { action: 'dynamodb:GetItem' },
  'batch-get': { action: 'dynamodb:BatchGetItem' },
  query: { action: 'dynamodb:Query' },
  'query-due': { action: 'dynamodb:Query', index: 'due' },
  'query-customer': { action: 'dynamodb:Query', index: 'customer' },
  'query-list': { action: 'dynamodb:Query', index: 'list' },
  put: { action: 'dynamodb:PutItem' },
  update: { action: 'dynamodb:UpdateItem' },
  count: { action: 'dynamodb:UpdateItem', leading: 'RATE#*' },
  delete: { action: 'dynamodb:DeleteItem' },
  check: { action: 'dynamodb:ConditionCheckItem' },
};
const writing: ReadonlySet<LedgerUse> = new Set(['put', 'update', 'count', 'delete', 'check']);

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
/** What the report and the lists need besides; nothing that a step changes, so that a reminder costs no write here. */
const listed = ['customerId', 'instalments', 'entries', 'standing', 'taskId', 'kind', 'ownerName', 'ownerEmail'];

/**
 * Epoch seconds, as a number, after which an item means nothing any more: DynamoDB deletes it within some days, so whoever
 * reads it looks at the moment itself (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
 * Not `expiresAt`: a key that has expired stays, for the list of keys shows it.
 */
const timeToLiveAttribute = 'purgeAt';

/** The keys and copies of each index; the token of a parked execution is in none of them. */
const indexes = [
  { name: 'due', partition: 'duePk', sort: 'dueAt', copies: ['cycle', 'run', 'creditorId'] },
  { name: 'customer', partition: 'customerPk', sort: 'customerSk', copies: invoiceSummary },
  { name: 'list', partition: 'listPk', sort: 'listSk', copies: [...invoiceSummary, ...listed] },
];

export interface LedgerProps {
  readonly encryption: EncryptionKey;
  readonly removalPolicy: RemovalPolicy;
  readonly deletionProtection: boolean;
}

export class Ledger extends Construct {
  readonly table: Table;
  private readonly encryption: EncryptionKey;

  constructor(scope: Construct, id: string, { encryption, removalPolicy, deletionProtection }: LedgerProps) {
    super(scope, id);
    this.encryption = encryption;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'PK', type: AttributeType.STRING },
      sortKey: { name: 'SK', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: encryption.key,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute,
      removalPolicy,
      deletionProtection,
    });
    for (const { name, partition, sort, copies } of indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: sort, type: AttributeType.STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: copies,
      });
    }
  }

  /**
   * Not narrowed to items by `dynamodb:LeadingKeys`: every function serves all creditors, whose keys begin alike, and
   * which creditor a caller may touch is known only once its API key has been read. The counts of requests are nobody's,
   * so who only reads may write these and nothing else.
   */
  grant(grantee: IGrantable, uses: readonly LedgerUse[]): void {
    for (const { action, index, leading } of uses.map((use) => rights[use])) {
      const arn = index === undefined ? this.table.tableArn : `${this.table.tableArn}/index/${index}`;
      const conditions = leading && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [leading] } };
      Grant.addToPrincipal({ grantee, actions: [action], resourceArns: [arn], ...(conditions && { conditions }) });
    }
    this.encryption.grantUse(grantee, uses.some((use) => writing.has(use)) ? 'write-items' : 'read-items');
  }

  /** For the reader of the table's stream. */
  grantStream(grantee: IGrantable): void {
    const actions = [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ];
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.streamArn] });
    this.encryption.grantUse(grantee, 'read-items');
  }

  get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (!tableStreamArn) throw new Error('expected the table to have a stream, found none');
    return tableStreamArn;
  }
}
