/** What must outlive every deployment: the key, the table, the kept messages, the failed records, and the bus others subscribe to. */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { EncryptionKey } from './encryption-key.ts';
import { Ledger } from './ledger.ts';
import { ObjectArchive } from './object-archive.ts';
import type { StageSettings } from './stages.ts';

export interface LedgerStackProps extends StackProps {
  readonly settings: StageSettings;
}

export class LedgerStack extends Stack {
  readonly encryption: EncryptionKey;
  readonly ledger: Ledger;
  readonly messages: ObjectArchive;
  readonly failures: ObjectArchive;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { settings, ...props }: LedgerStackProps) {
    super(scope, id, { ...props, terminationProtection: settings.deletionProtection });
    const { removalPolicy, deletionProtection, messagesKept } = settings;
    this.encryption = new EncryptionKey(this, 'Encryption', { removalPolicy });
    const { encryption } = this;
    this.ledger = new Ledger(this, 'Ledger', { encryption, removalPolicy, deletionProtection });
    this.messages = new ObjectArchive(this, 'Messages', { encryption, removalPolicy, kept: messagesKept });
    this.failures = new ObjectArchive(this, 'Failures', { encryption, removalPolicy, kept: Duration.days(90) });
    // Events carry ids only, so EventBridge's own key is enough: a key of ours could fail and lose an event.
    this.bus = new EventBus(this, 'Bus', { description: 'Dunlin: what happened, as dunlin.* events with ids only' });
    new CfnOutput(this, 'TableName', { value: this.ledger.table.tableName });
    new CfnOutput(this, 'BusName', { value: this.bus.eventBusName });
    new CfnOutput(this, 'MessagesBucketName', { value: this.messages.bucket.bucketName });
    new CfnOutput(this, 'FailuresBucketName', { value: this.failures.bucket.bucketName });
  }
}
