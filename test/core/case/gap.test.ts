/** The distance between two reminders to one customer: whichever invoice the last one was about. */
import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Situation } from '../../../core/case/decide.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import type { LastReminder } from '../../../core/contact/customer.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

/** Tuesday 3 February 2026, three days after the due date, in the window. */
const NOW = '2026-02-03T11:20:00.000Z';

const reminded = (on: string): LastReminder => ({
  messageId: 'm',
  caseId: 'CRED#demo#INV#INV-2',
  at: `${on}T10:14:00.000Z`,
  on,
  tone: 'friendly',
});

type Given = {
  readonly invoice?: Partial<Invoice>;
  readonly on?: string;
  readonly situation?: Partial<Situation>;
};

const decided = ({ invoice, on, situation }: Given, now = NOW): Decision =>
  decide(
    {
      invoice: anInvoice(invoice),
      customer: aCustomer(on ? { lastReminder: reminded(on) } : {}),
      policy: b2bStandard,
      large: false,
      coveredMinor: 0,
      stopped: false,
      ...situation,
    },
    now,
  );

const dayOf = (decision: Decision): string => ('until' in decision ? decision.until.slice(0, 10) : 'now');

describe('the gap between reminders', () => {
  it.each<{ when: string; given: Given; then: string; reason: string }>([
    { when: 'nobody was reminded before', given: {}, then: 'now', reason: 'step-due' },
    { when: 'another invoice wrote today', given: { on: '2026-02-03' }, then: '2026-02-10', reason: 'gap' },
    { when: 'another invoice wrote yesterday', given: { on: '2026-02-02' }, then: '2026-02-09', reason: 'gap' },
    { when: 'the gap ends today', given: { on: '2026-01-27' }, then: 'now', reason: 'step-due' },
    { when: 'the gap ends tomorrow', given: { on: '2026-01-28' }, then: '2026-02-04', reason: 'gap' },
    {
      when: 'another cycle wrote yesterday, which the customer’s row does not know',
      given: { invoice: { cycle: 2, lastMessageOn: '2026-02-02' } },
      then: '2026-02-09',
      reason: 'gap',
    },
    {
      when: 'the customer’s row knows of a later message than the invoice’s',
      given: { invoice: { lastMessageOn: '2026-01-20' }, on: '2026-02-02' },
      then: '2026-02-09',
      reason: 'gap',
    },
    {
      when: 'the step’s own day comes after it',
      given: { on: '2026-01-30', invoice: { stepsDone: ['check-in', 'friendly'] } },
      then: '2026-02-10',
      reason: 'not-due',
    },
    {
      when: 'the step’s own day comes before its end',
      given: { on: '2026-02-06', invoice: { stepsDone: ['check-in', 'friendly'] } },
      then: '2026-02-13',
      reason: 'gap',
    },
  ])('lets the step go $then ($reason) when $when', ({ given, then, reason }) => {
    const decision = decided(given);
    expect([dayOf(decision), decision.reason]).toEqual([then, reason]);
  });

  it('does not hold back a task, which is no message to the customer', () => {
    const invoice = { stepsDone: ['friendly', 'second', 'firm'] };
    const decision = decided({ invoice, on: '2026-02-27' }, '2026-03-02T11:20:00.000Z');
    expect(decision).toMatchObject({ kind: 'act', action: 'open-task', stepId: 'call-again' });
  });

  it('asks for an approval on the step’s own day, whatever the gap', () => {
    const steps = b2bStandard.steps.map((step) => (step.id === 'second' ? { ...step, approval: true } : step));
    const given = {
      on: '2026-02-06',
      invoice: { stepsDone: ['friendly'] },
      situation: { policy: { ...b2bStandard, steps } },
    };
    expect(dayOf(decided(given))).toBe('2026-02-10');
    const approvals = { second: { at: NOW, by: 'robin' } };
    expect(dayOf(decided({ ...given, invoice: { ...given.invoice, approvals } }))).toBe('2026-02-13');
  });

  it('waits while a message that covers the step may be on its way', () => {
    const underWayUntil = '2026-02-03T11:22:00.000Z';
    expect(decided({ situation: { underWayUntil } })).toEqual({
      kind: 'hold',
      reason: 'message-under-way',
      until: underWayUntil,
    });
    expect(decided({ situation: { underWayUntil: NOW } })).toMatchObject({ kind: 'act' });
  });
});
