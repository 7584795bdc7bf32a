/** Decisions as the state machine carries them: whole seconds, leases, and what lies too far ahead. */
import { describe, expect, it } from 'vitest';
import { NextDecision } from '../../../contracts/tasks/next-decision.ts';
import { superseded, toNext } from '../../../core/case/next.ts';
import { anInvoice } from '../../support/builders.ts';

const NOW = '2026-02-03T10:00:00.000Z';
const wait = (until: string) =>
  ({ kind: 'wait', reason: 'not-due', until, action: 'remind', stepId: 'friendly' }) as const;

describe('toNext', () => {
  it.each([
    {
      until: '2026-02-03T10:01:00.000Z',
      waitSeconds: 60,
      leaseUntil: '2026-02-03T13:01:00.000Z',
      when: 'it is whole seconds ahead',
    },
    {
      until: '2026-02-03T10:00:01.001Z',
      waitSeconds: 2,
      leaseUntil: '2026-02-03T13:00:02.000Z',
      when: 'a millisecond more: it is never too early',
    },
    {
      until: '2026-02-03T10:00:00.001Z',
      waitSeconds: 1,
      leaseUntil: '2026-02-03T13:00:01.000Z',
      when: 'it is a millisecond ahead',
    },
    { until: NOW, waitSeconds: 1, leaseUntil: '2026-02-03T13:00:01.000Z', when: 'it is now' },
    {
      until: '2026-01-01T00:00:00.000Z',
      waitSeconds: 1,
      leaseUntil: '2026-02-03T13:00:01.000Z',
      when: 'it has passed',
    },
  ])(
    'waits $waitSeconds s when $when, and leases the row for three hours more',
    ({ until, waitSeconds, leaseUntil }) => {
      expect(toNext(wait(until), anInvoice(), NOW)).toEqual({
        kind: 'wait',
        decisionVersion: 1,
        waitSeconds,
        leaseUntil,
        then: { action: 'remind', stepId: 'friendly' },
        reason: 'not-due',
      });
    },
  );

  it.each([
    { startedAt: undefined, until: '2026-11-30T10:00:00.000Z', kind: 'wait', when: '300 days ahead to the second' },
    { startedAt: undefined, until: '2026-11-30T10:00:00.001Z', kind: 'park', when: 'further ahead than 300 days' },
    {
      startedAt: '2025-05-01T10:00:00.000Z',
      until: '2026-02-25T10:00:00.000Z',
      kind: 'wait',
      when: 'within 300 days of its start',
    },
    {
      startedAt: '2025-05-01T10:00:00.000Z',
      until: '2026-02-26T10:00:00.000Z',
      kind: 'park',
      when: 'beyond 300 days of its start',
    },
  ])('is a $kind when the moment lies $when', ({ startedAt, until, kind }) => {
    const next = toNext(wait(until), anInvoice({ runStartedAt: startedAt }), NOW);
    expect(next.kind).toBe(kind);
    expect(next.waitSeconds).toBeLessThanOrEqual(300 * 86_400);
    if (kind === 'park') expect(next).toMatchObject({ waitSeconds: 1, leaseUntil: until });
  });

  it.each([
    { decision: { kind: 'close', reason: 'paid' }, kind: 'close', then: { action: 'evaluate', stepId: 'none' } },
    {
      decision: { kind: 'act', reason: 'step-due', action: 'open-task', stepId: 'call' },
      kind: 'act',
      then: { action: 'open-task', stepId: 'call' },
    },
    {
      decision: { kind: 'hold', reason: 'hold', until: '2026-02-04T10:00:00.000Z' },
      kind: 'wait',
      then: { action: 'evaluate', stepId: 'none' },
    },
  ] as const)('tells what comes after a $decision.kind', ({ decision, kind, then }) => {
    const next = toNext(decision, anInvoice({ decisionVersion: 7 }), NOW);
    expect(next).toMatchObject({ kind, then, decisionVersion: 7 });
    expect(NextDecision.parse(next)).toEqual(next);
  });

  it('ends the execution of a case that is no longer chased, for there is nothing to wait for', () => {
    const hold = { kind: 'hold', reason: 'not-chased', until: '2026-03-03T10:00:00.000Z' } as const;
    const idle = anInvoice({ caseState: 'idle', collection: 'auto' });
    expect(toNext(hold, idle, NOW).kind).toBe('park');
    expect(toNext({ kind: 'close', reason: 'void' }, idle, NOW).kind).toBe('close');
  });

  it('lets an old run do nothing more', () => {
    expect(NextDecision.parse(superseded(NOW))).toMatchObject({
      kind: 'superseded',
      reason: 'superseded',
      decisionVersion: 0,
    });
  });
});
