/** What starts which function, and where a failure is kept. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ROUTES } from '../../contracts/api/routes.ts';
import { SILENT_RECORDS } from '../../contracts/events/silent.ts';
import { functionRoster } from '../../lib/function-roster.ts';
import { one, type Resource, synthesize } from './synthesis.ts';

const { ofType, outputs } = synthesize('dev');
const rules = ofType('AWS::Events::Rule');

const rule = z.object({
  Targets: z.array(
    z.object({
      Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
      DeadLetterConfig: z.object({ Arn: z.unknown() }),
      RetryPolicy: z.object({ MaximumRetryAttempts: z.number(), MaximumEventAgeInSeconds: z.number() }),
    }),
  ),
});
const targetOf = ({ Properties }: Resource): string =>
  rule
    .parse(Properties)
    .Targets.map(({ Arn }) => Arn['Fn::GetAtt'][0].replace(/^Functions|Handler\w{8}$/g, ''))
    .join();

describe('the API', () => {
  it('has a route for everything the contracts promise, and no other', () => {
    const keys = ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);
    expect(keys.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it('is throttled', () => {
    expect(one(ofType('AWS::ApiGatewayV2::Stage')).Properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 20,
      ThrottlingBurstLimit: 40,
    });
  });

  it('logs neither address, nor agent, nor path: a path holds ids of customers', () => {
    const { Format } = z
      .object({ Format: z.string() })
      .parse(one(ofType('AWS::ApiGatewayV2::Stage')).Properties.AccessLogSettings);
    expect(Format).toContain('$context.routeKey');
    expect(Format).not.toMatch(/identity|userAgent|\$context\.path|authorizer/);
  });
});

describe('the rules', () => {
  it('take payments, changes and delivery events to their functions', () => {
    const patterns = rules
      .filter(({ Properties }) => Properties.EventPattern)
      .map((found) => [targetOf(found), found.Properties.EventPattern]);
    const configurationSet = { Ref: one(ofType('AWS::SES::ConfigurationSet')).logicalId };
    expect(patterns).toEqual([
      ['ApplyPayment', { source: ['dunlin'], 'detail-type': ['dunlin.payment.received'] }],
      ['SendReceipts', { source: ['dunlin'], 'detail-type': ['dunlin.payment.applied'] }],
      ['WakeCase', { source: ['dunlin'], 'detail-type': ['dunlin.case.changed'] }],
      [
        'ReceiveDeliveryEvent',
        {
          source: ['aws.ses'],
          detail: {
            eventType: ['Delivery', 'Bounce', 'Complaint', 'Reject'],
            mail: {
              tags: {
                'ses:configuration-set': [configurationSet],
                'dunlin-kind': ['reminder', 'receipt', 'statement'],
              },
            },
          },
        },
      ],
    ]);
  });

  it('listen where the events are: ours on our bus, those of SES on the default bus', () => {
    const own = rules.filter(({ Properties }) => Properties.EventBusName).map(targetOf);
    expect(own).toEqual(['ApplyPayment', 'SendReceipts', 'WakeCase']);
    expect(JSON.stringify(one(ofType('AWS::SES::ConfigurationSetEventDestination')).Properties)).toContain(
      ':event-bus/default',
    );
  });

  it('all retry, and keep what they could not deliver', () => {
    for (const { Properties } of rules) {
      for (const { DeadLetterConfig } of rule.parse(Properties).Targets) {
        expect(DeadLetterConfig.Arn).toEqual({
          'Fn::GetAtt': [one(ofType('AWS::SQS::Queue'), 'Undelivered').logicalId, 'Arn'],
        });
      }
    }
  });
});

describe('the schedules', () => {
  it('say which partitions of the due index they poll', () => {
    const schedules = rules.filter(({ Properties }) => Properties.ScheduleExpression);
    const shards = Array.from({ length: 16 }, (_, shard) => `DUE#${shard}`);
    expect(
      schedules.map((found) => [targetOf(found), found.Properties.ScheduleExpression, found.Metadata['dunlin:polls']]),
    ).toEqual([
      ['StartDueCases', 'rate(5 minutes)', shards],
      ['SendReceipts', 'rate(15 minutes)', ['DUE#RECEIPT']],
      ['SendStatements', 'rate(15 minutes)', ['DUE#STATEMENT']],
      ['SendReport', 'rate(15 minutes)', ['DUE#REPORT']],
    ]);
  });
});

describe('failures', () => {
  it('of every asynchronous function are kept in a queue', () => {
    const asynchronous = Object.values<{ trigger: string }>(functionRoster).filter(({ trigger }) =>
      /event|schedule/.test(trigger),
    );
    const queue = one(ofType('AWS::SQS::Queue'), 'FailedInvocations').logicalId;
    const destinations = ofType('AWS::Lambda::EventInvokeConfig').map(({ Properties }) => Properties.DestinationConfig);
    expect(destinations).toEqual(
      asynchronous.map(() => ({ OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } })),
    );
  });

  it('of the stream are kept whole in a bucket, after the batch was halved and tried ten times', () => {
    const mapping = one(ofType('AWS::Lambda::EventSourceMapping')).Properties;
    expect(mapping).toMatchObject({
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(JSON.stringify(mapping.DestinationConfig)).toContain('FailuresBucket');
  });

  it('cannot come of records that tell of nothing: only audit records that tell something and received money start the publisher', () => {
    const criteria = z.object({ Filters: z.array(z.object({ Pattern: z.string() })) });
    const { Filters } = criteria.parse(one(ofType('AWS::Lambda::EventSourceMapping')).Properties.FilterCriteria);
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      {
        eventName: ['INSERT'],
        dynamodb: {
          Keys: { SK: { S: [{ prefix: 'EVENT#' }] } },
          NewImage: { type: { S: [{ 'anything-but': SILENT_RECORDS }] } },
        },
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { SK: { S: ['PAY'] } }, NewImage: { state: { S: ['received'] } } },
      },
    ]);
  });
});

describe('the functions', () => {
  const functions = ofType('AWS::Lambda::Function');

  it('are those of the roster, on Node 24 and arm64, traced', () => {
    expect(functions).toHaveLength(Object.keys(functionRoster).length);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'PassThrough' },
      });
    }
  });

  it('know their stage and only what they may touch', () => {
    const variables = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });
    const table = functions.map(({ logicalId, Properties }) => {
      const name = logicalId.replace(/^Functions|Handler\w{8}$/g, '');
      return `${name}: ${Object.keys(variables.parse(Properties).Environment.Variables).sort().join(' ')}`;
    });
    expect(table).toMatchInlineSnapshot(`
      [
        "ReceiveInvoices: STAGE TABLE_NAME",
        "ReceivePayments: STAGE TABLE_NAME",
        "ReceiveStripeEvent: STAGE STRIPE_SECRETS_PREFIX TABLE_NAME",
        "ReceiveInstruction: STAGE TABLE_NAME",
        "FollowLink: STAGE TABLE_NAME",
        "ReceiveDeliveryEvent: MESSAGES_BUCKET STAGE TABLE_NAME",
        "StartDueCases: STAGE STATE_MACHINE_ARN TABLE_NAME",
        "EvaluateEscalation: STAGE TABLE_NAME",
        "SendReminder: CONFIGURATION_SET MESSAGES_BUCKET STAGE TABLE_NAME",
        "OpenTask: CONFIGURATION_SET MESSAGES_BUCKET PUBLIC_URL STAGE TABLE_NAME",
        "AskAPerson: CONFIGURATION_SET MESSAGES_BUCKET PUBLIC_URL STAGE TABLE_NAME",
        "ApplyPayment: STAGE TABLE_NAME",
        "SendReceipts: CONFIGURATION_SET MESSAGES_BUCKET STAGE TABLE_NAME",
        "SendStatements: CONFIGURATION_SET MESSAGES_BUCKET STAGE TABLE_NAME",
        "WakeCase: STAGE TABLE_NAME",
        "PublishEvents: EVENT_BUS_NAME STAGE",
        "PublishPolicy: STAGE TABLE_NAME",
        "AnswerQuery: MESSAGES_BUCKET STAGE TABLE_NAME",
        "SendReport: CONFIGURATION_SET MESSAGES_BUCKET PUBLIC_URL STAGE TABLE_NAME",
      ]
    `);
  });

  it('end before their caller gives up', () => {
    const timeouts = new Map(
      functions.map(({ logicalId, Properties }) => [
        logicalId.replace(/^Functions|Handler\w{8}$/g, ''),
        Properties.Timeout,
      ]),
    );
    expect(timeouts.get('ReceiveInvoices')).toBe(29);
    expect(timeouts.get('SendReminder')).toBe(60);
    expect(timeouts.get('StartDueCases')).toBe(240);
  });
});

it('puts out what an operator and an ERP need', () => {
  expect([...outputs].sort()).toEqual([
    ...['ApiUrl', 'BusName', 'FailedInvocationsQueueUrl', 'FailuresBucketName', 'MessagesBucketName', 'PublisherName'],
    ...['StateMachineArn', 'TableName', 'UndeliveredQueueUrl'],
  ]);
});
