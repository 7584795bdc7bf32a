/** What each permission of the roster means: the environment a function reads, and the rights its role gets. */
import { Aws } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { DunningWorkflow } from './dunning-workflow.ts';
import { type FunctionEntry, functionRoster, type Permission } from './function-roster.ts';
import type { Ledger } from './ledger.ts';
import type { Mail } from './mail.ts';
import type { ObjectArchive } from './object-archive.ts';
import type { PipelineFunctions } from './pipeline-functions.ts';
import type { StageName } from './stages.ts';
import { grantBroadly } from './wildcard.ts';

/** Everything that a function can be allowed to touch. */
export interface Reach {
  readonly stage: StageName;
  readonly ledger: Ledger;
  readonly messages: ObjectArchive;
  readonly mail: Mail;
  readonly bus: EventBus;
  readonly workflow: DunningWorkflow;
  /** Where callers, and the links in mails, find the API. */
  readonly publicUrl: string;
}

type Allow = (fn: LambdaFunction, reach: Reach) => void;

const permissions: Readonly<Record<Permission, Allow>> = {
  'keep-messages': (fn, { messages }) => {
    fn.addEnvironment('MESSAGES_BUCKET', messages.bucket.bucketName);
    messages.grantWrite(fn);
  },
  'open-messages': (fn, { messages }) => {
    fn.addEnvironment('MESSAGES_BUCKET', messages.bucket.bucketName);
    messages.grantOpen(fn);
  },
  'send-email': (fn, { mail }) => {
    fn.addEnvironment('CONFIGURATION_SET', mail.configurationSet.configurationSetName);
    mail.grantSend(fn);
  },
  'send-sms': allowSms,
  'read-stripe-secrets': allowStripeSecrets,
  'start-cases': (fn, { workflow }) => {
    fn.addEnvironment('STATE_MACHINE_ARN', workflow.stateMachine.stateMachineArn);
    workflow.stateMachine.grantStartExecution(fn);
  },
  'resume-cases': (fn, { workflow }) => {
    workflow.stateMachine.grant(fn, 'states:SendTaskSuccess');
  },
  'publish-events': (fn, { bus }) => {
    fn.addEnvironment('EVENT_BUS_NAME', bus.eventBusName);
    bus.grantPutEventsTo(fn);
  },
  'mail-links': (fn, { publicUrl }) => {
    fn.addEnvironment('PUBLIC_URL', publicUrl);
  },
};

export function allowWhatTheRosterSays(functions: PipelineFunctions, reach: Reach): void {
  const entries: Readonly<Record<string, FunctionEntry>> = functionRoster;
  for (const [name, fn] of functions.all()) {
    const { uses = [], may = [] } = entries[name] ?? {};
    if (uses.length > 0) {
      fn.addEnvironment('TABLE_NAME', reach.ledger.table.tableName);
      reach.ledger.grant(fn, uses);
    }
    for (const permission of may) permissions[permission](fn, reach);
  }
}

function allowSms(grantee: LambdaFunction): void {
  const sms = `arn:${Aws.PARTITION}:sms-voice:${Aws.REGION}:${Aws.ACCOUNT_ID}`;
  grantBroadly({
    grantee,
    actions: ['sms-voice:SendTextMessage'],
    resources: [`${sms}:phone-number/*`, `${sms}:sender-id/*`, `${sms}:pool/*`],
    reason:
      "Each creditor sends from its own number or sender id, which is in the creditor's profile and not in the template.",
  });
}

function allowStripeSecrets(grantee: LambdaFunction, { stage }: Reach): void {
  const prefix = `dunlin/${stage}/stripe/`;
  grantee.addEnvironment('STRIPE_SECRETS_PREFIX', prefix);
  grantBroadly({
    grantee,
    actions: ['secretsmanager:GetSecretValue'],
    resources: [`arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${prefix}*`],
    reason:
      'One webhook secret per creditor; creditors are made at run time, and AWS ends each ARN with random letters.',
  });
}
