/** Outgoing e-mail: one configuration set whose delivery events come back over the account's default bus. */
import { Aws } from 'aws-cdk-lib';
import { EventBus, type EventPattern } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ConfigurationSet, EmailSendingEvent, EventDestination, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { grantBroadly } from './wildcard.ts';

export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSet.addEventDestination('DeliveryEvents', {
      // SES publishes to the default bus only.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
  }

  /** What became of mails to customers; mails to colleagues and other senders of the account are not looked at. */
  get deliveryEvents(): EventPattern {
    const ours = [this.configurationSet.configurationSetName];
    return {
      source: ['aws.ses'],
      detail: {
        eventType: ['Delivery', 'Bounce', 'Complaint', 'Reject'],
        mail: { tags: { 'ses:configuration-set': ours, 'dunlin-kind': ['reminder', 'receipt', 'statement'] } },
      },
    };
  }

  grantSend(grantee: IFunction): void {
    const ses = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}`;
    grantBroadly({
      grantee,
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: [`${ses}:identity/*`, `${ses}:configuration-set/${this.configurationSet.configurationSetName}`],
      reason:
        "Each creditor sends from its own verified identity, which is in the creditor's profile and not in the template.",
    });
  }
}
