/** What the doctor makes of the stacks, the table and its rows. */
import type { ContinuousBackupsDescription, TableDescription } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { judgeDue, judgeStops } from '../../../bin/operate/doctor/data/rows.ts';
import { judgeBackups, judgeTable } from '../../../bin/operate/doctor/data/table.ts';
import { judgeStacks, plainName } from '../../../bin/operate/doctor/stack.ts';

const NOW = '2026-02-03T10:00:00.000Z';

describe('the stacks', () => {
  const stack = (name: string, more = {}) => ({
    StackName: `Dunlin-prod-${name}`,
    StackStatus: 'UPDATE_COMPLETE' as const,
    CreationTime: new Date(NOW),
    EnableTerminationProtection: true,
    ...more,
  });
  it.each([
    { when: 'both stand', pipeline: {}, state: 'ok' },
    { when: 'one was rolled back', pipeline: { StackStatus: 'UPDATE_ROLLBACK_COMPLETE' as const }, state: 'mend' },
    { when: 'one is under way', pipeline: { StackStatus: 'UPDATE_IN_PROGRESS' as const }, state: 'mend' },
    { when: 'one may be deleted', pipeline: { EnableTerminationProtection: false }, state: 'mend' },
    { when: 'one is missing', pipeline: { StackName: 'Other' }, state: 'mend' },
  ])('are $state when $when', ({ pipeline, state }) => {
    const findings = judgeStacks([stack('Ledger'), stack('Pipeline', pipeline)], 'prod');
    expect(findings.map((finding) => finding.state)).toEqual(['ok', state]);
  });

  it('may be deleted where the stage is no prod', () => {
    const open = [{ StackName: 'Dunlin-dev-Ledger' }, { StackName: 'Dunlin-dev-Pipeline' }];
    const stacks = open.map((one) => ({
      ...one,
      StackStatus: 'CREATE_COMPLETE' as const,
      CreationTime: new Date(NOW),
    }));
    expect(judgeStacks(stacks, 'dev').map(({ state }) => state)).toEqual(['ok', 'ok']);
  });

  it('call a resource by its name without digits', () => {
    expect(plainName('MailConfigurationSet2AA84368')).toBe('MailConfigurationSet');
  });
});

describe('the table', () => {
  const backups = (status: 'ENABLED' | 'DISABLED'): ContinuousBackupsDescription => ({
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: status,
      EarliestRestorableDateTime: new Date('2026-01-01T00:00:00Z'),
    },
  });
  const table: TableDescription = {
    TableName: 'ledger',
    TableStatus: 'ACTIVE',
    DeletionProtectionEnabled: true,
    SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: 'arn' },
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };

  it('is backed up only while point-in-time recovery is on', () => {
    expect(judgeBackups('ledger', backups('ENABLED'))).toMatchObject({
      state: 'ok',
      says: expect.stringContaining('2026-01-01'),
    });
    expect(judgeBackups('ledger', backups('DISABLED'))).toMatchObject({
      state: 'mend',
      todo: expect.stringContaining('--table-name ledger'),
    });
    expect(judgeBackups('ledger', { ContinuousBackupsStatus: undefined })).toMatchObject({ state: 'mend' });
  });

  it.each([
    { when: 'all is well', stage: 'prod', more: {}, then: ['ok'] },
    { when: 'prod may be deleted', stage: 'prod', more: { DeletionProtectionEnabled: false }, then: ['mend'] },
    { when: 'dev may be deleted', stage: 'dev', more: { DeletionProtectionEnabled: false }, then: ['ok'] },
    {
      when: 'it has no key of ours',
      stage: 'dev',
      more: { SSEDescription: { Status: 'ENABLED' as const, SSEType: 'AES256' as const } },
      then: ['mend'],
    },
    {
      when: 'its key is out of reach',
      stage: 'dev',
      more: { SSEDescription: { Status: 'UPDATING' as const, SSEType: 'KMS' as const } },
      then: ['mend'],
    },
    {
      when: 'its stream is off and it is archived',
      stage: 'dev',
      more: { TableStatus: 'ARCHIVED' as const, StreamSpecification: { StreamEnabled: false } },
      then: ['mend', 'mend'],
    },
  ])('is $then when $when', ({ stage, more, then }) => {
    expect(judgeTable(stage, { ...table, ...more }).map(({ state }) => state)).toEqual(then);
  });
});

describe('the rows', () => {
  it('tell who is stopped, since when and why', () => {
    expect(judgeStops([])).toMatchObject([{ state: 'ok' }]);
    const stop = { reason: 'balances look wrong', at: NOW };
    expect(
      judgeStops([
        { ...stop, creditorId: undefined },
        { ...stop, creditorId: 'demo' },
      ]),
    ).toMatchObject([
      {
        state: 'mend',
        says: expect.stringMatching(/whole stage.*balances look wrong/),
        todo: expect.stringMatching(/-- go$/),
      },
      {
        state: 'mend',
        says: expect.stringContaining('creditor demo'),
        todo: expect.stringContaining('go --creditor demo'),
      },
    ]);
  });

  it.each([
    { when: 'nothing is due', due: [undefined], state: 'ok' },
    { when: 'something has just become due', due: ['2026-02-03T09:30:00.000Z'], state: 'ok' },
    { when: 'something is due later', due: ['2026-02-04T09:30:00.000Z'], state: 'ok' },
    {
      when: 'something was left',
      due: [undefined, '2026-02-03T09:14:59.000Z', '2026-02-01T00:00:00.000Z'],
      state: 'mend',
    },
  ])('are $state when $when', ({ due, state }) => {
    const partitions = due.map((dueAt, index) => ({ partition: `DUE#${index}`, dueAt }));
    const finding = judgeDue(partitions, { now: NOW, pace: 1 });
    expect(finding).toMatchObject({ state });
    if (state === 'mend') expect(finding.says).toContain('2026-02-01');
  });

  it("are late by real time, also where the stage's clock runs faster", () => {
    const due = [{ partition: 'DUE#0', dueAt: '2026-02-02T10:00:00.000Z' }];
    expect(judgeDue(due, { now: NOW, pace: 8_640 })).toMatchObject({ state: 'ok' });
    expect(judgeDue(due, { now: NOW, pace: 24 })).toMatchObject({ state: 'mend' });
  });
});
