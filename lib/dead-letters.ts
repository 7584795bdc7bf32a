/** An encrypted queue for what could not be delivered or carried out, with an alarm as soon as anything lies in it. */
import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IDestination } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';
import { ImpactAlarm } from './impact-alarm.ts';

export interface DeadLettersProps {
  readonly encryption: EncryptionKey;
  readonly impact: string;
  readonly runbook: string;
  readonly alarms: ITopic;
}

export class DeadLetters extends Construct {
  readonly queue: Queue;
  private readonly encryption: EncryptionKey;

  constructor(scope: Construct, id: string, { encryption, impact, runbook, alarms }: DeadLettersProps) {
    super(scope, id);
    this.encryption = encryption;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: encryption.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'This queue is where dead letters go.' });
    new CfnOutput(Stack.of(this), `${id}QueueUrl`, { value: this.queue.queueUrl });
    new ImpactAlarm(this, 'NotEmpty', {
      impact,
      runbook,
      topic: alarms,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
    });
  }

  /** For a function's asynchronous failures; unlike CDK's SqsDestination it grants no wildcard of the key. */
  get asDestination(): IDestination {
    return {
      bind: (_, fn) => {
        Grant.addToPrincipal({ grantee: fn, actions: ['sqs:SendMessage'], resourceArns: [this.queue.queueArn] });
        this.encryption.grantUse(fn, 'send-message');
        return { destination: this.queue.queueArn };
      },
    };
  }
}
