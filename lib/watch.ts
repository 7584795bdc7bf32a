/** Alarms on what the pipeline does as a whole, from the metrics its functions write: it fails, asks for a person, or falls silent. */
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { metricDimension, metricNames, metricNamespace } from '../contracts/metrics.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { PipelineFunctions } from './pipeline-functions.ts';
import type { StageName } from './stages.ts';

export interface WatchProps {
  readonly stage: StageName;
  readonly functions: PipelineFunctions;
  /** The task functions, by the name of their state. */
  readonly tasks: Readonly<Record<string, IFunction>>;
  readonly alarms: ITopic;
}

export class Watch extends Construct {
  private readonly stage: StageName;
  private readonly topic: ITopic;

  constructor(scope: Construct, id: string, { stage, functions, tasks, alarms }: WatchProps) {
    super(scope, id);
    this.stage = stage;
    this.topic = alarms;
    for (const [name, fn] of Object.entries(tasks)) this.watchTask(name, fn);
    this.watchSchedules(functions);
    this.watchForPeople();
    this.watchForSilence();
  }

  /** Single errors are retried; five within a quarter of an hour are more than a hiccup. */
  private watchTask(name: string, fn: IFunction): void {
    new ImpactAlarm(this, `${name}Errors`, {
      impact: `${name} keeps failing: its cases wait and try again every hour, so customers are reminded late.`,
      runbook: 'task-errors',
      topic: this.topic,
      metric: fn.metricErrors({ period: Duration.minutes(15) }),
      threshold: 5,
    });
  }

  /** A rule that is switched off fails nowhere: only that nothing happens tells of it. */
  private watchSchedules(functions: PipelineFunctions): void {
    const rings = (name: string, fn: IFunction, impact: string): ImpactAlarm =>
      new ImpactAlarm(this, name, {
        impact,
        runbook: 'sweep-stopped',
        topic: this.topic,
        metric: fn.metricInvocations({ period: Duration.minutes(30) }),
        ringsWhenQuiet: true,
      });
    rings(
      'SweepStopped',
      functions.named('start-due-cases'),
      'Overdue invoices start no path, and cases whose execution died are not brought back.',
    );
    rings(
      'ReceiptsStopped',
      functions.named('send-receipts'),
      'Customers who paid outside their hours are not thanked.',
    );
    rings('StatementsStopped', functions.named('send-statements'), 'Customers get no monthly statement of account.');
    rings(
      'ReportsStopped',
      functions.named('send-report'),
      'Finance gets no report, and nobody would hear that messages stopped, for the report counts the open cases.',
    );
  }

  private watchForPeople(): void {
    new ImpactAlarm(this, 'PersonNeeded', {
      impact: 'A case waits for a person: its customer is left in peace until somebody resumes it.',
      runbook: 'person-needed',
      topic: this.topic,
      metric: this.metric(metricNames.personNeeded, 'Sum', Duration.minutes(5)),
    });
  }

  /**
   * Windows open on weekdays, so the 24 hours that begin on a Friday, Saturday or Sunday (days 5 to 7) may well be
   * silent; a silence that begins then is told of on Tuesday.
   */
  private watchForSilence(): void {
    const period = Duration.days(1);
    new ImpactAlarm(this, 'Silence', {
      impact:
        'No message was sent in 24 hours while cases are open: nobody is being reminded, and nothing else says so.',
      runbook: 'silence',
      topic: this.topic,
      metric: new MathExpression({
        label: 'silent with open cases',
        expression: 'IF(open > 0 AND FILL(sent, 0) == 0 AND DAY(open) < 5, 1, 0)',
        usingMetrics: {
          open: this.metric(metricNames.openCases, 'Maximum', period),
          sent: this.metric(metricNames.messagesSent, 'Sum', period),
        },
        period,
      }),
    });
  }

  private metric(metricName: string, statistic: string, period: Duration): Metric {
    const dimensionsMap = { [metricDimension]: this.stage };
    return new Metric({ namespace: metricNamespace, metricName, statistic, period, dimensionsMap });
  }
}
