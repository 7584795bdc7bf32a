/** The state machine of one overdue invoice's path. */
import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { Ledger } from './ledger.ts';

/** One property of `tasks` per `${...Arn}` in statemachines/dunning.asl.json; a test holds the two together. */
export interface DunningWorkflowProps {
  readonly tasks: Readonly<Record<'EvaluateEscalation' | 'SendReminder' | 'OpenTask' | 'AskAPerson', IFunction>>;
  readonly definitionFile: string;
  readonly ledger: Ledger;
  readonly encryption: EncryptionKey;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly alarms: ITopic;
}

export class DunningWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: DunningWorkflowProps) {
    super(scope, id);
    const { tasks, definitionFile, ledger, encryption, logRetention: retention, removalPolicy } = props;
    const taskEntries = Object.entries(tasks);
    const taskArns = taskEntries.map(([name, fn]) => [`${name}Arn`, fn.functionArn]);
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromFile(definitionFile),
      definitionSubstitutions: { ...Object.fromEntries(taskArns), TableName: ledger.table.tableName },
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', { encryptionKey: encryption.key, retention, removalPolicy }),
        level: LogLevel.ERROR,
        includeExecutionData: false, // payloads are ids, and stay so
      },
      removalPolicy,
    });
    // The definition names no version, and IAM then asks for the function's own ARN only; CDK's grants add versions.
    Grant.addToPrincipal({
      grantee: this.stateMachine,
      actions: ['lambda:InvokeFunction'],
      resourceArns: taskEntries.map(([, task]) => task.functionArn),
    });
    // It parks its token on the invoice row and does nothing else there.
    ledger.grant(this.stateMachine, ['update']);
    this.giveReasons();
    this.raiseAlarms(props.alarms);
  }

  private giveReasons(): void {
    Validations.of(this.stateMachine).acknowledge(
      {
        id: 'AwsSolutions-SF1',
        reason:
          'Errors are logged; every decision is in the audit chain of its invoice, so a log of each transition would only cost.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Log delivery and X-Ray know no resource: AWS allows their actions for the account only.',
      },
    );
  }

  private raiseAlarms(topic: ITopic): void {
    const { stateMachine } = this;
    const period = Duration.minutes(5);
    new ImpactAlarm(this, 'ExecutionsFailed', {
      impact:
        'A case stopped moving: its customer is neither reminded nor left in peace until its lease brings it back.',
      runbook: 'executions-failed',
      topic,
      metric: stateMachine.metricFailed({ period }),
    });
    new ImpactAlarm(this, 'ExecutionsAborted', {
      impact: 'Somebody or something aborted cases: nothing is sent for them until their leases bring them back.',
      runbook: 'executions-aborted',
      topic,
      metric: stateMachine.metricAborted({ period }),
    });
    new ImpactAlarm(this, 'ExecutionsTimedOut', {
      impact: 'A case ran for a year without closing or parking: its customer may be chased on an outdated path.',
      runbook: 'executions-timed-out',
      topic,
      metric: stateMachine.metricTimedOut({ period }),
    });
  }
}
