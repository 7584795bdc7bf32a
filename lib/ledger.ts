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

const readActions = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
/** No Scan: nothing of the pipeline reads the whole table. A transaction asks for the actions of its parts. */
const writeActions = ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];

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
const listed = ['customerId', 'instalments', 'entries', 'taskId', 'kind', 'ownerName', 'ownerEmail'];

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

  grantRead(grantee: IGrantable): void {
    const indexArns = indexes.map(({ name }) => `${this.table.tableArn}/index/${name}`);
    Grant.addToPrincipal({ grantee, actions: readActions, resourceArns: [this.table.tableArn, ...indexArns] });
    this.encryption.grantDecrypt(grantee);
  }

  grantReadWrite(grantee: IGrantable): void {
    this.grantRead(grantee);
    Grant.addToPrincipal({ grantee, actions: writeActions, resourceArns: [this.table.tableArn] });
    this.encryption.grantEncryptDecrypt(grantee);
  }

  /** For the state machine, which parks its token on the invoice row and does nothing else here. */
  grantUpdate(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:UpdateItem'], resourceArns: [this.table.tableArn] });
    this.encryption.grantEncryptDecrypt(grantee);
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
    this.encryption.grantDecrypt(grantee);
  }

  get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (!tableStreamArn) throw new Error('expected the table to have a stream, found none');
    return tableStreamArn;
  }
}
