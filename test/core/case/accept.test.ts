/** What an ERP's row does: accepted, unchanged, stale or rejected; and what of a person's word it may not undo. */
import { describe, expect, it } from 'vitest';
import { type AcceptContext, accept, untilOf } from '../../../core/case/accept.ts';
import { longest } from '../../../core/case/hold.ts';
import type { InvoiceInput } from '../../../core/case/intake.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { aCustomer } from '../../support/builders.ts';

const NOW = '2026-02-01T08:00:00.000Z';
const context: AcceptContext = {
  creditorId: 'demo',
  customer: aCustomer(),
  policy: b2bStandard,
  large: false,
  firstOfCustomer: false,
};

function aRow(fields: Partial<InvoiceInput> = {}): InvoiceInput {
  return {
    invoiceId: 'INV-1',
    invoiceNumber: 'INV-1',
    asOf: '2026-02-01T06:00:00.000Z',
    customer: { customerId: 'C-1' },
    type: 'invoice',
    collection: 'send',
    currency: 'GBP',
    totalMinor: 120_000,
    openMinor: 120_000,
    issuedOn: '2026-01-01',
    dueOn: '2026-01-31',
    status: 'open',
    acknowledgedPayments: [],
    ...fields,
  };
}

function taken(known: Invoice | undefined, fields: Partial<InvoiceInput> = {}): Invoice {
  const acceptance = accept(known, aRow(fields), context, NOW);
  if (acceptance.status !== 'accepted') throw new Error(`expected the row to be accepted, found ${acceptance.status}`);
  return acceptance.change.after;
}

const LATER = '2026-02-02T06:00:00.000Z';
const EARLIER = '2026-01-31T06:00:00.000Z';

describe('accept', () => {
  it('plans the first row at once, with its first audit record', () => {
    const acceptance = accept(undefined, aRow(), context, NOW);
    expect(acceptance).toMatchObject({
      status: 'accepted',
      change: {
        type: 'invoice.accepted',
        before: { version: 0 },
        after: {
          version: 1,
          caseState: 'open',
          cycle: 1,
          run: 1,
          owedMinor: 120_000,
          nextStepId: 'friendly',
          policyId: 'b2b-standard',
        },
        record: { version: 1, by: 'erp', data: { owedMinor: 120_000, caseState: 'open', nextStepId: 'friendly' } },
      },
    });
  });

  it.each<{ when: string; known: Partial<InvoiceInput>; row: Partial<InvoiceInput>; status: string }>([
    { when: 'it comes again', known: {}, row: {}, status: 'unchanged' },
    {
      when: 'it comes again with fields in another order',
      known: { tags: ['a'], purchaseOrder: 'P' },
      row: { purchaseOrder: 'P', tags: ['a'] },
      status: 'unchanged',
    },
    {
      when: 'only the customer inside it differs',
      known: {},
      row: { customer: { customerId: 'C-1', name: 'New name' } },
      status: 'unchanged',
    },
    {
      when: 'it moves to another customer at the same time',
      known: {},
      row: { customer: { customerId: 'C-2' } },
      status: 'rejected',
    },
    { when: 'it says something else at the same time', known: {}, row: { openMinor: 1 }, status: 'rejected' },
    { when: 'it is older', known: {}, row: { asOf: EARLIER, openMinor: 1 }, status: 'stale' },
    { when: 'it is newer', known: {}, row: { asOf: LATER, openMinor: 1 }, status: 'accepted' },
    { when: 'it is newer and says the same', known: {}, row: { asOf: LATER }, status: 'accepted' },
    { when: 'its revision is higher', known: { revision: 3 }, row: { revision: 4, openMinor: 1 }, status: 'accepted' },
    { when: 'its revision is lower', known: { revision: 3 }, row: { revision: 2, openMinor: 1 }, status: 'stale' },
    { when: 'it has a first revision', known: {}, row: { revision: 1 }, status: 'accepted' },
    {
      when: 'it is older with a higher revision',
      known: { revision: 3 },
      row: { asOf: EARLIER, revision: 9 },
      status: 'stale',
    },
    { when: 'its currency changed', known: {}, row: { asOf: LATER, currency: 'EUR' }, status: 'rejected' },
    { when: 'its currency changed long ago', known: {}, row: { asOf: EARLIER, currency: 'EUR' }, status: 'stale' },
  ])('is $status when $when', ({ known, row, status }) => {
    expect(accept(taken(undefined, known), aRow({ ...known, ...row }), context, NOW).status).toBe(status);
  });

  it.each([
    {
      row: { openMinor: 1 },
      path: 'asOf',
      message: 'expected a later asOf or a higher revision, for this one is known with other content',
    },
    {
      row: { asOf: LATER, currency: 'EUR' },
      path: 'currency',
      message: 'expected GBP, the currency this invoice came with, found EUR',
    },
  ])('says what was wrong with $path', ({ row, path, message }) => {
    expect(accept(taken(undefined), aRow(row), context, NOW)).toEqual({ status: 'rejected', path, message });
  });

  it('forgets what the newest row no longer states', () => {
    const rich = taken(undefined, {
      instalments: [{ dueOn: '2026-01-31', amountMinor: 1, openMinor: 1 }],
      promisedOn: '2026-02-10',
      paymentReference: 'R',
      paymentUrl: 'https://pay.example',
      documentUrl: 'https://doc.example',
      purchaseOrder: 'PO',
      tags: ['vip'],
      hold: { reason: 'query' },
    });
    const { instalments, promisedOn, paymentReference, paymentUrl, documentUrl, purchaseOrder, tags, hold } = taken(
      rich,
      { asOf: LATER },
    );
    expect({ instalments, promisedOn, paymentReference, paymentUrl, documentUrl, purchaseOrder, tags, hold }).toEqual({
      tags: [],
    });
  });

  const withHold = (until: string | undefined): Invoice => ({
    ...taken(undefined),
    hold: { reason: 'dispute', until, by: 'task' },
  });
  const MARCH = '2026-03-01T00:00:00.000Z';

  it.each<{ when: string; known: Invoice; hold: InvoiceInput['hold']; then: Invoice['hold'] }>([
    {
      when: 'the ERP says nothing of a person’s hold',
      known: withHold(undefined),
      hold: undefined,
      then: { reason: 'dispute', until: undefined, by: 'task' },
    },
    {
      when: 'the ERP holds too, but not for ever',
      known: withHold(undefined),
      hold: { reason: 'query', until: '2026-12-31' },
      then: { reason: 'dispute', until: undefined, by: 'task' },
    },
    {
      when: 'the ERP’s hold ends first',
      known: withHold(MARCH),
      hold: { reason: 'query', until: '2026-02-27' },
      then: { reason: 'dispute', until: MARCH, by: 'task' },
    },
    {
      when: 'the ERP’s hold ends later',
      known: withHold(MARCH),
      hold: { reason: 'query', until: '2026-03-01' },
      then: { reason: 'query', until: '2026-03-02T00:00:00.000Z', by: 'erp' },
    },
    {
      when: 'the ERP’s hold has no end',
      known: withHold(MARCH),
      hold: { reason: 'query' },
      then: { reason: 'query', until: undefined, by: 'erp' },
    },
  ])('keeps the longer silence when $when', ({ known, hold, then }) => {
    const { hold: ofPerson, erpHold } = taken(known, { asOf: LATER, hold });
    expect(longest([ofPerson, erpHold], NOW)).toEqual(then);
  });

  it('goes on with a person’s hold when the ERP drops a longer one of its own', () => {
    const both = taken(withHold(MARCH), { asOf: LATER, hold: { reason: 'query' } });
    const { hold, erpHold } = taken(both, { asOf: '2026-02-09T05:59:00.000Z' });
    expect({ hold, erpHold }).toEqual({ hold: { reason: 'dispute', until: MARCH, by: 'task' }, erpHold: undefined });
  });

  it('keeps a promise that a colleague recorded, until the ERP states another', () => {
    const promise = { on: '2026-02-20', owedMinor: 120_000, by: 'task', at: NOW };
    const promised: Invoice = { ...taken(undefined), promise };
    expect(taken(promised, { asOf: LATER }).promise).toEqual(promise);
    const other = taken(promised, { asOf: LATER, promisedOn: '2026-02-12' });
    expect(other.promise).toEqual({ on: '2026-02-12', owedMinor: 120_000, by: 'erp', at: NOW });
  });

  it('makes a promise of a day that the ERP names, once, and ends it when the ERP takes the day back', () => {
    const made = taken(undefined, { promisedOn: '2026-02-12' });
    expect(made.promise).toMatchObject({ on: '2026-02-12', by: 'erp' });
    const broken: Invoice = { ...made, promise: undefined, lastPromise: { on: '2026-02-12', as: 'broken', at: NOW } };
    expect(taken(broken, { asOf: LATER, promisedOn: '2026-02-12' }).promise).toBeUndefined();
    const takenBack = taken(made, { asOf: LATER });
    expect(takenBack).toMatchObject({ promise: undefined, lastPromise: { on: '2026-02-12', as: 'withdrawn' } });
  });

  it('does not count a day that was over before the ERP named it', () => {
    expect(taken(undefined, { promisedOn: '2026-01-05' })).toMatchObject({
      promise: undefined,
      lastPromise: { on: '2026-01-05', as: 'withdrawn' },
    });
  });

  it('opens a new cycle when a due date moves into the future after the path had begun, and says so in the audit', () => {
    const begun: Invoice = { ...taken(undefined), stepsDone: ['friendly'] };
    const acceptance = accept(begun, aRow({ asOf: LATER, dueOn: '2026-04-30' }), context, NOW);
    expect(acceptance).toMatchObject({
      change: { after: { cycle: 2, stepsDone: [] }, record: { data: { cycle: 2, dueOn: '2026-04-30' } } },
    });
  });

  it('keeps names and addresses out of the audit', () => {
    const customer = { customerId: 'C-1', name: 'Acme Ltd', contacts: [{ email: 'ap@acme.example', roles: [] }] };
    const acceptance = accept(undefined, aRow({ customer, hold: { reason: 'Mr Smith is ill' } }), context, NOW);
    expect(acceptance.status === 'accepted' && JSON.stringify(acceptance.change.record)).not.toMatch(/Acme|ap@|Smith/);
  });
});

describe('untilOf', () => {
  it.each([
    { until: '2026-03-28', zone: 'Europe/London', then: '2026-03-29T00:00:00.000Z', when: 'through that day' },
    { until: '2026-03-29', zone: 'Europe/London', then: '2026-03-29T23:00:00.000Z', when: 'through a day of 23 hours' },
    {
      until: '2026-12-31',
      zone: 'America/New_York',
      then: '2027-01-01T05:00:00.000Z',
      when: 'through the year’s last day elsewhere',
    },
    {
      until: '2026-03-28T12:00:00.000Z',
      zone: 'Europe/London',
      then: '2026-03-28T12:00:00.000Z',
      when: 'to that instant',
    },
    { until: undefined, zone: 'Europe/London', then: undefined, when: 'without an end' },
  ])('lasts $when', ({ until, zone, then }) => {
    expect(untilOf(until, zone)).toBe(then);
  });
});
