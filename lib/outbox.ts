/** From the table's stream to the bus: an event is published if and only if the write happened. */
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  type IFunction,
  MetricType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { SILENT_RECORDS } from '../contracts/events/silent.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { Ledger } from './ledger.ts';
import type { ObjectArchive } from './object-archive.ts';

export interface OutboxProps {
  readonly ledger: Ledger;
  readonly publisher: IFunction;
  /** A queue would get only the metadata of a record; the bucket gets the record. */
  readonly failures: ObjectArchive;
  readonly alarms: ITopic;
}

/** Audit records and money that was received tell of something; touches, messages, contacts and keys do not. */
const told = [
  FilterCriteria.filter({
    eventName: ['INSERT'],
    dynamodb: {
      Keys: { SK: { S: [{ prefix: 'EVENT#' }] } },
      NewImage: { type: { S: [{ 'anything-but': SILENT_RECORDS }] } },
    },
  }),
  FilterCriteria.filter({
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: { Keys: { SK: { S: ['PAY'] } }, NewImage: { state: { S: ['received'] } } },
  }),
];

export class Outbox extends Construct {
  constructor(scope: Construct, id: string, { ledger, publisher, failures, alarms }: OutboxProps) {
    super(scope, id);
    ledger.grantStream(publisher);
    new CfnOutput(Stack.of(this), 'PublisherName', { value: publisher.functionName });
    letFailuresBeKept(publisher, failures);
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: publisher,
      eventSourceArn: ledger.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      retryAttempts: 10,
      reportBatchItemFailures: true,
      filters: told,
      onFailure: { bind: () => ({ destination: failures.bucket.bucketArn }) },
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    // Otherwise the mapping may be made before its role may read the stream, and AWS refuses it.
    mapping.node.addDependency(...(publisher.role ? [publisher.role] : []));
    raiseAlarms(this, mapping, publisher, alarms);
  }
}

/** Lambda writes to the bucket with the function's own role, and looks whether the bucket is there. */
function letFailuresBeKept(publisher: IFunction, failures: ObjectArchive): void {
  failures.grantWrite(publisher);
  Grant.addToPrincipal({ grantee: publisher, actions: ['s3:ListBucket'], resourceArns: [failures.bucket.bucketArn] });
}

function raiseAlarms(scope: Construct, mapping: EventSourceMapping, publisher: IFunction, topic: ITopic): void {
  const period = Duration.minutes(5);
  new ImpactAlarm(scope, 'RecordsGivenUp', {
    impact: 'Events were never published: a payment is not applied, a case is not woken, or a subscriber was not told.',
    runbook: 'events-not-published',
    topic,
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'OnFailureDestinationDeliveredEventCount',
      dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
      statistic: 'Sum',
      period,
    }),
  });
  new ImpactAlarm(scope, 'RecordsLost', {
    impact: 'Events were never published and could not be kept either: only the audit items still know of them.',
    runbook: 'events-not-published',
    topic,
    metric: publisher.metric('DestinationDeliveryFailures', { statistic: 'Sum', period }),
  });
  new ImpactAlarm(scope, 'PublishingLags', {
    impact: 'Payments are applied a quarter of an hour late or more: customers wait for receipts, and cases wake late.',
    runbook: 'publishing-lags',
    topic,
    metric: publisher.metric('IteratorAge', { statistic: 'Maximum', period }),
    threshold: Duration.minutes(15).toMilliseconds(),
  });
}
