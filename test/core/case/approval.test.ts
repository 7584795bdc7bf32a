/** A step that needs approval: asked for once, waited for, carried out or left out; and what else people say about steps. */
import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Situation } from '../../../core/case/decide.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { instructStep, type StepDeed } from '../../../core/case/step-instruction.ts';
import { path } from '../../../core/case/steps.ts';
import { b2bStandard, type Step } from '../../../core/policy/policy.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

/** Tuesday 17 March 2026, 45 days after the due date, in the window. */
const DAY_45 = '2026-03-17T11:20:00.000Z';
const before = ['friendly', 'second', 'firm', 'call-again'];
const asked: Partial<Invoice> = {
  asked: ['final'],
  lastAction: { stepId: 'final', action: 'open-task', at: DAY_45, on: '2026-03-17' },
};
const approvals = { final: { at: DAY_45, by: 'api' } };

const aSituation = (invoice: Partial<Invoice> = {}, steps: readonly Step[] = b2bStandard.steps): Situation => ({
  invoice: anInvoice({ stepsDone: before, lastMessageOn: '2026-02-20', ...invoice }),
  customer: aCustomer(),
  policy: { ...b2bStandard, steps },
  large: false,
  coveredMinor: 0,
  stopped: false,
});

const final = { kind: 'act', reason: 'step-due', action: 'remind', stepId: 'final' } as const;

describe('a step that needs approval', () => {
  it.each<{ when: string; invoice: Partial<Invoice>; now?: string; then: Decision }>([
    {
      when: 'its day has come',
      invoice: {},
      then: { kind: 'act', reason: 'approval-needed', action: 'open-task', stepId: 'final' },
    },
    {
      when: 'it was asked for',
      invoice: asked,
      then: { kind: 'hold', reason: 'awaiting-approval', until: '2026-04-01T09:06:00.000Z' },
    },
    { when: 'it was approved, on the very day', invoice: { ...asked, approvals }, then: final },
    { when: 'it was approved before anybody asked', invoice: { approvals }, then: final },
    {
      when: 'another step was approved',
      invoice: { approvals: { firm: approvals.final } },
      then: { kind: 'act', reason: 'approval-needed', action: 'open-task', stepId: 'final' },
    },
    {
      when: 'the next step’s day has come without an answer',
      invoice: asked,
      now: '2026-04-01T10:06:00.000Z',
      then: { kind: 'act', reason: 'step-due', action: 'open-task', stepId: 'decide' },
    },
  ])('$then.kind ($then.reason) when $when', ({ invoice, now = DAY_45, then }) => {
    expect(decide(aSituation(invoice), now)).toEqual({
      ...then,
      ...('until' in then ? { until: expect.any(String) } : {}),
    });
  });

  it('is waited for until the next step’s day, and no longer', () => {
    const { lapsesAt } = path(aSituation(asked), DAY_45);
    expect(lapsesAt?.slice(0, 10)).toBe('2026-04-01');
    expect(path(aSituation(asked), '2026-03-31T22:00:00.000Z').lapsed).toEqual([]);
    expect(path(aSituation(asked), '2026-04-01T07:00:00.000Z').lapsed.map(({ id }) => id)).toEqual(['final']);
  });

  it('is waited for just as long where it was asked for late', () => {
    const late: Partial<Invoice> = {
      ...asked,
      lastAction: { stepId: 'final', action: 'open-task', at: '2026-06-01T09:00:00.000Z', on: '2026-06-01' },
    };
    expect(path(aSituation(late), '2026-06-02T09:00:00.000Z').lapsesAt?.slice(0, 10)).toBe('2026-06-16');
  });

  it('is waited for without an end where nothing follows it', () => {
    const steps = b2bStandard.steps.filter(({ id }) => id !== 'decide');
    const decision = decide(aSituation(asked, steps), '2026-12-01T10:30:00.000Z');
    expect(decision).toMatchObject({ kind: 'hold', reason: 'awaiting-approval' });
  });

  it('is left out only after it was asked for', () => {
    expect(path(aSituation(), '2026-06-02T09:00:00.000Z').lapsed).toEqual([]);
  });
});

describe('a step that is asked for at once', () => {
  const firmSent = { stepsDone: ['friendly', 'second'], lastMessageOn: '2026-02-10' };

  it('does not wait for its day', () => {
    const decision = decide(aSituation({ ...firmSent, sendNow: 'firm' }), '2026-02-17T11:20:00.000Z');
    expect(decision).toMatchObject({ kind: 'act', stepId: 'firm' });
  });

  it('waits for the gap after the last message', () => {
    const decision = decide(aSituation({ ...firmSent, sendNow: 'firm' }), '2026-02-12T11:20:00.000Z');
    expect(decision).toMatchObject({ kind: 'wait', stepId: 'firm' });
    expect('until' in decision && decision.until.slice(0, 10)).toBe('2026-02-17');
  });

  it('waits for the window', () => {
    const decision = decide(aSituation({ ...firmSent, sendNow: 'firm' }), '2026-02-17T20:20:00.000Z');
    expect(decision).toMatchObject({ kind: 'wait', reason: 'outside-window', stepId: 'firm' });
  });

  it('waits for its approval', () => {
    const decision = decide(aSituation({ sendNow: 'final' }), '2026-03-02T11:20:00.000Z');
    expect(decision).toMatchObject({ kind: 'act', reason: 'approval-needed', stepId: 'final' });
  });

  it('is another step’s affair', () => {
    expect(decide(aSituation({ ...firmSent, sendNow: 'final' }), '2026-02-17T11:20:00.000Z')).toMatchObject({
      kind: 'wait',
      stepId: 'firm',
    });
  });
});

describe('an instruction about a step', () => {
  const meta = { at: DAY_45, by: 'api' };
  const tell = (deed: StepDeed, stepId: string, fields: Partial<Invoice> = {}) =>
    instructStep(anInvoice({ version: 4, stepsDone: before, ...fields }), b2bStandard, { deed, stepId }, meta);

  it.each([
    { deed: 'approve', stepId: 'final', then: { approvals: { final: meta } } },
    { deed: 'skip', stepId: 'final', then: { stepsDone: [...before, 'final'] } },
    { deed: 'send-now', stepId: 'final', then: { sendNow: 'final' } },
  ] as const)('to $deed it is recorded and wakes the case', ({ deed, stepId, then }) => {
    const answer = tell(deed, stepId);
    if (answer.kind !== 'done' || !answer.change) throw new Error('expected a change');
    expect(answer.change.after).toMatchObject({ ...then, decisionVersion: 2, dueAt: DAY_45 });
    expect(answer.change.record).toMatchObject({ by: 'api', data: { stepId } });
  });

  it.each<{ when: string; deed: StepDeed; stepId: string; fields?: Partial<Invoice>; then: object }>([
    { when: 'it was given before', deed: 'approve', stepId: 'final', fields: { approvals }, then: { kind: 'done' } },
    { when: 'it is left out already', deed: 'skip', stepId: 'firm', then: { kind: 'done' } },
    {
      when: 'it is asked for already',
      deed: 'send-now',
      stepId: 'final',
      fields: { sendNow: 'final' },
      then: { kind: 'done' },
    },
    { when: 'there is no such step', deed: 'skip', stepId: 'none', then: { kind: 'no-step' } },
  ])('changes nothing when $when', ({ deed, stepId, fields, then }) => {
    expect(tell(deed, stepId, fields)).toEqual(then);
  });

  it.each<{ when: string; deed: StepDeed; stepId: string; fields?: Partial<Invoice> }>([
    { when: 'it is done', deed: 'send-now', stepId: 'firm' },
    { when: 'it needs no approval', deed: 'approve', stepId: 'decide' },
    { when: 'the path would end in silence', deed: 'skip', stepId: 'decide' },
    { when: 'the case is closed', deed: 'approve', stepId: 'final', fields: { caseState: 'closed' } },
    {
      when: 'a message is on its way',
      deed: 'skip',
      stepId: 'final',
      fields: { claim: { claimId: 'c', touch: 't', messageId: 'm', at: DAY_45 } },
    },
  ])('is refused when $when', ({ deed, stepId, fields }) => {
    expect(tell(deed, stepId, fields)).toMatchObject({ kind: 'refused' });
  });
});
