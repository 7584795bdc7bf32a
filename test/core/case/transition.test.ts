/** The graph of a case: which change is legal from where, what it raises, and how soon a changed case is looked at again. */
import { describe, expect, it } from 'vitest';
import { verify } from '../../../core/audit/chain.ts';
import { type CaseState, type Invoice, isToBeLookedAt } from '../../../core/case/invoice.ts';
import { type ChangeType, change, IllegalTransition, stableId, TRANSITIONS } from '../../../core/case/transition.ts';
import { anInvoice } from '../../support/builders.ts';

const AT = '2026-02-03T10:00:00.000Z';
const IN_AN_HOUR = '2026-02-03T11:00:00.000Z';
const meta = { at: AT, by: 'test' };
const types = Object.keys(TRANSITIONS).filter((type): type is ChangeType => type in TRANSITIONS);
const states: readonly CaseState[] = ['idle', 'open', 'closed'];

const onlyOpen = [
  'case.exhausted',
  'case.moved',
  'case.parked',
  'case.resumed',
  'case.started',
  'case.woken',
  'decision.made',
  'message.claimed',
  'person.asked',
  'step.approved',
  'step.covered',
  'step.hastened',
  'step.lapsed',
  'step.rehearsed',
  'step.skipped',
  'task.opened',
];

describe('the graph', () => {
  it('lets the path be walked by an open case only', () => {
    const found = types.filter((type) =>
      states.every((state) => TRANSITIONS[type].from.some((from) => from === state) === (state === 'open')),
    );
    expect(found.sort()).toEqual(onlyOpen);
  });

  it('lets whatever tells of the outside happen in every state, but nothing close twice', () => {
    const everywhere = types.filter((type) =>
      states.every((state) => TRANSITIONS[type].from.some((from) => from === state)),
    );
    expect([...everywhere, ...onlyOpen, 'case.closed'].sort()).toEqual([...types].sort());
    expect(TRANSITIONS['case.closed'].from).toEqual(['idle', 'open']);
  });

  it('never wakes an execution by its own writes', () => {
    const own = [
      'case.closed',
      'case.exhausted',
      'case.parked',
      'case.started',
      'decision.made',
      'message.claimed',
      'message.released',
      'message.sent',
      'message.stopped',
      'message.unknown',
      'person.asked',
      'task.opened',
    ];
    expect(types.filter((type) => own.includes(type) && TRANSITIONS[type].wakes)).toEqual([]);
  });

  it.each([
    {
      type: 'message.claimed',
      state: 'closed',
      says: 'expected a case that is open for message.claimed, found closed',
    },
    {
      type: 'case.closed',
      state: 'closed',
      says: 'expected a case that is idle or open for case.closed, found closed',
    },
    { type: 'task.opened', state: 'idle', says: 'expected a case that is open for task.opened, found idle' },
  ] as const)('refuses $type from $state', ({ type, state, says }) => {
    expect(() => change(anInvoice({ caseState: state }), type, {}, meta)).toThrow(says);
    expect(() => change(anInvoice({ caseState: state }), type, {}, meta)).toThrow(IllegalTransition);
  });
});

describe('change', () => {
  it.each([
    { type: 'hold.placed', raised: 1 },
    { type: 'decision.made', raised: 0 },
  ] as const)('raises the decision’s version by $raised for $type, and the row’s own always', ({ type, raised }) => {
    const { after, record } = change(anInvoice({ version: 4, decisionVersion: 9 }), type, {}, meta);
    expect([after.version, after.decisionVersion, after.updatedAt]).toEqual([5, 9 + raised, AT]);
    expect(record).toMatchObject({ version: 5, type, at: AT, by: 'test' });
    expect(after.auditHash).toBe(record.hash);
  });

  it('closes by the edge, whatever the patch says', () => {
    expect(change(anInvoice(), 'case.closed', { closedAs: 'paid' }, meta).after.caseState).toBe('closed');
  });

  it.each<{ when: string; before: Partial<Invoice>; patch: Partial<Invoice>; dueAt: string | undefined }>([
    {
      when: 'its execution waits for weeks',
      before: { runStartedAt: AT, dueAt: '2026-03-01T00:00:00.000Z' },
      patch: {},
      dueAt: IN_AN_HOUR,
    },
    {
      when: 'its lease ends sooner',
      before: { runStartedAt: AT, dueAt: '2026-02-03T10:30:00.000Z' },
      patch: {},
      dueAt: '2026-02-03T10:30:00.000Z',
    },
    { when: 'it had no moment at all', before: { runStartedAt: AT }, patch: {}, dueAt: IN_AN_HOUR },
    {
      when: 'no execution runs',
      before: { dueAt: '2026-03-01T00:00:00.000Z' },
      patch: {},
      dueAt: '2026-03-01T00:00:00.000Z',
    },
    {
      when: 'the change begins a new cycle',
      before: { runStartedAt: AT },
      patch: { runStartedAt: undefined, dueAt: '2026-03-01T00:00:00.000Z' },
      dueAt: '2026-03-01T00:00:00.000Z',
    },
    {
      when: 'the change closes it',
      before: { runStartedAt: AT, dueAt: '2026-03-01T00:00:00.000Z' },
      patch: { caseState: 'closed', dueAt: undefined },
      dueAt: undefined,
    },
    {
      when: 'the change ends the chase',
      before: { runStartedAt: AT, dueAt: '2026-03-01T00:00:00.000Z' },
      patch: { caseState: 'idle', dueAt: undefined },
      dueAt: undefined,
    },
  ])('has a changed case looked at again at $dueAt when $when', ({ before, patch, dueAt }) => {
    expect(change(anInvoice(before), 'invoice.accepted', patch, meta).after.dueAt).toBe(dueAt);
  });

  it('takes the moment that the change itself names where it is sooner', () => {
    const row = anInvoice({ runStartedAt: AT, dueAt: '2026-03-01T00:00:00.000Z' });
    expect(change(row, 'case.woken', { dueAt: AT }, meta).after.dueAt).toBe(AT);
  });

  it('leaves the lease to the execution’s own writes', () => {
    const row = anInvoice({ runStartedAt: AT, dueAt: '2026-03-01T00:00:00.000Z' });
    expect(change(row, 'decision.made', {}, meta).after.dueAt).toBe(row.dueAt);
  });

  it('keeps a case that ends while a send is under way in the due index until the outcome is recorded', () => {
    const claim = { claimId: 'one', touch: 'TOUCH#1#friendly.1#email', messageId: 'm', at: AT };
    const ended = change(
      anInvoice({ claim }),
      'payment.applied',
      { caseState: 'closed', dueAt: undefined },
      meta,
    ).after;
    expect([isToBeLookedAt(ended), ended.dueAt]).toEqual([true, IN_AN_HOUR]);
    const told = change(ended, 'message.unknown', { claim: undefined }, meta).after;
    expect([isToBeLookedAt(told), told.dueAt]).toEqual([false, undefined]);
  });

  it('links each record to the one before', () => {
    const first = change(anInvoice(), 'invoice.accepted', {}, meta);
    const second = change(first.after, 'hold.placed', {}, { ...meta, data: { code: 'dispute', gone: undefined } });
    expect(verify([first.record, second.record], { version: 2, hash: second.after.auditHash })).toEqual({
      whole: true,
    });
  });
});

it('makes the same short id of the same parts, and another of others', () => {
  expect(stableId('a', 1)).toBe(stableId('a', 1));
  expect(new Set([stableId('a', 1), stableId('a', '1'), stableId('a1'), stableId('a', 2)]).size).toBe(4);
  expect(stableId('a')).toMatch(/^[0-9a-f]{32}$/);
});
