/** Every reason to be silent alone: what it takes, until when it holds, and what ends it. */
import { describe, expect, it } from 'vitest';
import { askedMinor } from '../../../core/case/asked.ts';
import { decide, type Sibling, type Situation } from '../../../core/case/decide.ts';
import { oneStepHarsher } from '../../../core/case/harsher.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { keptOrBroken } from '../../../core/case/promise.ts';
import { nextStep } from '../../../core/case/steps.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { checkOf, differencesOf, totalsOf } from '../../../core/source/sync-check.ts';
import { aCreditor, aCustomer, anInvoice } from '../../support/builders.ts';

/** Tuesday 3 February 2026, three days after the due date, in the window: the friendly reminder is due. */
const NOW = '2026-02-03T11:20:00.000Z';
const YESTERDAY = '2026-02-02T11:20:00.000Z';
const said = { by: 'api', at: YESTERDAY } as const;

const aSituation = (fields: Partial<Situation> = {}): Situation => ({
  invoice: anInvoice(),
  customer: aCustomer(),
  policy: b2bStandard,
  large: false,
  coveredMinor: 0,
  stopped: false,
  ...fields,
});
const reasonFor = (fields: Partial<Situation>) => decide(aSituation(fields), NOW).reason;
const of = (fields: Partial<Invoice>): Partial<Situation> => ({ invoice: anInvoice(fields) });

describe('a dispute', () => {
  const dispute = (fields: object = {}) => ({ reason: 'damaged', ...said, ...fields });

  it('of the whole invoice holds until its day, and until it is settled where it has none', () => {
    const until = '2026-02-10T00:00:00.000Z';
    expect(decide(aSituation(of({ dispute: dispute({ until }) })), NOW)).toEqual({
      kind: 'hold',
      reason: 'disputed',
      until,
    });
    expect(reasonFor(of({ dispute: dispute() }))).toBe('disputed');
    expect(reasonFor(of({ dispute: dispute({ until: NOW }) }))).toBe('step-due');
  });

  it('of a part leaves the rest to be asked for, and holds once the rest is paid', () => {
    const invoice = anInvoice({ dispute: dispute({ amountMinor: 24_000 }) });
    expect(reasonFor({ invoice })).toBe('step-due');
    expect(askedMinor(invoice, NOW)).toBe(96_000);
    expect(askedMinor({ ...invoice, dispute: dispute({ amountMinor: 24_000, until: NOW }) }, NOW)).toBe(120_000);
    expect(reasonFor({ invoice: { ...invoice, owedMinor: 24_000 } })).toBe('disputed');
    expect(reasonFor({ invoice, coveredMinor: 96_000 })).toBe('covered');
  });
});

describe('a promise', () => {
  const promise = { on: '2026-02-02', owedMinor: 120_000, ...said };

  it('holds through the days of grace that the policy gives', () => {
    expect(decide(aSituation(of({ promise })), NOW)).toMatchObject({
      reason: 'promised',
      until: '2026-02-04T00:00:00.000Z',
    });
    const strict = { ...b2bStandard, promises: { graceDays: 0, mostBroken: 2, harsherWhenBroken: false } };
    expect(reasonFor({ ...of({ promise }), policy: strict })).toBe('step-due');
  });

  it('is not relied upon after as many broken ones as the policy names', () => {
    expect(reasonFor(of({ promise, promisesBroken: 1 }))).toBe('promised');
    expect(reasonFor(of({ promise, promisesBroken: 2 }))).toBe('step-due');
  });

  it.each([
    { when: 'all of it came', amountMinor: undefined, now: 0, then: 'kept' },
    { when: 'the promised part came', amountMinor: 40_000, now: 80_000, then: 'kept' },
    { when: 'less than was promised came', amountMinor: 40_000, now: 90_000, then: 'partly-kept' },
    { when: 'nothing came', amountMinor: undefined, now: 120_000, then: 'broken' },
    { when: 'more is owed than before', amountMinor: undefined, now: 130_000, then: 'broken' },
  ])('is $then where $when', ({ amountMinor, now, then }) => {
    expect(keptOrBroken({ amountMinor, owedMinor: 120_000 }, now)).toBe(then);
  });
});

describe('one step harsher', () => {
  it('leaves the mildest reminder ahead out, and the next step takes its day', () => {
    const situation = aSituation(of({ stepsDone: ['friendly'] }));
    const instead = oneStepHarsher(situation, NOW);
    expect(instead).toEqual({ stepId: 'firm', of: 'second' });
    const invoice = anInvoice({ stepsDone: ['friendly', 'second'], inPlaceOf: instead });
    expect(nextStep({ ...situation, invoice }, NOW)).toMatchObject({
      step: { id: 'firm' },
      at: expect.stringMatching(/^2026-02-10/),
    });
  });

  it('never leads above the step that the policy starts at most', () => {
    expect(oneStepHarsher(aSituation(of({ stepsDone: ['friendly', 'second'] })), NOW)).toBeUndefined();
  });
});

describe('a reply', () => {
  it('holds for five weekdays after its day, or until the day that was named', () => {
    const held = (at: string, until?: string) =>
      decide(aSituation({ customer: aCustomer({ reply: { at, by: 'api', until } }) }), NOW);
    expect(held(YESTERDAY)).toMatchObject({ reason: 'reply-unanswered', until: '2026-02-10T00:00:00.000Z' });
    expect(held('2026-01-26T09:00:00.000Z').reason).toBe('step-due');
    expect(held(YESTERDAY, '2026-02-05T00:00:00.000Z')).toMatchObject({ until: '2026-02-05T00:00:00.000Z' });
    expect(held(YESTERDAY, NOW).reason).toBe('step-due');
  });

  it('of the one who was invoiced holds what another is asked to pay', () => {
    const debtor = aCustomer({ customerId: 'C-2', reply: { at: YESTERDAY, by: 'api' } });
    expect(reasonFor({ debtor })).toBe('reply-unanswered');
  });
});

describe('a source in doubt', () => {
  const daily = aCreditor({ syncEveryHours: 24 });

  it.each([
    { when: 'the ERP was heard of in time', source: { lastSyncAt: YESTERDAY }, then: 'step-due' },
    { when: 'the ERP is silent for longer', source: { lastSyncAt: '2026-02-02T11:19:59.000Z' }, then: 'source-stale' },
    { when: 'the ERP was never heard of since the invoice came', source: {}, then: 'source-stale' },
    { when: 'nobody looked', source: undefined, then: 'step-due' },
    { when: 'the totals disagree', source: { lastSyncAt: NOW, disagreesSince: NOW }, then: 'source-disagrees' },
  ])('$then when $when', ({ source, then }) => {
    expect(reasonFor({ source, creditor: daily })).toBe(then);
  });

  it('keeps a call back, too, and says nothing before a step is due', () => {
    const source = { disagreesSince: NOW };
    const call = aSituation({ source, large: true, ...of({ stepsDone: ['check-in', 'friendly', 'second'] }) });
    expect(decide(call, '2026-02-16T10:30:00.000Z').reason).toBe('source-disagrees');
    expect(reasonFor({ source, ...of({ stepsDone: ['friendly'] }) })).not.toBe('source-disagrees');
  });
});

describe('the ERP’s totals', () => {
  const row = { type: 'invoice', status: 'open', currency: 'GBP', owedMinor: 100, entries: [] } as const;

  it('count what the ERP does not know to be paid yet, and no credit notes', () => {
    const rows = [row, { ...row, owedMinor: 0, entries: [{ minor: 70 }] }, { ...row, type: 'credit_note' as const }];
    expect(totalsOf([...rows, { ...row, status: 'void' as const }])).toEqual({ count: 2, totals: { GBP: 170 } });
  });

  it('differ figure by figure, a currency that one side lacks included', () => {
    const erp = { count: 2, totals: { GBP: 100, EUR: 5 } };
    expect(differencesOf(erp, { count: 2, totals: { GBP: 101 } })).toEqual([
      { what: 'EUR', erp: 5, here: 0 },
      { what: 'GBP', erp: 100, here: 101 },
    ]);
    expect(differencesOf(erp, erp)).toEqual([]);
  });

  it('disagree since the first check that did', () => {
    const differences = [{ what: 'GBP', erp: 1, here: 2 }];
    const first = checkOf({}, { asOf: YESTERDAY, at: YESTERDAY, differences });
    expect(checkOf({ syncCheck: first }, { asOf: NOW, at: NOW, differences }).disagreesSince).toBe(YESTERDAY);
    expect(checkOf({ syncCheck: first }, { asOf: NOW, at: NOW, differences: [] }).disagreesSince).toBeUndefined();
  });
});

describe('a small balance', () => {
  const policy = { ...b2bStandard, minimumBalance: { GBP: 5_000 } };
  const small = anInvoice({ owedMinor: 3_000 });
  const sibling = (fields: Partial<Invoice> = {}): Sibling => ({
    invoice: anInvoice({ invoiceId: 'INV-2', owedMinor: 2_000, ...fields }),
    policy,
    large: false,
    coveredMinor: 0,
  });
  const reason = (siblings: readonly Sibling[] | undefined) => reasonFor({ invoice: small, policy, siblings });

  it('is not written about unless the overdue ones of its currency add up', () => {
    expect(reason([])).toBe('small-balance');
    expect(reason([sibling()])).toBe('step-due');
    expect(reason([sibling({ owedMinor: 1_999 })])).toBe('small-balance');
    expect(reason([sibling({ currency: 'EUR' })])).toBe('small-balance');
    expect(reason([sibling({ dueOn: '2026-02-03' })])).toBe('small-balance');
  });

  it('is not made larger by what nobody may be asked for', () => {
    expect(reason([sibling({ hold: { reason: 'x', by: 'api' } })])).toBe('small-balance');
    expect(reason([sibling({ dispute: { reason: 'x', amountMinor: 1, ...said } })])).toBe('small-balance');
    expect(reason([{ ...sibling(), coveredMinor: 1 }])).toBe('small-balance');
  });

  it('has no say where the policy names no minimum, or nobody looked at the others', () => {
    expect(reason(undefined)).toBe('step-due');
    expect(reasonFor({ invoice: small, siblings: [] })).toBe('step-due');
  });
});
