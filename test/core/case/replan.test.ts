/** Where a case stands after its invoice changed: the matrix of idle, open, closed and new cycles. */
import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../core/case/invoice.ts';
import { type PlanContext, replan } from '../../../core/case/replan.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

const NOW = '2026-02-03T08:00:00.000Z';
const context: PlanContext = { customer: aCustomer(), policy: b2bStandard, large: false };

/** The plan for a row that was `before` and has the new `facts` on it, in `now`. */
function planFor(
  before: Partial<Invoice> | undefined,
  facts: Partial<Invoice> = {},
  more: Partial<PlanContext> = {},
): Partial<Invoice> {
  const known = before && anInvoice(before);
  return replan(
    known,
    { ...(known ?? anInvoice({ caseState: 'idle', run: 0, startStepId: 'check-in' })), ...facts },
    { ...context, ...more },
    NOW,
  );
}

const lastAction = { stepId: 'friendly', action: 'remind', at: NOW, on: '2026-02-03' } as const;
const begun: Partial<Invoice> = { stepsDone: ['friendly'], lastAction, lastMessageOn: '2026-02-03' };
const closedPaid: Partial<Invoice> = { caseState: 'closed', closedAs: 'paid', owedMinor: 0, ...begun };

describe('replan', () => {
  it.each<{
    when: string;
    before: Partial<Invoice> | undefined;
    facts?: Partial<Invoice>;
    more?: Partial<PlanContext>;
    then: Partial<Invoice>;
  }>([
    { when: 'it is new', before: undefined, then: { caseState: 'open', cycle: 1, run: 1, startStepId: 'friendly' } },
    {
      when: 'it is new and settled',
      before: undefined,
      facts: { owedMinor: 0 },
      then: { caseState: 'closed', closedAs: 'paid', dueAt: undefined },
    },
    {
      when: 'it is new and void',
      before: undefined,
      facts: { status: 'void' },
      then: { caseState: 'closed', closedAs: 'void' },
    },
    {
      when: 'it is new and written off',
      before: undefined,
      facts: { status: 'written_off' },
      then: { caseState: 'closed', closedAs: 'written-off' },
    },
    { when: 'it is new and not chased', before: undefined, facts: { collection: 'auto' }, then: {} },
    { when: 'it is a new credit note', before: undefined, facts: { type: 'credit_note' }, then: {} },
    {
      when: 'it is a used-up credit note',
      before: { caseState: 'idle', type: 'credit_note' },
      facts: { owedMinor: 0 },
      then: {},
    },
    {
      when: 'its automatic collection failed',
      before: { caseState: 'idle', collection: 'auto' },
      facts: { collection: 'send' },
      then: { caseState: 'open', cycle: 1, run: 2 },
    },
    {
      when: 'it is chased again after steps of the path',
      before: { caseState: 'idle', ...begun },
      then: { caseState: 'open', cycle: 2, run: 2, stepsDone: [] },
    },
    {
      when: 'an open one loses its due date',
      before: {},
      facts: { dueOn: null },
      then: { caseState: 'idle', dueAt: undefined, nextAt: undefined },
    },
    {
      when: 'an open one is paid',
      before: { ...begun },
      facts: { owedMinor: 0 },
      then: { caseState: 'closed', closedAs: 'paid', dueAt: undefined, nextAt: undefined },
    },
    {
      when: 'an open one is credited',
      before: {},
      facts: { owedMinor: 0 },
      more: { settledAs: 'credited' },
      then: { closedAs: 'credited' },
    },
    {
      when: 'an open one is voided though it is owed',
      before: {},
      facts: { status: 'void' },
      then: { closedAs: 'void' },
    },
    { when: 'a paid one is told paid again', before: closedPaid, then: {} },
    { when: 'a credited one is told settled again', before: { ...closedPaid, closedAs: 'credited' }, then: {} },
    { when: 'a paid one is voided', before: closedPaid, facts: { status: 'void' }, then: { closedAs: 'void' } },
    {
      when: 'a paid one is owed again',
      before: closedPaid,
      facts: { owedMinor: 5 },
      then: {
        caseState: 'open',
        closedAs: undefined,
        cycle: 2,
        run: 2,
        stepsDone: [],
        lastAction: undefined,
        startStepId: 'friendly',
      },
    },
    {
      when: 'a void one is open again',
      before: { caseState: 'closed', closedAs: 'void' },
      then: { caseState: 'open', cycle: 2 },
    },
    {
      when: 'a written-off one is open again',
      before: { caseState: 'closed', closedAs: 'written-off' },
      then: { caseState: 'open', cycle: 2 },
    },
    {
      when: 'a paid one becomes not chased',
      before: closedPaid,
      facts: { owedMinor: 5, collection: 'auto' },
      then: { caseState: 'idle', closedAs: undefined },
    },
    {
      when: 'an exhausted one gets news',
      before: { caseState: 'closed', closedAs: 'exhausted', ...begun },
      facts: { owedMinor: 5 },
      then: {},
    },
    {
      when: 'an exhausted one is paid',
      before: { caseState: 'closed', closedAs: 'exhausted' },
      facts: { owedMinor: 0 },
      then: { closedAs: 'paid' },
    },
    {
      when: 'an exhausted one is due in the future',
      before: { caseState: 'closed', closedAs: 'exhausted', ...begun },
      facts: { dueOn: '2026-03-31' },
      then: { caseState: 'open', cycle: 2, startStepId: 'check-in' },
    },
    {
      when: 'a begun path is due in the future',
      before: begun,
      facts: { dueOn: '2026-03-31' },
      then: { cycle: 2, run: 2, stepsDone: [], nextStepId: 'friendly' },
    },
    { when: 'a begun path is due today', before: begun, facts: { dueOn: '2026-02-03' }, then: { cycle: 2 } },
    {
      when: 'a begun path is due later but in the past',
      before: begun,
      facts: { dueOn: '2026-02-02' },
      then: { nextStepId: 'second' },
    },
    {
      when: 'a begun path is due earlier',
      before: begun,
      facts: { dueOn: '2026-01-15' },
      then: { nextStepId: 'second' },
    },
    {
      when: 'a path that has not begun is due later',
      before: { startStepId: 'firm' },
      facts: { dueOn: '2026-03-31' },
      then: { startStepId: 'check-in', nextStepId: 'friendly' },
    },
    {
      when: 'a path that has not begun is due earlier',
      before: { startStepId: 'check-in' },
      facts: { dueOn: '2026-01-12' },
      then: { startStepId: 'firm', nextStepId: 'firm' },
    },
  ])('says $then when $when', ({ before, facts, more, then }) => {
    const plan = planFor(before, facts, more);
    if (Object.keys(then).length === 0) expect(plan).toEqual({});
    else expect(plan).toMatchObject(then);
    if (!('cycle' in then)) expect(plan).not.toHaveProperty('cycle');
  });

  it('puts an open case without an execution in the due index at its moment, or now', () => {
    const early = planFor(undefined, { dueOn: '2026-02-27' });
    expect(early.dueAt).toBe(early.nextAt);
    expect(planFor(undefined, { dueOn: '2025-12-01' }).dueAt).toBe(NOW);
  });

  it('keeps the step at which the path began, whatever the days and a due date in the past say', () => {
    expect(planFor({ startStepId: 'check-in', dueOn: '2026-01-12' }, { owedMinor: 7 })).not.toHaveProperty(
      'startStepId',
    );
    expect(planFor({ ...begun, startStepId: 'friendly' }, { dueOn: '2026-01-12' })).not.toHaveProperty('startStepId');
  });

  it('opens an exhausted case again for a due date in the future though no step was done, and not for the same one', () => {
    const exhausted: Partial<Invoice> = { caseState: 'closed', closedAs: 'exhausted', dueOn: '2026-03-31' };
    expect(planFor(exhausted, { dueOn: '2026-04-30' })).toMatchObject({ caseState: 'open', cycle: 2 });
    expect(planFor(exhausted, { owedMinor: 7 })).toEqual({});
    expect(planFor({ ...exhausted, dueOn: '2026-04-30' }, { dueOn: '2026-03-31' })).toEqual({});
  });

  it('opens one as new that turned out to be owed after it was stored as settled', () => {
    const voided: Partial<Invoice> = { caseState: 'closed', closedAs: 'void', status: 'void', owedMinor: 0 };
    expect(planFor(voided, { status: 'open' })).toMatchObject({ caseState: 'closed', closedAs: 'paid' });
  });

  it('says that a planned case is not due, and leaves its running execution the end of the path', () => {
    expect(planFor({ reason: 'hold' }).reason).toBe('not-due');
    const every = b2bStandard.steps.map(({ id }) => id);
    expect(planFor({ stepsDone: every, runStartedAt: NOW })).not.toHaveProperty('dueAt');
  });

  it('leaves the lease of a running execution alone', () => {
    const plan = planFor({ runStartedAt: NOW, dueAt: '2026-02-03T11:00:00.000Z' }, { owedMinor: 7 });
    expect(plan).toMatchObject({ nextStepId: 'friendly' });
    expect(plan).not.toHaveProperty('dueAt');
  });

  it('takes the power from older runs and their parked token when a cycle begins', () => {
    const plan = planFor(
      { ...closedPaid, run: 4, runStartedAt: NOW, taskToken: 'token', threadId: 'thread' },
      { owedMinor: 5 },
    );
    expect(plan).toMatchObject({ run: 5, runStartedAt: undefined, taskToken: undefined, threadId: undefined });
    expect(typeof plan.dueAt).toBe('string');
  });

  it('keeps the date of the last message over cycles, so that the gap holds', () => {
    const plan = planFor({ ...closedPaid, lastMessageOn: '2026-02-02' }, { owedMinor: 5 });
    expect(plan.nextAt?.slice(0, 10)).toBe('2026-02-09');
  });

  it('brings a case that has nothing left to do to the sweep at once, for it must not be forgotten', () => {
    const every = b2bStandard.steps.map(({ id }) => id);
    expect(planFor({ stepsDone: every })).toEqual({ nextStepId: undefined, nextAt: undefined, dueAt: NOW });
  });
});
