/** Who is woken by an alarm reads what somebody feels and finds what to do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { one, synthesize } from './synthesis.ts';

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
        "OutboxPublishingLags",
        "OutboxRecordsGivenUp",
        "OutboxRecordsLost",
        "UndeliveredNotEmpty",
        "WatchAskAPersonErrors",
        "WatchEvaluateEscalationErrors",
        "WatchOpenTaskErrors",
        "WatchPersonNeeded",
        "WatchSendReminderErrors",
        "WatchSilence",
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

  it('may be published by CloudWatch, whose right the TLS statement would otherwise replace', () => {
    const document = z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) });
    const { Statement } = document.parse(one(ofType('AWS::SNS::TopicPolicy')).Properties).PolicyDocument;
    const right = { Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' } };
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

it('an alarm e-mail named in the stage or on the command line is subscribed, and none else', () => {
  expect(ofType('AWS::SNS::Subscription')).toEqual([]);
});
