/** The pipeline itself: functions, state machine, API, event rules, schedules and alarms over the ledger stack's data. */
import { join } from 'node:path';
import { Annotations, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { AlarmBell } from './alarm-bell.ts';
import { CostBudget } from './cost-budget.ts';
import { DeadLetters } from './dead-letters.ts';
import { DunningWorkflow } from './dunning-workflow.ts';
import { Edge } from './edge.ts';
import { dunlinEvent, EventRoutes } from './event-routes.ts';
import { FrontDoor } from './front-door.ts';
import { LastResort } from './last-resort.ts';
import type { LedgerStack } from './ledger-stack.ts';
import { Mail } from './mail.ts';
import { Outbox } from './outbox.ts';
import { allowWhatTheRosterSays } from './permissions.ts';
import { PipelineFunctions } from './pipeline-functions.ts';
import { routes } from './routes.ts';
import type { Safeguards } from './safeguards.ts';
import { Schedules } from './schedules.ts';
import type { StageName, StageSettings } from './stages.ts';
import { Watch } from './watch.ts';

const definitionFile = join(import.meta.dirname, '..', 'statemachines', 'dunning.asl.json');
const dueShards = Array.from({ length: 16 }, (_, shard) => `DUE#${shard}`);

export interface PipelineStackProps extends StackProps {
  readonly stage: StageName;
  readonly settings: StageSettings;
  readonly safeguards: Safeguards;
  readonly functionsRoot: string;
  readonly base: LedgerStack;
}

export class PipelineStack extends Stack {
  private readonly base: LedgerStack;
  private readonly settings: StageSettings;
  private readonly safeguards: Safeguards;
  private readonly functions: PipelineFunctions;
  private readonly alarms: ITopic;

  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    const { stage, settings, safeguards, functionsRoot, base, ...stackProps } = props;
    super(scope, id, { ...stackProps, terminationProtection: settings.deletionProtection });
    this.safeguards = safeguards;
    this.base = base;
    this.settings = settings;
    const { encryption, ledger, messages, failures, bus } = base;
    this.alarms = new AlarmBell(this, 'Alarms', { encryption, email: settings.alarmEmail }).topic;
    const { monthlyBudget } = safeguards;
    if (monthlyBudget) new CostBudget(this, 'Costs', { monthlyBudget, alarms: this.alarms });
    this.functions = new PipelineFunctions(this, 'Functions', { functionsRoot, stage, settings, encryption });
    const mail = new Mail(this, 'Mail');
    const workflow = this.buildWorkflow(stage);
    const publicUrl = this.openFrontDoor(stage);
    allowWhatTheRosterSays(this.functions, { stage, ledger, messages, mail, bus, workflow, publicUrl });
    const publisher = this.functions.named('publish-events');
    new Outbox(this, 'Outbox', { ledger, publisher, failures, alarms: this.alarms });
    this.connectEvents(mail);
    new CfnOutput(this, 'StateMachineArn', { value: workflow.stateMachine.stateMachineArn });
  }

  private buildWorkflow(stage: StageName): DunningWorkflow {
    const { functions, alarms } = this;
    const tasks = {
      EvaluateEscalation: functions.named('evaluate-escalation'),
      SendReminder: functions.named('send-reminder'),
      OpenTask: functions.named('open-task'),
      AskAPerson: functions.named('ask-a-person'),
    };
    new Watch(this, 'Watch', { stage, functions, tasks, alarms });
    const { encryption, ledger } = this.base;
    const { logRetention, removalPolicy } = this.settings;
    const workflowProps = { tasks, definitionFile, ledger, encryption, logRetention, removalPolicy, alarms };
    return new DunningWorkflow(this, 'Workflow', workflowProps);
  }

  private connectEvents(mail: Mail): void {
    const { functions, alarms, base } = this;
    const { encryption, bus } = base;
    const undelivered = new DeadLetters(this, 'Undelivered', {
      encryption,
      impact:
        'A rule could not reach its function: payments, wakes or bounces wait until somebody delivers them again.',
      runbook: 'undelivered-events',
      alarms,
    });
    const events = new EventRoutes(this, 'Events', {
      undelivered,
      routes: {
        PaymentReceived: {
          description: 'Money was stored: apply it to what is owed',
          pattern: dunlinEvent('dunlin.payment.received'),
          handler: functions.named('apply-payment'),
          bus,
        },
        PaymentApplied: {
          description: 'Money was applied: thank who paid after a reminder',
          pattern: dunlinEvent('dunlin.payment.applied'),
          handler: functions.named('send-receipts'),
          bus,
        },
        CaseChanged: {
          description: 'A decision may have changed: wake the parked execution',
          pattern: dunlinEvent('dunlin.case.changed'),
          handler: functions.named('wake-case'),
          bus,
        },
        DeliveryEvents: {
          description: 'What became of a sent e-mail',
          pattern: mail.deliveryEvents,
          handler: functions.named('receive-delivery-event'),
        },
      },
    });
    const { rules } = this.scheduleSweeps(undelivered);
    const asynchronous = this.keepAsyncFailures();
    new LastResort(this, 'LastResort', { rules: [...events.rules, ...rules], functions: asynchronous, alarms });
  }

  private scheduleSweeps(undelivered: DeadLetters): Schedules {
    const { functions } = this;
    // A sandbox's day is over in seconds: its schedules tick as often as EventBridge lets them.
    const every = (minutes: number) => Duration.minutes(this.settings.clock ? 1 : minutes);
    return new Schedules(this, 'Schedules', {
      undelivered,
      schedules: {
        StartDueCases: {
          description: 'Starts the path of each case whose moment or lease has come',
          every: every(5),
          handler: functions.named('start-due-cases'),
          polls: dueShards,
        },
        SendReceipts: {
          description: "Sends the receipts that waited for their customer's hours",
          every: every(15),
          handler: functions.named('send-receipts'),
          polls: ['DUE#RECEIPT'],
        },
        SendStatements: {
          description: 'Sends customers their monthly statement of account within their hours',
          every: every(15),
          handler: functions.named('send-statements'),
          polls: ['DUE#STATEMENT'],
        },
        SendReport: {
          description: "Sends finance its daily report at the creditor's hour",
          every: every(15),
          handler: functions.named('send-report'),
          polls: ['DUE#REPORT'],
        },
      },
    });
  }

  /** What a rule delivered and the function still could not do. */
  private keepAsyncFailures(): readonly LambdaFunction[] {
    const failed = new DeadLetters(this, 'FailedInvocations', {
      encryption: this.base.encryption,
      impact: 'A function gave up on an event: a payment, a wake, a bounce or a report was not carried out.',
      runbook: 'failed-invocations',
      alarms: this.alarms,
    });
    const asynchronous = [...this.functions.startedBy('event'), ...this.functions.startedBy('schedule')];
    for (const fn of asynchronous) fn.configureAsyncInvoke({ onFailure: failed.asDestination, retryAttempts: 2 });
    return asynchronous;
  }

  /** Answers where the API is found: behind the edge where there is one. */
  private openFrontDoor(stage: StageName): string {
    const { encryption } = this.base;
    const { throttle, logRetention, removalPolicy } = this.settings;
    const edge = this.buildEdge(stage);
    const frontDoor = new FrontDoor(this, 'FrontDoor', {
      routes: new Map(Object.entries(routes).map(([routeKey, name]) => [routeKey, this.functions.named(name)])),
      throttle,
      limits: this.safeguards.limits,
      authorizer: edge?.authorizer,
      encryption,
      logRetention,
      removalPolicy,
      alarms: this.alarms,
    });
    const publicUrl = edge?.openBefore(frontDoor.api) ?? frontDoor.url;
    new CfnOutput(this, 'ApiUrl', { value: publicUrl });
    return publicUrl;
  }

  /** Nothing unless the edge is asked for; the web ACL comes first, for it lives in another region. */
  private buildEdge(stage: StageName): Edge | undefined {
    const { edge } = this.safeguards;
    if (!edge) return undefined;
    const { webAclArn, generation } = edge;
    if (webAclArn === undefined) {
      const message = 'The API is still open: deploy the edge stack first, then give its WebAclArn by -c webAclArn=';
      Annotations.of(this).addWarningV2('dunlin:edge-without-web-acl', message);
      return undefined;
    }
    const { logRetention, removalPolicy, clock } = this.settings;
    const { bundles } = this.functions;
    const { encryption } = this.base;
    const props = { stage, bundles, webAclArn, generation, encryption, logRetention, removalPolicy, clock };
    return new Edge(this, 'Edge', props);
  }
}
