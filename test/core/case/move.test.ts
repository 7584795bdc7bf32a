/** Cases that go on under another policy: what was done stays done, and nothing milder follows. */
import { describe, expect, it } from 'vitest';
import { hasBegun, move } from '../../../core/case/move.ts';
import { nextStep } from '../../../core/case/steps.ts';
import { b2bStandard, type Policy } from '../../../core/policy/policy.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

const AT = '2026-02-13T12:00:00.000Z'; // 13 days after the due date
const meta = { at: AT, by: 'operator', cause: 'new-version' } as const;
const context = { customer: aCustomer(), large: false };
const next: Policy = { ...b2bStandard, version: 2 };
const renamed: Policy = {
  ...next,
  steps: next.steps.map((step) => ({ ...step, id: `new-${step.id}` })),
  startAtMost: 'new-firm',
};

describe('a case that is moved', () => {
  it('keeps its done steps by their ids', () => {
    const invoice = anInvoice({ stepsDone: ['friendly', 'second'] });
    const made = move(invoice, b2bStandard, { policy: next }, context, meta);
    expect(made?.after).toMatchObject({
      policyVersion: 2,
      stepsDone: ['friendly', 'second'],
      cycle: 1,
      nextStepId: 'firm',
    });
  });

  it('is asked in no milder tone where the steps have other ids', () => {
    const invoice = anInvoice({ stepsDone: ['friendly', 'second', 'firm'], lastAction: undefined });
    const made = move(invoice, b2bStandard, { policy: renamed }, context, meta);
    expect(made?.after.nextStepId).toBe('new-firm');
  });

  it('goes on where its age stands, also where old invoices arrive at the first step', () => {
    const invoice = anInvoice({ stepsDone: ['check-in'] });
    const made = move(invoice, b2bStandard, { policy: { ...next, arrivesLate: 'at-first' } }, context, meta);
    expect(made?.after.startStepId).toBe('second');
  });

  it('stays where it stands already', () => {
    expect(move(anInvoice(), b2bStandard, { policy: b2bStandard }, context, meta)).toBeUndefined();
  });

  it('wakes, for its next moment may come earlier', () => {
    const parked = anInvoice({ stepsDone: ['friendly', 'second'], dueAt: '2026-03-20T10:00:00.000Z' });
    const sooner: Policy = {
      ...next,
      steps: next.steps.map((step) => (step.id === 'firm' ? { ...step, at: 14 } : step)),
    };
    const made = move(parked, b2bStandard, { policy: sooner }, context, meta);
    expect(made?.after.dueAt?.slice(0, 10)).toBe('2026-02-16');
    expect(made?.after.decisionVersion).toBe(parked.decisionVersion + 1);
  });

  it('begins a cycle of its own at the step of its age, where its steps were only rehearsed', () => {
    const invoice = anInvoice({ stepsDone: ['friendly', 'second', 'firm'], rehearsed: true });
    const made = move(invoice, { ...b2bStandard, mode: 'dry' }, { policy: next }, context, meta);
    expect(made?.after).toMatchObject({ cycle: 2, stepsDone: [], startStepId: 'second', rehearsed: undefined });
    expect(made?.after.run).toBe(invoice.run + 1);
  });

  it('goes on rehearsing on another dry policy', () => {
    const invoice = anInvoice({ stepsDone: ['friendly'], rehearsed: true });
    const made = move(invoice, { ...b2bStandard, mode: 'dry' }, { policy: { ...next, mode: 'dry' } }, context, meta);
    expect(made?.after).toMatchObject({ cycle: 1, stepsDone: ['friendly'], rehearsed: true });
  });
});

describe('an invoice that arrives old', () => {
  const at = (policy: Policy, stepsDone: readonly string[] = []) => {
    const invoice = anInvoice({ caseState: 'open', stepsDone, policyVersion: 2 });
    const made = move({ ...invoice, policyVersion: 1 }, b2bStandard, { policy }, context, meta);
    return made && nextStep({ ...context, policy, invoice: made.after }, AT)?.step.id;
  };
  it('starts at the step of its age', () => expect(at(next)).toBe('second'));
  it('starts at the first one where the policy says so', () =>
    expect(at({ ...next, arrivesLate: 'at-first' })).toBe('friendly'));
});

it.each([
  [{}, false],
  [{ stepsDone: ['friendly'] }, true],
  [{ asked: ['final'] }, true],
] as const)('%j has begun: %s', (fields, begun) => expect(hasBegun(anInvoice(fields))).toBe(begun));
