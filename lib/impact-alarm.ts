/** The only way to make an alarm here: whoever it wakes reads what a customer or finance feels, and what to do. */
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface ImpactAlarmProps {
  /** One sentence: what goes wrong for whom while this alarm rings. */
  readonly impact: string;
  /** The heading in docs/runbook.md that says what to do. */
  readonly runbook: string;
  readonly topic: ITopic;
  readonly metric: IMetric;
  /** The alarm rings from this value on; 1 where nothing else is said. */
  readonly threshold?: number;
  /** Ring below the threshold instead, and when nothing is measured at all. */
  readonly ringsWhenQuiet?: boolean;
}

export class ImpactAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    const { impact, runbook, topic, metric, threshold = 1, ringsWhenQuiet = false } = props;
    const alarm = new Alarm(this, 'Alarm', {
      alarmDescription: `${impact} Runbook: docs/runbook.md#${runbook}`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ringsWhenQuiet
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: ringsWhenQuiet ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
