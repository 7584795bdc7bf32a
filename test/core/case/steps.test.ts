/** Which step comes next and on which day: conditions, weekends, gaps, lapsed check-ins, old invoices, missed days. */
import { describe, expect, it } from 'vitest';
import { localClock } from '../../../core/calendar/dates.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { nextStep, type PathSituation, startStepId } from '../../../core/case/steps.ts';
import { b2bStandard, type Policy, withSms } from '../../../core/policy/policy.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

/** Due on Saturday 31 January 2026. */
type Given = Partial<Omit<PathSituation, 'invoice'>> & { readonly invoice?: Partial<Invoice> };
const aSituation = ({ invoice, ...rest }: Given = {}): PathSituation => ({
  invoice: anInvoice(invoice),
  customer: aCustomer(),
  policy: b2bStandard,
  large: false,
  ...rest,
});

const noon = (date: string): string => `${date}T12:00:00.000Z`;

/** `friendly on 2026-02-03`, as the customer's calendar shows it. */
function planOf(given: Given, today: string): string {
  const next = nextStep(aSituation(given), noon(today));
  return next ? `${next.step.id} on ${localClock(next.at, 'Europe/London').date}` : 'nothing';
}

const done = (...stepsDone: string[]) => stepsDone;
const acted = (stepId: string, on: string) => ({ stepId, action: 'remind', at: noon(on), on }) as const;

describe('nextStep', () => {
  it.each<{ when: string; given: Given; today: string; then: string }>([
    { when: 'it is not large and not the first', given: {}, today: '2026-01-20', then: 'friendly on 2026-02-03' },
    { when: 'it is large, a week before', given: { large: true }, today: '2026-01-20', then: 'check-in on 2026-01-26' },
    {
      when: 'it is the customer’s first',
      given: { invoice: { firstOfCustomer: true } },
      today: '2026-01-20',
      then: 'check-in on 2026-01-26',
    },
    {
      when: 'its terms are 13 days',
      given: { large: true, invoice: { issuedOn: '2026-01-18' } },
      today: '2026-01-20',
      then: 'friendly on 2026-02-03',
    },
    {
      when: 'its terms are 14 days',
      given: { large: true, invoice: { issuedOn: '2026-01-17' } },
      today: '2026-01-20',
      then: 'check-in on 2026-01-26',
    },
    {
      when: 'the check-in is three days late',
      given: { large: true },
      today: '2026-01-27',
      then: 'check-in on 2026-01-26',
    },
    {
      when: 'the check-in is four days late and has lapsed',
      given: { large: true },
      today: '2026-01-28',
      then: 'friendly on 2026-02-03',
    },
    {
      when: 'it is due today, which is not overdue',
      given: { large: true },
      today: '2026-01-31',
      then: 'friendly on 2026-02-03',
    },
    {
      when: 'it came back, which needs no check-in',
      given: { large: true, invoice: { cycle: 2 } },
      today: '2026-01-20',
      then: 'friendly on 2026-02-03',
    },
    {
      when: 'the first is done',
      given: { invoice: { stepsDone: done('friendly') } },
      today: '2026-02-04',
      then: 'second on 2026-02-10',
    },
    {
      when: 'a call falls on a Sunday',
      given: { large: true, invoice: { stepsDone: done('friendly', 'second') } },
      today: '2026-02-11',
      then: 'call on 2026-02-16',
    },
    {
      when: 'it is small after the second',
      given: { invoice: { stepsDone: done('friendly', 'second') } },
      today: '2026-02-11',
      then: 'firm on 2026-02-20',
    },
    {
      when: 'the second call is done',
      given: { invoice: { stepsDone: done('friendly', 'second', 'firm', 'call-again') } },
      today: '2026-03-05',
      then: 'final on 2026-03-17',
    },
    {
      when: 'all but the decision is done',
      given: { invoice: { stepsDone: done('friendly', 'second', 'firm', 'call-again', 'final') } },
      today: '2026-03-18',
      then: 'decide on 2026-04-01',
    },
    {
      when: 'everything is done',
      given: { invoice: { stepsDone: done(...b2bStandard.steps.map(({ id }) => id)) } },
      today: '2026-03-20',
      then: 'nothing',
    },
    { when: 'it has no due date', given: { invoice: { dueOn: null } }, today: '2026-02-03', then: 'nothing' },
    {
      when: 'an instalment is open before it',
      given: { invoice: { instalments: [{ dueOn: '2026-01-10', amountMinor: 1, openMinor: 1 }] } },
      today: '2026-01-11',
      then: 'friendly on 2026-01-13',
    },
    {
      when: 'the earlier instalment is paid',
      given: { invoice: { instalments: [{ dueOn: '2026-01-10', amountMinor: 1, openMinor: 0 }] } },
      today: '2026-01-11',
      then: 'friendly on 2026-02-03',
    },
    {
      when: 'the cycle starts at the second',
      given: { invoice: { startStepId: 'second' } },
      today: '2026-02-10',
      then: 'second on 2026-02-10',
    },
    // At most one step at once: after days without a sweep each step still has its day.
    { when: 'two steps were missed', given: {}, today: '2026-02-25', then: 'friendly on 2026-02-03' },
    {
      when: 'the first missed step went out late',
      given: {
        invoice: {
          stepsDone: done('friendly'),
          lastAction: acted('friendly', '2026-02-25'),
          lastMessageOn: '2026-02-25',
        },
      },
      today: '2026-02-25',
      then: 'second on 2026-02-26',
    },
    {
      when: 'a task is due the day after a late message',
      given: {
        large: true,
        invoice: {
          stepsDone: done('friendly', 'second'),
          lastAction: acted('second', '2026-02-27'),
          lastMessageOn: '2026-02-27',
        },
      },
      today: '2026-02-27',
      then: 'call on 2026-03-02',
    },
    {
      when: 'nobody consented to texts',
      given: { policy: withSms, invoice: { policyId: 'b2b-with-sms', stepsDone: done('friendly', 'second') } },
      today: '2026-02-11',
      then: 'firm on 2026-02-20',
    },
    {
      when: 'somebody consented to texts',
      given: {
        policy: withSms,
        customer: aCustomer({ contacts: [{ mobile: '+447700900123', smsConsent: true, roles: [] }] }),
        invoice: { stepsDone: done('friendly', 'second') },
      },
      today: '2026-02-11',
      then: 'text on 2026-02-17',
    },
  ])('is $then when $when', ({ given, today, then }) => {
    expect(planOf(given, today)).toBe(then);
  });

  it('keeps to the step’s own day where the gap ends before it', () => {
    const invoice: Partial<Invoice> = {
      stepsDone: done('friendly', 'second'),
      lastAction: acted('second', '2026-02-10'),
      lastMessageOn: '2026-02-10',
    };
    expect(planOf({ invoice }, '2026-02-11')).toBe('firm on 2026-02-20');
  });

  const text = { policy: withSms, invoice: { stepsDone: done('friendly', 'second') } };
  it.each([
    { contacts: [{ mobile: '+447700900123', roles: [] }], then: 'firm', when: 'nobody consented' },
    { contacts: [{ smsConsent: true, roles: [] }], then: 'firm', when: 'who consented has no number' },
    {
      contacts: [{ roles: [] }, { mobile: '+447700900123', smsConsent: true, roles: [] }],
      then: 'text',
      when: 'one of two consented',
    },
  ])('goes on with $then when $when', ({ contacts, then }) => {
    const next = nextStep(aSituation({ ...text, customer: aCustomer({ contacts }) }), noon('2026-02-11'));
    expect(next?.step.id).toBe(then);
  });

  it('skips a step unless all that it asks for holds', () => {
    const [step, ...rest] = b2bStandard.steps;
    if (!step) throw new Error('expected a first step');
    const policy: Policy = {
      ...b2bStandard,
      steps: [{ ...step, when: { allOf: ['large', 'first-invoice'] } }, ...rest],
    };
    const next = (large: boolean, firstOfCustomer: boolean) =>
      nextStep(aSituation({ policy, large, invoice: { firstOfCustomer } }), noon('2026-01-20'))?.step.id;
    expect([next(true, true), next(true, false), next(false, true)]).toEqual(['check-in', 'friendly', 'friendly']);
  });

  it('has no use for a check-in on the due date itself, however near its own day', () => {
    const [step, ...rest] = b2bStandard.steps;
    if (!step) throw new Error('expected a first step');
    const policy: Policy = { ...b2bStandard, steps: [{ ...step, at: -1 }, ...rest] };
    const next = (today: string) => nextStep(aSituation({ policy, large: true }), noon(today))?.step.id;
    expect([next('2026-01-30'), next('2026-01-31'), next('2026-02-01')]).toEqual(['check-in', 'friendly', 'friendly']);
  });

  it('carries out a step on the due date itself', () => {
    const [, friendly, ...rest] = b2bStandard.steps;
    if (!friendly) throw new Error('expected a second step');
    const policy: Policy = { ...b2bStandard, steps: [{ ...friendly, at: 0 }, ...rest] };
    const today = { policy, invoice: { startStepId: 'friendly', dueOn: '2026-02-03' } };
    expect(planOf(today, '2026-02-03')).toBe('friendly on 2026-02-03');
    expect(startStepId(aSituation({ ...today, invoice: { dueOn: '2026-02-03' } }), noon('2026-02-03'))).toBe(
      'friendly',
    );
  });

  it('moves a step that falls on a weekend to Monday', () => {
    expect(planOf({ invoice: { dueOn: '2026-02-04' } }, '2026-02-05')).toBe('friendly on 2026-02-09');
    expect(planOf({ invoice: { dueOn: '2026-02-05' } }, '2026-02-06')).toBe('friendly on 2026-02-09');
  });

  it('counts the days on the customer’s clock', () => {
    const customer = aCustomer({ timeZone: 'Pacific/Auckland' });
    const next = nextStep(aSituation({ customer }), '2026-02-02T12:00:00.000Z');
    expect(next && localClock(next.at, 'Pacific/Auckland').date).toBe('2026-02-03');
    expect(next?.at.slice(0, 10)).toBe('2026-02-02');
  });
});

describe('startStepId', () => {
  it.each([
    { age: 'not due yet', today: '2026-01-20', large: false, then: 'check-in' },
    { age: 'due today', today: '2026-01-31', large: false, then: 'check-in' },
    { age: '2 days overdue', today: '2026-02-02', large: false, then: 'check-in' },
    { age: '3 days overdue', today: '2026-02-03', large: false, then: 'friendly' },
    { age: '9 days overdue', today: '2026-02-09', large: false, then: 'friendly' },
    { age: '10 days overdue', today: '2026-02-10', large: false, then: 'second' },
    { age: '15 days overdue and small', today: '2026-02-15', large: false, then: 'second' },
    { age: '15 days overdue and large', today: '2026-02-15', large: true, then: 'call' },
    { age: '20 days overdue', today: '2026-02-20', large: false, then: 'firm' },
    { age: '45 days overdue', today: '2026-03-17', large: true, then: 'firm' },
    { age: 'two years overdue', today: '2028-03-17', large: true, then: 'firm' },
  ])('is $then when it arrives $age', ({ today, large, then }) => {
    expect(startStepId(aSituation({ large }), noon(today))).toBe(then);
  });

  it('is the first step where nothing is due at all', () => {
    expect(startStepId(aSituation({ invoice: { dueOn: null } }), noon('2026-03-01'))).toBe('check-in');
  });

  it('says which policy has no steps', () => {
    const policy: Policy = { ...b2bStandard, steps: [] };
    expect(() => startStepId(aSituation({ policy }), noon('2026-03-01'))).toThrow(
      'expected policy b2b-standard to have steps, found none',
    );
  });
});
