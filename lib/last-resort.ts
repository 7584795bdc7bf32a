/** Alarms on failures that could not even be kept: without them a queue that takes nothing would look like a quiet one. */
import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRule } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ImpactAlarm } from './impact-alarm.ts';

/** An alarm takes no more: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
const MOST_METRICS = 10;
const period = Duration.minutes(5);

export interface LastResortProps {
  readonly rules: readonly IRule[];
  /** Functions that leave what they could not do in a queue. */
  readonly functions: readonly IFunction[];
  readonly alarms: ITopic;
}

export class LastResort extends Construct {
  constructor(scope: Construct, id: string, { rules, functions, alarms: topic }: LastResortProps) {
    super(scope, id);
    new ImpactAlarm(this, 'EventsLost', {
      impact: 'Events reached neither their function nor the queue for undelivered ones: only the table knows of them.',
      runbook: 'undelivered-events',
      topic,
      metric: sumOf(rules.map(undeliverable)),
    });
    new ImpactAlarm(this, 'FailuresLost', {
      impact: 'A function gave up on events and could not leave them in the queue either: only its log knows of them.',
      runbook: 'failed-invocations',
      topic,
      metric: sumOf(functions.map((fn) => fn.metric('DestinationDeliveryFailures', { statistic: 'Sum', period }))),
    });
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
const undeliverable = (rule: IRule): Metric =>
  new Metric({
    namespace: 'AWS/Events',
    metricName: 'InvocationsFailedToBeSentToDlq',
    dimensionsMap: { RuleName: rule.ruleName },
    statistic: 'Sum',
    period,
  });

/** Each is written only when something fails, so that a missing one counts as none. */
function sumOf(metrics: readonly IMetric[]): MathExpression {
  if (metrics.length > MOST_METRICS)
    throw new Error(`expected at most ${MOST_METRICS} metrics in one alarm, found ${metrics.length}: make two of it`);
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new MathExpression({
    label: 'failures that were not kept',
    expression: named.map(([name]) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(named),
    period,
  });
}
