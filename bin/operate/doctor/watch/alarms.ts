/** Alarms: there, quiet, and heard by somebody. */
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Subscription } from '@aws-sdk/client-sns';
import { type Finding, listed, mend, ok } from '../finding.ts';
import { plainName, type Resource } from '../stack.ts';

export type AlarmFacts = {
  /** Of the template. */
  readonly expected: readonly Resource[];
  readonly alarms: readonly MetricAlarm[];
  readonly subscriptions: readonly { readonly topic: string; readonly all: readonly Subscription[] }[];
  readonly now: string;
};

const HOUR_MS = 3_600_000;

/** The alarms count missing figures as good or bad, never as unknown: without data for an hour one is new or broken. */
export function judgeAlarms({ expected, alarms, subscriptions, now }: AlarmFacts): readonly Finding[] {
  if (expected.length === 0) return [mend('alarms', 'the stacks have none', 'deploy the stage again')];
  const byName = new Map(alarms.map((alarm) => [alarm.AlarmName, alarm]));
  const findings = expected.flatMap(({ logicalId, id }) => judgeAlarm(plainName(logicalId), byName.get(id), now));
  const bad = findings.length > 0 ? findings : [ok('alarms', `${expected.length} alarms, none rings`)];
  return [...bad, ...judgeBells(alarms, subscriptions)];
}

function judgeAlarm(name: string, alarm: MetricAlarm | undefined, now: string): readonly Finding[] {
  const about = `alarm ${name}`;
  if (!alarm) return [mend(about, 'not there', 'deploy the stack again, which puts it back')];
  const { StateValue, StateReason = '', StateUpdatedTimestamp, AlarmActions = [], ActionsEnabled, AlarmName } = alarm;
  if (ActionsEnabled === false || AlarmActions.length === 0)
    return [mend(about, 'rings no bell', `aws cloudwatch enable-alarm-actions --alarm-names ${AlarmName}`)];
  if (StateValue === 'ALARM')
    return [mend(about, `rings: ${alarm.AlarmDescription ?? StateReason}`, 'follow its section of the runbook')];
  const since = StateUpdatedTimestamp?.getTime() ?? 0;
  if (StateValue === 'INSUFFICIENT_DATA' && Date.parse(now) - since > HOUR_MS)
    return [mend(about, 'has known nothing for more than an hour', 'look whether its metric is still written')];
  return [];
}

/** An e-mail subscription counts once its receiver has clicked on the link (API_ListSubscriptionsByTopic of SNS). */
function judgeBells(alarms: readonly MetricAlarm[], subscriptions: AlarmFacts['subscriptions']): readonly Finding[] {
  const topics = topicsOf(alarms);
  return topics.map((topic) => {
    const about = `alarm topic ${topic.split(':').at(-1)}`;
    const all = subscriptions.find((one) => one.topic === topic)?.all ?? [];
    const heard = all.filter(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:'));
    if (heard.length > 0) return ok(about, `heard by ${listed(heard.map(({ Protocol }) => Protocol ?? 'somebody'))}`);
    return all.length > 0
      ? mend(
          about,
          'its subscription was never confirmed',
          'open the mail "AWS Notification - Subscription Confirmation" and follow its link',
        )
      : mend(about, 'nobody hears it', 'npx cdk deploy --all -c alarmEmail=you@example.com');
  });
}

export const topicsOf = (alarms: readonly MetricAlarm[]): readonly string[] => [
  ...new Set(alarms.flatMap(({ AlarmActions = [] }) => AlarmActions).filter((arn) => arn.includes(':sns:'))),
];
