/** What to do with one case at one instant: every rule alone, and who overrules whom. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Situation } from '../../../core/case/decide.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

/** Tuesday 3 February 2026, three days after the due date, in the window. */
const NOW = '2026-02-03T11:20:00.000Z';
const hold = { reason: 'dispute', by: 'api' };

type Given = {
  readonly invoice?: Partial<Invoice>;
  readonly customer?: Partial<Customer>;
  readonly coveredMinor?: number;
  readonly stopped?: boolean;
  readonly addresses?: Situation['addresses'];
};

const aSituation = ({ invoice, customer, ...rest }: Given = {}): Situation => ({
  invoice: anInvoice(invoice),
  customer: aCustomer(customer),
  policy: b2bStandard,
  large: false,
  coveredMinor: 0,
  stopped: false,
  ...rest,
});

const friendly = { kind: 'act', reason: 'step-due', action: 'remind', stepId: 'friendly' } as const;

describe('decide', () => {
  it.each<{ when: string; given: Given; then: Decision }>([
    { when: 'a step is due', given: {}, then: friendly },
    {
      when: 'the case is closed',
      given: { invoice: { caseState: 'closed', closedAs: 'exhausted' } },
      then: { kind: 'close', reason: 'exhausted' },
    },
    { when: 'the invoice was voided', given: { invoice: { status: 'void' } }, then: { kind: 'close', reason: 'void' } },
    {
      when: 'the invoice was written off',
      given: { invoice: { status: 'written_off' } },
      then: { kind: 'close', reason: 'written-off' },
    },
    { when: 'nothing is owed', given: { invoice: { owedMinor: 0 } }, then: { kind: 'close', reason: 'paid' } },
    {
      when: 'nothing is owed while money is on its way',
      given: { invoice: { owedMinor: 0, inFlight: [{ paymentKey: 'p', since: NOW }] } },
      then: { kind: 'hold', reason: 'payment-in-flight', until: '2026-02-04T11:20:00.000Z' },
    },
    {
      when: 'it is a credit note',
      given: { invoice: { type: 'credit_note' } },
      then: { kind: 'hold', reason: 'not-chased', until: '2026-03-05T11:20:00.000Z' },
    },
    {
      when: 'it is collected automatically',
      given: { invoice: { collection: 'auto' } },
      then: { kind: 'hold', reason: 'not-chased', until: '2026-03-05T11:20:00.000Z' },
    },
    {
      when: 'it has no due date',
      given: { invoice: { dueOn: null } },
      then: { kind: 'hold', reason: 'not-chased', until: '2026-03-05T11:20:00.000Z' },
    },
    {
      when: 'a person holds it without an end',
      given: { invoice: { hold } },
      then: { kind: 'hold', reason: 'hold', until: '2026-03-05T11:20:00.000Z' },
    },
    {
      when: 'a person holds it until tomorrow',
      given: { invoice: { hold: { ...hold, until: '2026-02-04T00:00:00.000Z' } } },
      then: { kind: 'hold', reason: 'hold', until: '2026-02-04T00:00:00.000Z' },
    },
    { when: 'a hold ended at this very moment', given: { invoice: { hold: { ...hold, until: NOW } } }, then: friendly },
    {
      when: 'the customer is on hold',
      given: { customer: { hold } },
      then: { kind: 'hold', reason: 'customer-hold', until: '2026-03-05T11:20:00.000Z' },
    },
    {
      when: 'a payment is on its way',
      given: { invoice: { inFlight: [{ paymentKey: 'p', since: NOW }] } },
      then: { kind: 'hold', reason: 'payment-in-flight', until: '2026-02-04T11:20:00.000Z' },
    },
    {
      when: 'payment is promised for today',
      given: { invoice: { promisedOn: '2026-02-03' } },
      then: { kind: 'hold', reason: 'promised', until: '2026-02-05T00:00:00.000Z' },
    },
    {
      when: 'payment was promised for yesterday',
      given: { invoice: { promisedOn: '2026-02-02' } },
      then: { kind: 'hold', reason: 'promised', until: '2026-02-04T00:00:00.000Z' },
    },
    { when: 'payment was promised two days ago', given: { invoice: { promisedOn: '2026-02-01' } }, then: friendly },
    {
      when: 'loose money covers it',
      given: { coveredMinor: 120_000 },
      then: { kind: 'hold', reason: 'covered', until: '2026-02-10T11:20:00.000Z' },
    },
    { when: 'loose money covers all but a penny', given: { coveredMinor: 119_999 }, then: friendly },
    {
      when: 'a stop switch is on',
      given: { stopped: true },
      then: { kind: 'hold', reason: 'stopped', until: '2026-02-03T12:20:00.000Z' },
    },
    {
      when: 'nobody can be written to',
      given: { addresses: [{ address: 'ap@acme.example', status: 'bounced' }] },
      then: { kind: 'act', reason: 'nobody-to-write-to', action: 'open-task', stepId: 'friendly' },
    },
    {
      when: 'every step is done',
      given: { invoice: { stepsDone: b2bStandard.steps.map(({ id }) => id) } },
      then: { kind: 'close', reason: 'exhausted' },
    },
  ])('$then.kind ($then.reason) when $when', ({ given, then }) => {
    expect(decide(aSituation(given), NOW)).toEqual(then);
  });

  it('writes to who can be reached, and asks for a call whether or not anybody can', () => {
    const reachable = decide(aSituation({ addresses: [{ address: 'ap@acme.example', status: 'ok' }] }), NOW);
    expect(reachable).toEqual(friendly);
    const call: Given = {
      invoice: { stepsDone: ['friendly', 'second', 'firm'], dueOn: '2025-12-20' },
      addresses: [{ address: 'ap@acme.example', status: 'bounced' }],
    };
    expect(decide(aSituation(call), NOW)).toMatchObject({ kind: 'act', reason: 'step-due', stepId: 'call-again' });
  });

  it('acts at the step’s very moment, and goes on at the very end of a promise’s grace', () => {
    const waiting = decide(aSituation(), '2026-02-01T12:00:00.000Z');
    if (waiting.kind !== 'wait') throw new Error(`expected to wait for the step, found ${waiting.kind}`);
    expect(decide(aSituation(), waiting.until)).toEqual(friendly);
    const promised = aSituation({ invoice: { promisedOn: '2026-02-01' } });
    expect(decide(promised, '2026-02-02T23:59:59.999Z').reason).toBe('promised');
    expect(decide(promised, '2026-02-03T00:00:00.000Z').reason).toBe('not-due');
  });

  it('waits for the step’s day and says which step it will be', () => {
    const decision = decide(aSituation(), '2026-02-01T12:00:00.000Z');
    expect(decision).toMatchObject({ kind: 'wait', reason: 'not-due', action: 'remind', stepId: 'friendly' });
    expect(decision.kind === 'wait' && decision.until.slice(0, 10)).toBe('2026-02-03');
  });

  it('waits for the customer’s hours when the step is due outside them', () => {
    const decision = decide(aSituation(), '2026-02-03T11:30:00.000Z');
    expect(decision).toMatchObject({ kind: 'wait', reason: 'outside-window', stepId: 'friendly' });
    expect(decision.kind === 'wait' && decision.until.slice(0, 10)).toBe('2026-02-04');
  });

  it('waits rather than stops while no step is due, for the switch may be off again by then', () => {
    expect(decide(aSituation({ stopped: true }), '2026-02-01T12:00:00.000Z').kind).toBe('wait');
  });

  it('leaves the reason to be silent that comes first: books, people, money, promises, cover, the switch', () => {
    const all: Given = {
      invoice: { hold, inFlight: [{ paymentKey: 'p', since: NOW }], promisedOn: '2026-02-20' },
      customer: { hold },
      coveredMinor: 120_000,
      stopped: true,
    };
    const reasons: string[] = [];
    const { hold: _, ...unheld } = all.invoice ?? {};
    const steps: Given[] = [
      { ...all, invoice: { ...all.invoice, caseState: 'closed', closedAs: 'credited', status: 'void' } },
      { ...all, invoice: { ...all.invoice, status: 'void', owedMinor: 0 } },
      { ...all, invoice: { ...all.invoice, inFlight: [], owedMinor: 0, collection: 'auto' } },
      { ...all, invoice: { ...all.invoice, collection: 'auto' } },
      all,
      { ...all, invoice: unheld },
      { ...all, invoice: unheld, customer: {} },
      { ...all, invoice: { promisedOn: '2026-02-20' }, customer: {} },
      { ...all, invoice: {}, customer: {} },
      { stopped: true },
    ];
    for (const given of steps) reasons.push(decide(aSituation(given), NOW).reason);
    expect(reasons).toEqual([
      'credited',
      'void',
      'paid',
      'not-chased',
      'hold',
      'customer-hold',
      'payment-in-flight',
      'promised',
      'covered',
      'stopped',
    ]);
  });

  it('never acts on what is not owed, and closes what is settled, whatever else is true', () => {
    const maybe = <T>(value: T) => fc.option(fc.constant(value), { nil: undefined });
    const situations = fc.record({
      owedMinor: fc.constantFrom(-5, 0, 1, 120_000),
      inFlight: fc.constantFrom([], [{ paymentKey: 'p', since: NOW }]),
      hold: maybe(hold),
      promisedOn: maybe('2026-02-20'),
      coveredMinor: fc.constantFrom(0, 1, 200_000),
      customerHold: maybe(hold),
      stopped: fc.boolean(),
      stepsDone: fc.subarray(b2bStandard.steps.map(({ id }) => id)),
      hours: fc.nat({ max: 24 * 60 }),
    });
    fc.assert(
      fc.property(situations, ({ owedMinor, inFlight, coveredMinor, customerHold, stopped, hours, ...invoice }) => {
        const given = {
          invoice: { ...invoice, owedMinor, inFlight },
          customer: { hold: customerHold },
          coveredMinor,
          stopped,
        };
        const decision = decide(aSituation(given), new Date(Date.parse(NOW) + hours * 3_600_000).toISOString());
        const silent =
          owedMinor <= 0 || inFlight.length > 0 || customerHold || invoice.hold || coveredMinor >= owedMinor || stopped;
        if (silent) expect(decision.kind).not.toBe('act');
        if (owedMinor <= 0 && inFlight.length === 0) expect(decision).toEqual({ kind: 'close', reason: 'paid' });
      }),
      { numRuns: 2_000 },
    );
  });
});
