/** What each role may do: a table to review, for a wrong right hides nowhere better than in a template. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionRoster } from '../../lib/function-roster.ts';
import { type Resource, synthesize } from './synthesis.ts';

const oneOrMore = z.union([z.string(), z.array(z.unknown())]);
const policy = z.object({
  PolicyDocument: z.object({
    Statement: z.array(z.looseObject({ Action: oneOrMore, Resource: z.unknown(), Effect: z.literal('Allow') })),
  }),
  Roles: z.array(z.object({ Ref: z.string() })),
});

const { ofType } = synthesize('dev');
const policies = ofType('AWS::IAM::Policy').map(({ Properties }) => policy.parse(Properties));
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Every function writes its log and its traces; the table shows what else it may do. */
const everyone = new Set([
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

const short = new Map([
  ['dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query', 'table:read'],
  ['dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:UpdateItem', 'table:write'],
  ['kms:Decrypt kms:DescribeKey', 'key:decrypt'],
  [
    'kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo',
    'key:encrypt',
  ],
  ['dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams', 'stream:read'],
]);

function rightsOf(role: string): string {
  const statements = policies
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith(role)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const rights = statements.map(({ Action }) => {
    const actions = listed(Action)
      .map(String)
      .filter((action) => !everyone.has(action))
      .sort()
      .join(' ');
    return short.get(actions) ?? actions;
  });
  return rights.filter(Boolean).sort().join(', ');
}

const pascalCase = (name: string): string =>
  name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

describe('the roles', () => {
  it('allow each function only what it calls', () => {
    const table = Object.keys(functionRoster).map((name) => `${name}: ${rightsOf(`Functions${pascalCase(name)}Role`)}`);
    expect(table).toMatchInlineSnapshot(`
      [
        "receive-invoices: key:encrypt, table:read, table:write",
        "receive-payments: key:encrypt, table:read, table:write",
        "receive-stripe-event: key:encrypt, secretsmanager:GetSecretValue, table:read, table:write",
        "receive-instruction: key:encrypt, table:read, table:write",
        "receive-delivery-event: key:encrypt, sqs:SendMessage, table:read, table:write",
        "start-due-cases: key:encrypt, sqs:SendMessage, states:StartExecution, table:read, table:write",
        "evaluate-escalation: key:encrypt, table:read, table:write",
        "send-reminder: key:encrypt, s3:PutObject, ses:SendEmail ses:SendRawEmail, sms-voice:SendTextMessage, table:read, table:write",
        "open-task: key:encrypt, s3:PutObject, ses:SendEmail ses:SendRawEmail, table:read, table:write",
        "ask-a-person: key:encrypt, s3:PutObject, ses:SendEmail ses:SendRawEmail, table:read, table:write",
        "apply-payment: key:encrypt, sqs:SendMessage, table:read, table:write",
        "send-receipts: key:encrypt, s3:PutObject, ses:SendEmail ses:SendRawEmail, sqs:SendMessage, table:read, table:write",
        "wake-case: key:encrypt, sqs:SendMessage, states:SendTaskSuccess, table:read, table:write",
        "publish-events: events:PutEvents, key:encrypt, s3:ListBucket, s3:PutObject, stream:read",
        "answer-query: key:decrypt, s3:GetObject, table:read",
        "send-report: key:encrypt, s3:PutObject, ses:SendEmail ses:SendRawEmail, sqs:SendMessage, table:read, table:write",
      ]
    `);
  });

  it('let the state machine park its token, use the key and invoke its four functions', () => {
    expect(rightsOf('WorkflowStateMachineRole')).toMatchInlineSnapshot(
      `"dynamodb:UpdateItem, key:encrypt, lambda:InvokeFunction, logs:CreateLogDelivery logs:DeleteLogDelivery logs:DescribeLogGroups logs:DescribeResourcePolicies logs:GetLogDelivery logs:ListLogDeliveries logs:PutResourcePolicy logs:UpdateLogDelivery xray:GetSamplingRules xray:GetSamplingTargets"`,
    );
    const invoke = policies
      .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith('Workflow')))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .find(({ Action }) => Action === 'lambda:InvokeFunction');
    const invoked = new Set(JSON.stringify(invoke?.Resource).match(/Functions\w+?Handler/g));
    expect([...invoked].sort()).toEqual(
      ['AskAPerson', 'EvaluateEscalation', 'OpenTask', 'SendReminder'].map((name) => `Functions${name}Handler`),
    );
  });

  it('are one per function', () => {
    const roles = ofType('AWS::Lambda::Function').map(({ Properties }) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(Object.keys(functionRoster).length);
  });

  it('name every resource, where AWS knows one', () => {
    const unnamed = policies
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter((statement) => listed(statement.Resource).includes('*'))
      .flatMap(({ Action }) => listed(Action));
    // X-Ray and the delivery of vended logs know the account only.
    const foreign = unnamed.filter((action) => !/^(xray|logs):/.test(String(action)));
    expect(foreign).toEqual([]);
  });

  it('hold no wildcard among their actions', () => {
    const actions = policies.flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.flatMap(({ Action }) => listed(Action)),
    );
    expect(actions.filter((action) => String(action).includes('*'))).toEqual([]);
  });

  it('are all for functions or the state machine', () => {
    const owners = ofType('AWS::IAM::Role').map(({ logicalId }: Resource) => logicalId.replace(/[A-Z0-9]{8}$/, ''));
    expect(owners.every((owner) => /^(Functions\w+Role|WorkflowStateMachineRole)$/.test(owner))).toBe(true);
  });
});
