/** How the stacks and the watch over them are asked for. */
import {
  BudgetsClient,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
} from '@aws-sdk/client-budgets';
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { readMoment, SWEEP_FUNCTION } from '../../../bin/operate/doctor/moment.ts';
import { readStacks, stacksOf } from '../../../bin/operate/doctor/stack.ts';
import {
  createAlarmQuestions,
  lambdaConcurrency,
  messagesIn,
  readBudgets,
  ruleStates,
} from '../../../bin/operate/doctor/watch/ask-watch.ts';
import { createMetrics } from '../../../bin/operate/doctor/watch/metrics.ts';

const place = { region: 'eu-west-1' };
const about = { message: 'not there', $metadata: {} };
const cloudFormation = mockClient(CloudFormationClient);
const cloudWatch = mockClient(CloudWatchClient);
const sns = mockClient(SNSClient);
const sqs = mockClient(SQSClient);
const events = mockClient(EventBridgeClient);
const quotas = mockClient(ServiceQuotasClient);
const budgets = mockClient(BudgetsClient);
const lambda = mockClient(LambdaClient);

beforeEach(() => {
  for (const mock of [cloudFormation, cloudWatch, sns, sqs, events, quotas, budgets, lambda]) mock.reset();
});

/** As AWS refuses: an exception by name, with its status. */
const denied = Object.assign(new Error('User: … is not authorized'), {
  name: 'AccessDeniedException',
  $metadata: { httpStatusCode: 400 },
});

describe('the watch', () => {
  it('reads stacks, their account and their resources by type', async () => {
    cloudFormation.on(DescribeStacksCommand).callsFake(({ StackName }) => ({
      Stacks: [{ StackName, StackId: `arn:aws:cloudformation:eu-west-1:111122223333:stack/${StackName}/1` }],
    }));
    const summary = {
      LastUpdatedTimestamp: new Date(),
      ResourceStatus: 'CREATE_COMPLETE' as const,
      ResourceType: 'AWS::SQS::Queue',
    };
    cloudFormation.on(ListStackResourcesCommand).resolves({});
    cloudFormation
      .on(ListStackResourcesCommand, { StackName: 'Dunlin-dev-Pipeline', NextToken: undefined })
      .resolves({
        StackResourceSummaries: [{ ...summary, LogicalResourceId: 'A', PhysicalResourceId: 'a' }],
        NextToken: 'more',
      })
      .on(ListStackResourcesCommand, { StackName: 'Dunlin-dev-Pipeline', NextToken: 'more' })
      .resolves({
        StackResourceSummaries: [
          { ...summary, LogicalResourceId: 'B', PhysicalResourceId: 'b' },
          { ...summary, LogicalResourceId: 'unmade' },
        ],
      });
    const stacks = await readStacks(new CloudFormationClient(place), 'dev');
    expect(stacks.account).toBe('111122223333');
    expect(stacks.resources('AWS::SQS::Queue')).toEqual([
      { logicalId: 'A', id: 'a' },
      { logicalId: 'B', id: 'b' },
    ]);
    expect(stacks.resources('AWS::SNS::Topic')).toEqual([]);
  });

  it('finds no stack where CloudFormation calls the question invalid, and never where it refuses', async () => {
    const client = new CloudFormationClient(place);
    cloudFormation
      .on(DescribeStacksCommand)
      .rejects(Object.assign(new Error('does not exist'), { name: 'ValidationError' }));
    expect((await readStacks(client, 'dev')).stacks).toEqual([]);
    expect(cloudFormation.commandCalls(ListStackResourcesCommand)).toEqual([]);
    cloudFormation.on(DescribeStacksCommand).rejects(denied);
    await expect(readStacks(client, 'dev')).rejects.toThrow('cloudformation:DescribeStacks');
  });

  it('asks for a hundred alarms at a time', async () => {
    cloudWatch
      .on(DescribeAlarmsCommand)
      .callsFake(({ AlarmNames = [] }) => ({ MetricAlarms: AlarmNames.map((AlarmName: string) => ({ AlarmName })) }));
    sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] });
    const questions = createAlarmQuestions(new CloudWatchClient(place), new SNSClient(place));
    const names = Array.from({ length: 250 }, (_, index) => `alarm-${index}`);
    expect(await questions.alarms(names)).toHaveLength(250);
    expect(cloudWatch.commandCalls(DescribeAlarmsCommand)).toHaveLength(3);
    expect(await questions.subscriptions('arn')).toHaveLength(1);
  });

  it('puts the pages of a metric in one row, oldest first', async () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
    cloudWatch
      .on(GetMetricDataCommand, { NextToken: undefined })
      .resolves({ MetricDataResults: [{ Timestamps: [at(1)], Values: [4] }], NextToken: 'more' })
      .on(GetMetricDataCommand, { NextToken: 'more' })
      .resolves({ MetricDataResults: [{ Timestamps: [at(2)], Values: [5] }] });
    const wanted = {
      namespace: 'AWS/SES',
      name: 'Send',
      stat: 'Sum',
      periodSeconds: 60,
      days: 3,
      until: '2026-01-04T00:00:00.000Z',
    } as const;
    expect(await createMetrics(new CloudWatchClient(place)).read(wanted)).toEqual([
      { at: at(1), value: 4 },
      { at: at(2), value: 5 },
    ]);
    const [call] = cloudWatch.commandCalls(GetMetricDataCommand);
    expect(call?.args[0].input).toMatchObject({
      StartTime: new Date('2026-01-01T00:00:00.000Z'),
      ScanBy: 'TimestampAscending',
    });
  });

  it('counts messages that somebody holds at the moment', async () => {
    sqs
      .on(GetQueueAttributesCommand)
      .resolves({ Attributes: { ApproximateNumberOfMessages: '2', ApproximateNumberOfMessagesNotVisible: '1' } });
    expect(await messagesIn(new SQSClient(place), 'https://queue')).toBe(3);
    expect(sqs.commandCalls(GetQueueAttributesCommand)[0]?.args[0].input.AttributeNames).toEqual([
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
    ]);
  });

  it('reads the rules of each bus', async () => {
    events.on(ListRulesCommand, { EventBusName: 'default' }).resolves({ Rules: [{ Name: 'a', State: 'DISABLED' }] });
    events.on(ListRulesCommand, { EventBusName: 'own' }).resolves({ Rules: [{ Name: 'b', State: 'ENABLED' }] });
    expect([...(await ruleStates(new EventBridgeClient(place), ['default', 'own']))]).toEqual([
      ['a', 'DISABLED'],
      ['b', 'ENABLED'],
    ]);
  });

  it("takes a sandbox's faster clock for the stage's time", async () => {
    const stacks = stacksOf(
      [],
      [
        {
          LogicalResourceId: `${SWEEP_FUNCTION}0123ABCD`,
          PhysicalResourceId: 'sweep',
          ResourceType: 'AWS::Lambda::Function',
          LastUpdatedTimestamp: new Date(),
          ResourceStatus: 'CREATE_COMPLETE',
        },
      ],
    );
    lambda
      .on(GetFunctionConfigurationCommand, { FunctionName: 'sweep' })
      .resolves({ Environment: { Variables: { STAGE: 'dev' } } });
    expect(await readMoment(new LambdaClient(place), stacks)).toMatchObject({ pace: 1 });
    const Variables = { SECONDS_PER_DAY: '10', CLOCK_EPOCH: '2026-01-01T00:00:00.000Z' };
    lambda.on(GetFunctionConfigurationCommand, { FunctionName: 'sweep' }).resolves({ Environment: { Variables } });
    const { now, pace } = await readMoment(new LambdaClient(place), stacks);
    expect(pace).toBe(8_640);
    expect(Date.parse(now)).toBeGreaterThan(Date.now());
    await expect(readMoment(new LambdaClient(place), stacksOf([], []))).rejects.toThrow(
      `expected the function ${SWEEP_FUNCTION}`,
    );
  });

  it("takes the account's own quota of Lambda, else AWS's default", async () => {
    quotas.on(GetServiceQuotaCommand).resolves({ Quota: { Value: 10 } });
    expect(await lambdaConcurrency(new ServiceQuotasClient(place))).toBe(10);
    quotas.on(GetServiceQuotaCommand).rejects(new NoSuchResourceException(about));
    quotas.on(GetAWSDefaultServiceQuotaCommand).resolves({ Quota: { Value: 1000 } });
    expect(await lambdaConcurrency(new ServiceQuotasClient(place))).toBe(1000);
  });

  it('reads who hears of each budget', async () => {
    const notice = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 } as const;
    budgets
      .on(DescribeBudgetsCommand)
      .resolves({ Budgets: [{ BudgetName: 'monthly', BudgetType: 'COST', TimeUnit: 'MONTHLY' }] });
    budgets.on(DescribeNotificationsForBudgetCommand).resolves({ Notifications: [notice] });
    budgets
      .on(DescribeSubscribersForNotificationCommand)
      .resolves({ Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'x' }] });
    expect(await readBudgets(new BudgetsClient(place), '111122223333')).toMatchObject([
      { budget: { BudgetName: 'monthly' }, heardBy: [1] },
    ]);
  });
});
