/** One message for all that a customer owes: who rides, what it stands for, and how serious it is. */
import { describe, expect, it } from 'vitest';
import type { Sibling, Situation } from '../../../core/case/decide.ts';
import { assemble, isOutOfPlace, MOST_LISTED } from '../../../core/case/group.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { b2bStandard, type Policy, type ReminderStep, withSms } from '../../../core/policy/policy.ts';
import { aCustomer, aMessage, anInvoice } from '../../support/builders.ts';

/** Tuesday 3 February 2026: INV-1 is three days overdue and its friendly reminder is due; the gap ends on the 10th. */
const NOW = '2026-02-03T11:20:00.000Z';

const sibling = (invoiceId: string, fields: Partial<Invoice> = {}, policy: Policy = b2bStandard): Sibling => ({
  invoice: anInvoice({ invoiceId, ...fields }),
  policy,
  large: false,
  coveredMinor: 0,
});

const aSituation = (siblings: readonly Sibling[], fields: Partial<Situation> = {}): Situation => ({
  invoice: anInvoice(),
  customer: aCustomer(),
  policy: b2bStandard,
  large: false,
  coveredMinor: 0,
  stopped: false,
  siblings,
  ...fields,
});

function stepOf(id: string, policy: Policy = b2bStandard): ReminderStep {
  const step = policy.steps.find((one) => one.id === id);
  if (step?.action !== 'remind') throw new Error(`expected a reminder ${id}`);
  return step;
}

const assembled = (siblings: readonly Sibling[], fields?: Partial<Situation>, stepId = 'friendly') =>
  assemble(aSituation(siblings, fields), stepOf(stepId, fields?.policy), NOW);

const idsOf = (rows: readonly { readonly invoice: Invoice }[]) => rows.map(({ invoice }) => invoice.invoiceId);

/** Due on 24 January: its second reminder falls due today. */
const older = { dueOn: '2026-01-24', stepsDone: ['friendly'] };

describe('assemble', () => {
  it('is a message about the one invoice where nothing else is owed', () => {
    const { carrying, tone, listed, more, leftOut, covers, gapEndsOn } = assembled([]);
    expect([carrying.step.id, tone, idsOf(listed), more, leftOut, covers, gapEndsOn]).toEqual([
      'friendly',
      'friendly',
      ['INV-1'],
      [],
      [],
      {},
      '2026-02-10',
    ]);
  });

  it('takes its tone from the furthest step that falls due before the gap ends, and lists the oldest first', () => {
    const { carrying, tone, listed, covers } = assembled([sibling('INV-2', older), sibling('INV-3')]);
    expect([carrying.invoice.invoiceId, carrying.step.id, tone]).toEqual(['INV-2', 'second', 'second']);
    expect(idsOf(listed)).toEqual(['INV-2', 'INV-1', 'INV-3']);
    expect(covers).toEqual({ 'INV-2': ['second'], 'INV-3': ['friendly'] });
  });

  it.each([
    { dueOn: '2026-01-30', falls: 'on the day before the gap ends', covered: ['second'] },
    { dueOn: '2026-01-31', falls: 'on the day on which the gap ends', covered: undefined },
  ])('knows a step that falls due $falls', ({ dueOn, covered }) => {
    const { listed, covers } = assembled([sibling('INV-2', { dueOn, stepsDone: ['friendly'] })]);
    expect(idsOf(listed)).toContain('INV-2');
    expect(covers['INV-2']).toEqual(covered);
  });

  it('stands for every step that falls due before the gap ends, one after the other', () => {
    const { covers } = assembled([sibling('INV-2', { dueOn: '2026-01-24', startStepId: 'friendly' })]);
    expect(covers).toEqual({ 'INV-2': ['friendly', 'second'] });
  });

  it('stands for the same steps in the same tone, whichever of two that are due at one moment speaks', () => {
    const late = { invoice: anInvoice({ invoiceId: 'INV-4', dueOn: '2026-01-29' }), stepId: 'friendly' };
    const old = {
      invoice: anInvoice({ invoiceId: 'INV-5', dueOn: '2026-01-14', startStepId: 'firm' }),
      stepId: 'firm',
    };
    const spoken = ([own, other]: readonly [typeof late, typeof late]) => {
      const { tone, covers, carrying } = assembled([sibling('', other.invoice)], { invoice: own.invoice }, own.stepId);
      const { invoiceId } = own.invoice;
      const steps = { ...covers, [invoiceId]: [own.stepId, ...(covers[invoiceId] ?? [])] };
      return { tone, carrying: carrying.step.id, steps };
    };
    const expected = { tone: 'firm', carrying: 'firm', steps: { 'INV-4': ['friendly', 'second'], 'INV-5': ['firm'] } };
    expect(spoken([late, old])).toEqual(expected);
    expect(spoken([old, late])).toEqual(expected);
  });

  it('leaves the following step of its own invoice to its day where nobody else is about to speak', () => {
    const late = { dueOn: '2026-01-29' };
    expect(assembled([sibling('INV-2')], { invoice: anInvoice({ ...late, invoiceId: 'INV-4' }) }).covers).toEqual({
      'INV-2': ['friendly'],
      'INV-4': ['second'],
    });
    const ahead = sibling('INV-2', { dueOn: '2026-01-27', stepsDone: ['friendly'] });
    expect(assembled([ahead], { invoice: anInvoice({ ...late, invoiceId: 'INV-4' }) }).covers).toEqual({
      'INV-2': ['second'],
    });
  });

  it('does not stand for what comes after a task', () => {
    const row = { ...sibling('INV-2', { dueOn: '2026-01-14', stepsDone: ['friendly', 'second'] }), large: true };
    expect(assembled([row]).covers).toEqual({});
  });

  it('stands for a step that needs an approval only once it is approved', () => {
    const steps = b2bStandard.steps.map((step) => (step.id === 'second' ? { ...step, approval: true } : step));
    const policy = { ...b2bStandard, steps };
    const approvals = { second: { at: NOW, by: 'robin' } };
    expect(assembled([sibling('INV-2', older, policy)]).covers).toEqual({});
    expect(assembled([sibling('INV-2', { ...older, approvals }, policy)]).covers).toEqual({ 'INV-2': ['second'] });
  });

  it('leaves an invoice alone that is not overdue, and its steps as well', () => {
    const { listed, covers } = assembled([sibling('INV-2', { dueOn: '2026-02-03' })]);
    expect([idsOf(listed), covers]).toEqual([['INV-1'], {}]);
  });

  it('is never milder than what the customer has had about an invoice that is still owed', () => {
    const firm = sibling('INV-2', { dueOn: '2026-01-10', stepsDone: ['friendly', 'second', 'firm'] });
    expect(assembled([firm]).tone).toBe('firm');
    expect(assembled([sibling('INV-2', { ...firm.invoice, owedMinor: 0 })]).tone).toBe('friendly');
  });

  it('counts the tone of the last message for every invoice that it listed', () => {
    const lastMessage = aMessage({ invoiceIds: ['INV-9', 'INV-2'], tone: 'firm' });
    expect(assembled([sibling('INV-2')], { lastMessage }).tone).toBe('firm');
    expect(assembled([sibling('INV-3')], { lastMessage }).tone).toBe('friendly');
    const gone = { ...lastMessage, recipients: { digest: 'released' as const } };
    expect(assembled([sibling('INV-2')], { lastMessage: gone }).tone).toBe('friendly');
  });

  it('does not count a step that lapsed because nobody approved it', () => {
    const steps = b2bStandard.steps.map((step) => (step.id === 'firm' ? { ...step, approval: true } : step));
    const lapsed = { dueOn: '2025-12-20', stepsDone: ['friendly', 'second', 'firm', 'call-again'] };
    expect(assembled([sibling('INV-2', lapsed, { ...b2bStandard, steps })]).tone).toBe('second');
  });

  it('lists an invoice whose path ended unpaid, which is silent about nothing else', () => {
    const ended = { dueOn: '2025-11-01', caseState: 'closed', closedAs: 'exhausted', stepsDone: ['friendly'] } as const;
    const { listed, covers, leftOut } = assembled([sibling('INV-2', ended)]);
    expect([idsOf(listed), covers, leftOut]).toEqual([['INV-2', 'INV-1'], {}, []]);
  });

  it('names what is not part of the request, with the reason', () => {
    const hold = { reason: 'asked', by: 'robin' };
    const { listed, leftOut } = assembled([
      sibling('INV-2', { ...older, hold }),
      sibling('INV-3', { dueOn: '2026-01-20', inFlight: [{ paymentKey: 'p', since: NOW }] }),
      sibling('INV-4', { promisedOn: '2026-02-06' }),
      { ...sibling('INV-5'), coveredMinor: 120_000 },
      sibling('INV-6', { dueOn: '2025-11-01', caseState: 'closed', closedAs: 'exhausted', hold }),
    ]);
    expect(idsOf(listed)).toEqual(['INV-1']);
    expect(leftOut.map(({ invoice, reason }) => [invoice.invoiceId, reason])).toEqual([
      ['INV-6', 'hold'],
      ['INV-3', 'payment-in-flight'],
      ['INV-2', 'hold'],
      ['INV-4', 'promised'],
      ['INV-5', 'covered'],
    ]);
  });

  it.each([
    ['is held and not overdue', { dueOn: '2026-03-01', hold: { reason: 'asked', by: 'robin' } }],
    ['is paid', { caseState: 'closed', closedAs: 'paid', owedMinor: 0 }],
    ['was written off', { status: 'written_off', caseState: 'closed', closedAs: 'written-off' }],
    ['is a credit note', { type: 'credit_note' }],
    ['is collected automatically', { collection: 'auto' }],
  ] satisfies readonly (readonly [string, Partial<Invoice>])[])(
    'says nothing of an invoice that %s',
    (_what, fields) => {
      const { listed, leftOut } = assembled([sibling('INV-2', fields)]);
      expect([idsOf(listed), leftOut]).toEqual([['INV-1'], []]);
    },
  );

  it('says nothing of an invoice whose path is only rehearsed', () => {
    expect(idsOf(assembled([sibling('INV-2', older, { ...b2bStandard, mode: 'dry' })]).listed)).toEqual(['INV-1']);
  });

  it('sends an e-mail where a text message would have to stand for one', () => {
    const texted: Partial<Situation> = {
      policy: withSms,
      invoice: anInvoice({ dueOn: '2026-01-17', stepsDone: ['friendly', 'second'] }),
      customer: aCustomer({ contacts: [{ mobile: '+447700900123', smsConsent: true, roles: [] }] }),
    };
    expect(assembled([], texted, 'text').carrying.step.id).toBe('text');
    expect(assembled([sibling('INV-2', { dueOn: '2026-02-01' })], texted, 'text')).toMatchObject({
      carrying: { step: { id: 'friendly' } },
      tone: 'second',
    });
  });

  it('goes on standing for what the last message covered and nobody has recorded', () => {
    const hold = { reason: 'asked', by: 'robin' };
    const lastMessage = aMessage({ covers: { 'INV-2': ['friendly'], 'INV-3': ['friendly'], 'INV-4': ['friendly'] } });
    const rows = [
      sibling('INV-2', { dueOn: '2026-01-24' }),
      sibling('INV-3', { hold }),
      sibling('INV-4', { cycle: 2, startStepId: 'friendly' }),
    ];
    expect(assembled(rows, { lastMessage }).covers).toEqual({
      'INV-2': ['friendly', 'second'],
      'INV-3': ['friendly'],
      'INV-4': ['friendly'],
    });
    expect(assembled([sibling('INV-4', { cycle: 2, hold })], { lastMessage }).covers).toEqual({});
  });

  it('lists up to eighty and keeps the rest apart, the one that is due and the carrying one always among the listed', () => {
    const many = Array.from({ length: 299 }, (_, at) =>
      sibling(`OLD-${at}`, { ...older, dueOn: '2025-10-01', stepsDone: ['friendly', 'second', 'firm'] }),
    );
    const { listed, more, carrying } = assembled([...many, sibling('ZZZ', older)]);
    expect([listed.length, more.length]).toEqual([MOST_LISTED, 221]);
    expect(idsOf(listed)).toEqual(expect.arrayContaining(['INV-1', 'ZZZ']));
    expect(carrying.invoice.invoiceId).toBe('ZZZ');
  });
});

describe('a notice before the due date', () => {
  const early = { invoice: anInvoice({ dueOn: '2026-02-10', firstOfCustomer: true }) };
  const aNotice = (siblings: readonly Sibling[]) => isOutOfPlace(aSituation(siblings, early), stepOf('check-in'), NOW);

  it('is out of place while anything is overdue', () => {
    expect(aNotice([])).toBe(false);
    expect(aNotice([sibling('INV-2', { dueOn: '2026-02-03' })])).toBe(false);
    expect(aNotice([sibling('INV-2', { dueOn: '2026-02-02' })])).toBe(true);
    expect(aNotice([sibling('INV-2', { caseState: 'closed', closedAs: 'exhausted' })])).toBe(true);
    expect(aNotice([sibling('INV-2', { inFlight: [{ paymentKey: 'p', since: NOW }] })])).toBe(false);
    expect(aNotice([{ ...sibling('INV-2'), coveredMinor: 120_000 }])).toBe(false);
    expect(isOutOfPlace(aSituation([sibling('INV-2')]), stepOf('friendly'), NOW)).toBe(false);
  });

  it('stands for the other notices of the days to come, and for nothing else', () => {
    const soon = sibling('INV-2', { dueOn: '2026-02-13', firstOfCustomer: true });
    const plain = sibling('INV-3', { dueOn: '2026-02-05', issuedOn: '2026-02-01' });
    const { listed, covers, tone } = assembled([soon, plain], early, 'check-in');
    expect([idsOf(listed), covers, tone]).toEqual([['INV-1', 'INV-2'], { 'INV-2': ['check-in'] }, 'check-in']);
  });
});
