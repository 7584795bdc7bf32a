/** What the doctor makes of alarms, queues, rules, the sweep, budgets, the clock and quotas. */
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { judgeAlarms } from '../../../bin/operate/doctor/watch/alarms.ts';
import { judgeLoad, judgeThrottled } from '../../../bin/operate/doctor/watch/quotas.ts';
import {
  judgeBudgets,
  judgeClock,
  judgeQueue,
  judgeRules,
  judgeSweep,
} from '../../../bin/operate/doctor/watch/upkeep.ts';

const NOW = '2026-02-03T10:00:00.000Z';
const ago = (minutes: number): Date => new Date(Date.parse(NOW) - minutes * 60_000);
const topic = 'arn:aws:sns:eu-west-1:111122223333:alarms';

describe('the alarms', () => {
  const alarm: MetricAlarm = {
    AlarmName: 'stack-sweep',
    AlarmDescription: 'Overdue invoices start no path. Runbook: docs/runbook.md#sweep-stopped',
    StateValue: 'OK',
    StateUpdatedTimestamp: ago(600),
    ActionsEnabled: true,
    AlarmActions: [topic],
  };
  const confirmed = { SubscriptionArn: `${topic}:5f6d`, Protocol: 'email' };
  const judge = (
    more: Partial<MetricAlarm>,
    all: readonly { SubscriptionArn: string; Protocol?: string }[] = [confirmed],
  ) =>
    judgeAlarms({
      expected: [{ logicalId: 'WatchSweepStopped0123ABCD', id: 'stack-sweep' }],
      alarms: [{ ...alarm, ...more }],
      subscriptions: [{ topic, all }],
      now: NOW,
    });

  it.each([
    { when: 'none rings', more: {}, then: ['ok', 'ok'] },
    { when: 'one rings', more: { StateValue: 'ALARM' as const }, then: ['mend', 'ok'] },
    {
      when: 'one is new',
      more: { StateValue: 'INSUFFICIENT_DATA' as const, StateUpdatedTimestamp: ago(5) },
      then: ['ok', 'ok'],
    },
    { when: 'one has no data for hours', more: { StateValue: 'INSUFFICIENT_DATA' as const }, then: ['mend', 'ok'] },
    { when: 'one is muted', more: { ActionsEnabled: false }, then: ['mend', 'ok'] },
    { when: 'one tells nobody', more: { AlarmActions: [] }, then: ['mend'] },
  ])('are $then when $when', ({ more, then }) => {
    expect(judge(more).map(({ state }) => state)).toEqual(then);
  });

  it('tell what rings in the words of the alarm', () => {
    expect(judge({ StateValue: 'ALARM' })[0]).toMatchObject({
      about: 'alarm WatchSweepStopped',
      says: expect.stringContaining('docs/runbook.md#sweep-stopped'),
    });
  });

  it.each([
    { when: 'nobody subscribed', all: [], says: 'nobody hears it' },
    {
      when: 'nobody confirmed',
      all: [{ SubscriptionArn: 'PendingConfirmation' }],
      says: 'its subscription was never confirmed',
    },
    { when: 'somebody left', all: [{ SubscriptionArn: 'Deleted' }], says: 'its subscription was never confirmed' },
  ])('are to mend when $when', ({ all, says }) => {
    expect(judge({}, all)[1]).toMatchObject({ about: 'alarm topic alarms', state: 'mend', says });
  });

  it('are heard as soon as one of several confirmed', () => {
    expect(judge({}, [{ SubscriptionArn: 'PendingConfirmation' }, confirmed])[1]).toMatchObject({ state: 'ok' });
  });

  it('must all be there', () => {
    const gone = { expected: [{ logicalId: 'Gone', id: 'x' }], alarms: [], subscriptions: [], now: NOW };
    expect(judgeAlarms(gone)).toEqual([expect.objectContaining({ state: 'mend', says: 'not there' })]);
    expect(judgeAlarms({ ...gone, expected: [] })).toEqual([expect.objectContaining({ state: 'mend' })]);
  });
});

describe('the upkeep', () => {
  it.each([
    { messages: 0, state: 'ok', says: 'empty' },
    { messages: 1, state: 'mend', says: '1 message lies in it' },
    { messages: 7, state: 'mend', says: '7 messages lie in it' },
  ])('of a dead-letter queue with $messages messages is $state', ({ messages, state, says }) => {
    expect(judgeQueue('UndeliveredQueue0123ABCD', messages)).toMatchObject({
      about: 'dead-letter queue UndeliveredQueue',
      state,
      says,
    });
  });

  it('sends what could not be delivered and what could not be done to their own sections', () => {
    expect(judgeQueue('UndeliveredQueue0123ABCD', 1)).toMatchObject({ todo: 'docs/runbook.md#undelivered-events' });
    expect(judgeQueue('FailedInvocationsQueue0123ABCD', 1)).toMatchObject({
      todo: 'docs/runbook.md#failed-invocations',
    });
  });

  it('wants every rule of the stacks enabled', () => {
    const expected = [
      { logicalId: 'SchedulesStartDueCases0123ABCD', id: 'sweep' },
      { logicalId: 'EventsCaseChanged0123ABCD', id: 'bus|changed' },
    ];
    const all = (sweep: string) =>
      new Map([
        ['sweep', sweep],
        ['changed', 'ENABLED'],
      ]);
    expect(judgeRules(expected, all('ENABLED'))).toEqual([
      { state: 'ok', about: 'rules and schedules', says: '2 enabled' },
    ]);
    expect(judgeRules(expected, all('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'))).toMatchObject([{ state: 'ok' }]);
    expect(judgeRules(expected, all('DISABLED'))).toMatchObject([
      { state: 'mend', about: 'rule SchedulesStartDueCases', todo: 'aws events enable-rule --name sweep' },
    ]);
    expect(
      judgeRules(
        expected,
        new Map([
          ['sweep', 'ENABLED'],
          ['changed', 'DISABLED'],
        ]),
      ),
    ).toMatchObject([{ todo: 'aws events enable-rule --name changed --event-bus-name bus' }]);
    expect(judgeRules(expected, new Map())).toMatchObject([{ says: 'not there' }, { says: 'not there' }]);
    expect(judgeRules([], new Map())).toMatchObject([{ state: 'mend' }]);
  });

  it.each([
    { when: 'it ran a moment ago', figures: [{ at: ago(5), value: 1 }], state: 'ok' },
    { when: 'it ran an hour ago', figures: [{ at: ago(60), value: 1 }], state: 'mend' },
    {
      when: 'only nothing was counted since',
      figures: [
        { at: ago(60), value: 1 },
        { at: ago(5), value: 0 },
      ],
      state: 'mend',
    },
    { when: 'it never ran', figures: [], state: 'mend' },
  ])('of the sweep is $state when $when', ({ figures, state }) => {
    expect(judgeSweep(figures, NOW)).toMatchObject({ state });
  });

  const cost = { BudgetName: 'monthly', BudgetType: 'COST' as const, TimeUnit: 'MONTHLY' as const };
  it.each([
    { when: 'somebody is told', budgets: [{ budget: cost, heardBy: [0, 1] }], state: 'ok' },
    { when: 'nobody is told', budgets: [{ budget: cost, heardBy: [0] }], state: 'mend' },
    { when: 'it has no notification', budgets: [{ budget: cost, heardBy: [] }], state: 'mend' },
    {
      when: 'it counts usage only',
      budgets: [{ budget: { ...cost, BudgetType: 'USAGE' as const }, heardBy: [1] }],
      state: 'mend',
    },
    { when: 'there is none', budgets: [], state: 'mend' },
  ])('of the budget is $state when $when', ({ budgets, state }) => {
    expect(judgeBudgets(budgets)).toMatchObject({ state });
  });

  it.each([
    { skew: 0, state: 'ok' },
    { skew: -60_000, state: 'ok' },
    { skew: 60_001, state: 'mend' },
    { skew: -300_000, state: 'mend' },
    { skew: undefined, state: 'cannot tell' },
  ])('of a clock that is off by $skew ms is $state', ({ skew, state }) => {
    expect(judgeClock(skew)).toMatchObject({ state });
  });
});

describe('a quota', () => {
  const load = { about: 'open executions', unit: 'open executions', todo: 'ask for more' };
  it.each([
    { used: 799_999, limit: 1_000_000, state: 'ok' },
    { used: 800_000, limit: 1_000_000, state: 'mend' },
    { used: undefined, limit: 1_000_000, state: 'ok' },
    { used: 0.5, limit: 1, state: 'ok' },
    { used: 1, limit: 1, state: 'mend' },
    { used: 9, limit: -1, state: 'ok' },
    { used: 0, limit: 0, state: 'mend' },
    { used: 9, limit: undefined, state: 'cannot tell' },
    { used: undefined, limit: undefined, state: 'skip' },
  ])('of which $used of $limit were used is $state', ({ used, limit, state }) => {
    expect(judgeLoad({ ...load, used, limit })).toMatchObject({ state });
  });

  it('was reached where calls were throttled', () => {
    expect(judgeThrottled('starts', 0, 'x')).toEqual([]);
    expect(judgeThrottled('starts', 3, 'x')).toMatchObject([
      { state: 'mend', says: expect.stringContaining('3 calls') },
    ]);
  });
});
