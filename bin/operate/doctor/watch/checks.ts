/** The checks of the watch over a stage: alarms, queues, rules, the sweep and the budget. */
import type { BudgetsClient } from '@aws-sdk/client-budgets';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Check } from '../examine.ts';
import type { Finding } from '../finding.ts';
import { sweepOf } from '../moment.ts';
import type { Stacks } from '../stack.ts';
import { judgeAlarms, topicsOf } from './alarms.ts';
import { createAlarmQuestions, messagesIn, readBudgets, ruleStates } from './ask-watch.ts';
import type { Metrics } from './metrics.ts';
import { judgeBudgets, judgeQueue, judgeRules, judgeSweep } from './upkeep.ts';

export type WatchPorts = {
  readonly stacks: () => Promise<Stacks>;
  readonly metrics: Metrics;
  readonly now: () => Promise<string>;
  readonly cloudWatch: CloudWatchClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly budgets: BudgetsClient;
};

export function watchChecks(ports: WatchPorts): readonly Check[] {
  return [
    { about: 'alarms', look: () => lookAtAlarms(ports) },
    { about: 'dead-letter queues', look: () => lookAtQueues(ports) },
    { about: 'rules and schedules', look: () => lookAtRules(ports) },
    { about: 'last sweep', look: () => lookAtSweep(ports) },
    { about: 'cost budget', look: () => lookAtBudgets(ports) },
  ];
}

async function lookAtAlarms({ stacks, cloudWatch, sns, now }: WatchPorts): Promise<readonly Finding[]> {
  const questions = createAlarmQuestions(cloudWatch, sns);
  const expected = (await stacks()).resources('AWS::CloudWatch::Alarm');
  const alarms = await questions.alarms(expected.map(({ id }) => id));
  const subscriptions = await Promise.all(
    topicsOf(alarms).map(async (topic) => ({ topic, all: await questions.subscriptions(topic) })),
  );
  return judgeAlarms({ expected, alarms, subscriptions, now: await now() });
}

async function lookAtQueues({ stacks, sqs }: WatchPorts): Promise<readonly Finding[]> {
  const queues = (await stacks()).resources('AWS::SQS::Queue');
  return Promise.all(queues.map(async ({ logicalId, id }) => judgeQueue(logicalId, await messagesIn(sqs, id))));
}

/** Rules that wait for SES's events are on the default bus, all others on the stage's own. */
async function lookAtRules({ stacks, events }: WatchPorts): Promise<readonly Finding[]> {
  const found = await stacks();
  const own = found.resources('AWS::Events::EventBus').map(({ id }) => id);
  return judgeRules(found.resources('AWS::Events::Rule'), await ruleStates(events, ['default', ...own]));
}

async function lookAtSweep({ stacks, metrics, now }: WatchPorts): Promise<readonly Finding[]> {
  const sweep = sweepOf(await stacks());
  const until = await now();
  const invocations = await metrics.read({
    namespace: 'AWS/Lambda',
    name: 'Invocations',
    dimensions: { FunctionName: sweep.id },
    stat: 'Sum',
    periodSeconds: 300,
    days: 1,
    until,
  });
  return [judgeSweep(invocations, until)];
}

async function lookAtBudgets({ stacks, budgets }: WatchPorts): Promise<readonly Finding[]> {
  const { account } = await stacks();
  if (account === undefined)
    throw new Error('which account this is stands in the name of its stacks, and there are none');
  return [judgeBudgets(await readBudgets(budgets, account))];
}
