/** What CloudWatch, SNS, SQS, EventBridge, Service Quotas and Budgets answer about the watch over a stage. */
import {
  type Budget,
  type BudgetsClient,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  type Notification,
} from '@aws-sdk/client-budgets';
import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { type EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { ListSubscriptionsByTopicCommand, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { asking, askingAll, askingFor } from '../ask.ts';

/** Alarms that one call may name. */
const ALARMS_A_CALL = 100;

export function createAlarmQuestions(cloudWatch: CloudWatchClient, sns: SNSClient) {
  return {
    async alarms(names: readonly string[]): Promise<readonly MetricAlarm[]> {
      const found: MetricAlarm[] = [];
      for (let at = 0; at < names.length; at += ALARMS_A_CALL) {
        const AlarmNames = names.slice(at, at + ALARMS_A_CALL);
        found.push(
          ...(await askingAll('cloudwatch:DescribeAlarms', async (NextToken) => {
            const page = await cloudWatch.send(
              new DescribeAlarmsCommand({ AlarmNames, MaxRecords: ALARMS_A_CALL, NextToken }),
            );
            return { items: page.MetricAlarms, next: page.NextToken };
          })),
        );
      }
      return found;
    },
    subscriptions: (TopicArn: string): Promise<readonly Subscription[]> =>
      askingAll('sns:ListSubscriptionsByTopic', async (NextToken) => {
        const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
        return { items: page.Subscriptions, next: page.NextToken };
      }),
  };
}

/** Messages that lie in a queue, whether somebody holds them at the moment or not. */
export async function messagesIn(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await asking('sqs:GetQueueAttributes', () =>
    sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    ),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

/** The state of every rule on these buses, by its name. */
export async function ruleStates(
  events: EventBridgeClient,
  buses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rules = await Promise.all(
    buses.map((EventBusName) =>
      askingAll('events:ListRules', async (NextToken) => {
        const page = await events.send(new ListRulesCommand({ EventBusName, NextToken }));
        return { items: page.Rules, next: page.NextToken };
      }),
    ),
  );
  return new Map(rules.flat().map(({ Name = '', State = 'unknown' }) => [Name, State]));
}

/** "Concurrent executions" of Lambda, the account's own value or AWS's default. */
export async function lambdaConcurrency(quotas: ServiceQuotasClient): Promise<number | undefined> {
  const which = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' };
  const own = await askingFor('servicequotas:GetServiceQuota', ['NoSuchResourceException'], () =>
    quotas.send(new GetServiceQuotaCommand(which)),
  );
  if (own?.Quota?.Value !== undefined) return own.Quota.Value;
  const usual = await asking('servicequotas:GetAWSDefaultServiceQuota', () =>
    quotas.send(new GetAWSDefaultServiceQuotaCommand(which)),
  );
  return usual.Quota?.Value;
}

export interface WatchedBudget {
  readonly budget: Budget;
  /** How many hear each of its notifications. */
  readonly heardBy: readonly number[];
}

/** `budgets:ViewBudget` is the one action behind all three calls. */
export async function readBudgets(budgets: BudgetsClient, AccountId: string): Promise<readonly WatchedBudget[]> {
  const action = 'budgets:ViewBudget';
  const all = await askingAll(action, async (NextToken) => {
    const page = await budgets.send(new DescribeBudgetsCommand({ AccountId, NextToken }));
    return { items: page.Budgets, next: page.NextToken };
  });
  const hearing = async (BudgetName: string | undefined, notice: Notification): Promise<number> => {
    const command = new DescribeSubscribersForNotificationCommand({ AccountId, BudgetName, Notification: notice });
    return (await asking(action, () => budgets.send(command))).Subscribers?.length ?? 0;
  };
  return Promise.all(
    all.map(async (budget) => {
      const { BudgetName } = budget;
      const { Notifications = [] } = await asking(action, () =>
        budgets.send(new DescribeNotificationsForBudgetCommand({ AccountId, BudgetName })),
      );
      return { budget, heardBy: await Promise.all(Notifications.map((notice) => hearing(BudgetName, notice))) };
    }),
  );
}
