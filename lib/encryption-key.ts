/** The customer-managed key under everything that holds a customer's data, and the AWS services that must use it for us. */
import { Aws, type RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** Spelled out instead of CDK's `kms:ReEncrypt*` and `kms:GenerateDataKey*`, so that no role holds a wildcard. */
const encryptActions = [
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
const decryptActions = ['kms:Decrypt', 'kms:DescribeKey'];

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
    this.letLogsEncrypt();
  }

  grantDecrypt(grantee: IGrantable): void {
    this.key.grant(grantee, ...decryptActions);
  }

  grantEncryptDecrypt(grantee: IGrantable): void {
    this.key.grant(grantee, ...decryptActions, ...encryptActions);
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
