/** The topic that every alarm rings, and who hears it. */
import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';

export interface AlarmBellProps {
  readonly encryption: EncryptionKey;
  readonly email: string | undefined;
}

export class AlarmBell extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { encryption, email }: AlarmBellProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Dunlin alarms',
      masterKey: encryption.key,
      enforceSSL: true,
    });
    // enforceSSL writes a topic policy, which replaces the default one that let the account's alarms publish. Budgets:
    // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'].map((name) => new ServicePrincipal(name)),
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (email) this.topic.addSubscription(new EmailSubscription(email));
  }
}
