/** Who is woken by an alarm reads what somebody feels and finds what to do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { one, synthesize, synthesizeAnew } from './synthesis.ts';

const { ofType } = synthesize('dev');
const described = z.looseObject({ AlarmDescription: z.string(), AlarmActions: z.array(z.object({ Ref: z.string() })) });
const alarms = ofType('AWS::CloudWatch::Alarm').map(({ logicalId, Properties }) => ({
  logicalId,
  ...described.parse(Properties),
}));
const runbookFile = join(import.meta.dirname, '../../docs/runbook.md');

describe('the alarms', () => {
  it('watch executions, tasks, the sweep, events, queues, the API, people and silence', () => {
    const names = alarms.map(({ logicalId }) => logicalId.replace(/Alarm[A-Z0-9]{8}$/, '')).sort();
    expect(names).toMatchInlineSnapshot(`
      [
        "FailedInvocationsNotEmpty",
        "FrontDoorServerErrors",
        "LastResortEventsLost",
        "LastResortFailuresLost",
        "OutboxPublishingLags",
        "OutboxRecordsGivenUp",
        "OutboxRecordsLost",
        "UndeliveredNotEmpty",
        "WatchAskAPersonErrors",
        "WatchEvaluateEscalationErrors",
        "WatchOpenTaskErrors",
        "WatchPersonNeeded",
        "WatchReceiptsStopped",
        "WatchReportsStopped",
        "WatchSendReminderErrors",
        "WatchSilence",
        "WatchStatementsStopped",
        "WatchSweepStopped",
        "WorkflowExecutionsAborted",
        "WorkflowExecutionsFailed",
        "WorkflowExecutionsTimedOut",
      ]
    `);
  });

  it('say their impact in a sentence and name their runbook', () => {
    for (const { AlarmDescription } of alarms)
      expect(AlarmDescription).toMatch(/^[A-Z].{30,}[.] Runbook: docs\/runbook\.md#[a-z-]+$/);
  });

  it('all ring the one topic', () => {
    const topic = one(ofType('AWS::SNS::Topic')).logicalId;
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: topic }]);
  });

  it('name a heading that the runbook has', () => {
    const anchors = new Set(alarms.map(({ AlarmDescription }) => AlarmDescription.split('#').at(-1)));
    const runbook = existsSync(runbookFile) ? readFileSync(runbookFile, 'utf8') : '';
    const headings = new Set(
      [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/ /g, '-')),
    );
    expect([...anchors].filter((anchor) => anchor && !headings.has(anchor))).toEqual([]);
  });

  it('may be published by CloudWatch and Budgets, whose right the TLS statement would otherwise replace', () => {
    const document = z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) });
    const { Statement } = document.parse(one(ofType('AWS::SNS::TopicPolicy')).Properties).PolicyDocument;
    const services = { Service: ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com'] };
    const right = { Effect: 'Allow', Action: 'sns:Publish', Principal: services };
    expect(Statement).toContainEqual(expect.objectContaining(right));
  });

  it('tell of silence only while cases are open', () => {
    const { Metrics } = one(ofType('AWS::CloudWatch::Alarm'), 'WatchSilence').Properties;
    const metrics = JSON.stringify(Metrics);
    expect(metrics).toContain('open > 0 AND FILL(sent, 0) == 0');
    expect(metrics).toContain('"MetricName":"OpenCases","Namespace":"Dunlin"');
    expect(metrics).toContain('"MetricName":"MessagesSent","Namespace":"Dunlin"');
  });
});

describe('whoever hears the alarms', () => {
  const heard = synthesizeAnew('prod', { context: { alarmEmail: 'ops@example.com', monthlyBudget: '120' } });
  const topic = { Ref: one(heard.ofType('AWS::SNS::Topic')).logicalId };

  it('is subscribed where an address is given, and nobody else is', () => {
    expect(ofType('AWS::SNS::Subscription')).toEqual([]);
    const subscribed = heard.ofType('AWS::SNS::Subscription').map(({ Properties }) => Properties);
    expect(subscribed).toEqual([{ Protocol: 'email', Endpoint: 'ops@example.com', TopicArn: topic }]);
  });

  it('hears of costs before the bill comes', () => {
    const { Budget, NotificationsWithSubscribers } = one(heard.ofType('AWS::Budgets::Budget')).Properties;
    expect(Budget).toEqual({ BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 120, Unit: 'USD' } });
    const rings = z
      .array(
        z.object({
          Notification: z.object({ NotificationType: z.string(), Threshold: z.number(), ThresholdType: z.string() }),
          Subscribers: z.unknown(),
        }),
      )
      .parse(NotificationsWithSubscribers);
    expect(rings.map(({ Notification }) => Object.values(Notification).join(' '))).toEqual([
      'ACTUAL 80 PERCENTAGE',
      'ACTUAL 100 PERCENTAGE',
      'FORECASTED 100 PERCENTAGE',
    ]);
    for (const { Subscribers } of rings) expect(Subscribers).toEqual([{ SubscriptionType: 'SNS', Address: topic }]);
  });

  it('is there, or there is no budget: it would ring for nobody', () => {
    expect(ofType('AWS::Budgets::Budget')).toEqual([]);
    const named = synthesizeAnew('prod', { context: { alarmEmail: 'ops@example.com' } });
    expect(one(named.ofType('AWS::Budgets::Budget')).Properties.Budget).toMatchObject({ BudgetLimit: { Amount: 200 } });
  });

  it.each(['0', '-1', 'much'])('is asked for a budget above nothing, not for %s', (monthlyBudget) => {
    expect(() => synthesizeAnew('dev', { context: { monthlyBudget } })).toThrow(
      `expected monthlyBudget in US dollars, above 0, found "${monthlyBudget}"`,
    );
  });
});
