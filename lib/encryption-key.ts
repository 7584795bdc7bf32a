/** The customer-managed key under everything that holds a customer's data, and the AWS services that must use it for us. */
import { Aws, type RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

const readItems = ['kms:Decrypt', 'kms:DescribeKey'];

/**
 * What each service asks the caller for when it uses the key; spelled out, so that no role holds `kms:GenerateDataKey*`.
 * Tables: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 * Objects: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html (no upload here has several parts)
 * Queues: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
const uses = {
  'read-items': readItems,
  'write-items': [
    ...readItems,
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  'put-object': ['kms:GenerateDataKey'],
  'get-object': ['kms:Decrypt'],
  'send-message': ['kms:Decrypt', 'kms:GenerateDataKey'],
} as const;

export type KeyUse = keyof typeof uses;

export interface EncryptionKeyProps {
  readonly removalPolicy: RemovalPolicy;
}

export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { removalPolicy }: EncryptionKeyProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Dunlin: table, messages, queues, logs and alarms',
      enableKeyRotation: true,
      removalPolicy,
    });
    this.letWriteForUs('EventBridge leaves what it could not deliver in an encrypted queue', 'events.amazonaws.com');
    this.letWriteForUs('CloudWatch rings an encrypted topic', 'cloudwatch.amazonaws.com');
    this.letWriteForUs('Budgets ring the encrypted topic', 'budgets.amazonaws.com');
    this.letLogsEncrypt();
  }

  grantUse(grantee: IGrantable, use: KeyUse): void {
    this.key.grant(grantee, ...uses[use]);
  }

  /** Without this the service fails silently: the message is dropped, and nobody hears of it. */
  private letWriteForUs(reason: string, service: string): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: sidOf(reason),
        principals: [new ServicePrincipal(service)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }

  private letLogsEncrypt(): void {
    const logGroups = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`;
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: sidOf('Logs are kept encrypted'),
        principals: [new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
        actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
      }),
    );
  }
}

/** A statement's id allows letters and digits only. */
const sidOf = (reason: string): string =>
  reason
    .split(/\W+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
