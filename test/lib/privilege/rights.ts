/**
 * Which IAM actions each operation asks for, and on what.
 * DynamoDB: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 * S3: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * KMS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 * SES: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
 * SMS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsendusermessagingsmsandvoicev2.html
 * Secrets: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 * Step Functions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 * EventBridge: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 * SQS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
import type { Call } from './calls.ts';

/** `dynamodb:GetItem on table`. */
export type Right = `${string}:${string} on ${string}`;

const onKey = (...actions: readonly string[]): Right[] => actions.map((action): Right => `kms:${action} on key`);
const reading = onKey('Decrypt', 'DescribeKey');
const rewriting = ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'];
const writing = [...reading, ...onKey('Encrypt', ...rewriting)];

/**
 * SES checks `SendEmail` or `SendRawEmail`, whichever the content is; which of them it takes a simple mail with
 * attachments or headers for is documented nowhere, and a missing right would silence every letter.
 */
const mailing = ['SendEmail', 'SendRawEmail'].flatMap((action): Right[] => [
  `ses:${action} on ses:identity/*`,
  `ses:${action} on ses:configuration-set/MailConfigurationSet`,
]);

const services: Readonly<Record<string, readonly Right[]>> = {
  GetSecretValue: ['secretsmanager:GetSecretValue on secretsmanager:secret:dunlin/dev/stripe/*'],
  StartExecution: ['states:StartExecution on WorkflowStateMachine'],
  SendTaskSuccess: ['states:SendTaskSuccess on WorkflowStateMachine'],
  PutEvents: ['events:PutEvents on bus'],
  SendEmail: mailing,
  // The number, sender id or pool is the creditor's own.
  SendTextMessage: ['phone-number', 'sender-id', 'pool'].map(
    (kind): Right => `sms-voice:SendTextMessage on sms-voice:${kind}/*`,
  ),
};

/** `buckets` are those that the function's environment names. */
export function rightsFor(call: Call, buckets: readonly string[]): readonly Right[] {
  const [operation = '', target = ''] = call.split(' on ');
  if (target === 'bucket') {
    const keyRight = onKey(operation === 'PutObject' ? 'GenerateDataKey' : 'Decrypt');
    return [...buckets.map((bucket): Right => `s3:${operation} on ${bucket}/*`), ...keyRight];
  }
  if (target === 'service') {
    const found = services[operation];
    if (!found)
      throw new Error(`expected an operation that rights.ts knows, found ${operation}: say which rights it asks for`);
    return found;
  }
  const isRead = /^(Get|BatchGet)Item$|^Query$/.test(operation);
  return [`dynamodb:${operation} on ${target.replace(/^index/, 'table/index')}`, ...(isRead ? reading : writing)];
}

/** Without those on some items of a table that there are on all of them. */
export const widest = (rights: readonly Right[]): readonly Right[] =>
  rights.filter((right) => {
    const all = rights.find((other) => right.startsWith(`${other}/`) && !right.includes('/index/'));
    return all === undefined;
  });

/**
 * What Lambda does in the name of a function that is invoked asynchronously: it leaves what failed in a queue
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html).
 */
export const keepsFailures: readonly Right[] = [
  'sqs:SendMessage on FailedInvocationsQueue',
  ...onKey('Decrypt', 'GenerateDataKey'),
];

/** What Lambda does in the name of a stream's reader (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html). */
export const readsStream: readonly Right[] = [
  ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
    (action): Right => `dynamodb:${action} on table/stream`,
  ),
  ...reading,
  's3:PutObject on FailuresBucket/*',
  's3:ListBucket on FailuresBucket',
  ...onKey('GenerateDataKey'),
];

/** X-Ray takes traces for the account only: its actions know no resource. */
export const tracing: readonly Right[] = ['xray:PutTelemetryRecords on *', 'xray:PutTraceSegments on *'];

/**
 * The log delivery of a state machine and the sampling of its traces know no resource
 * (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy).
 */
export const machineTells: readonly Right[] = [
  ...tracing,
  'xray:GetSamplingRules on *',
  'xray:GetSamplingTargets on *',
  ...['CreateLogDelivery', 'DeleteLogDelivery', 'DescribeLogGroups', 'DescribeResourcePolicies'].map(
    (action): Right => `logs:${action} on *`,
  ),
  ...['GetLogDelivery', 'ListLogDeliveries', 'PutResourcePolicy', 'UpdateLogDelivery'].map(
    (action): Right => `logs:${action} on *`,
  ),
];
