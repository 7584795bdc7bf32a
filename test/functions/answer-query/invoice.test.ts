/** One invoice as the API shows it, on a real table. */
import { describe, expect, it } from 'vitest';
import { InvoiceView } from '../../../contracts/api/views.ts';
import { useQueries } from './scene.ts';

const scene = useQueries();
const one = async (id: string) =>
  InvoiceView.parse((await scene().ask('GET /v1/invoices/{id}', { params: { id } })).body);

describe('GET /v1/invoices/{id}', () => {
  it('shows the invoice, its case and the reason in words', async () => {
    await scene().invoice({ nextStepId: 'friendly', nextAt: '2026-02-03T10:14:00.000Z', dueOn: '2026-01-31' });
    expect(await one('INV-1')).toEqual({
      invoiceId: 'INV-1',
      invoiceNumber: 'INV-1',
      customerId: 'C-1',
      type: 'invoice',
      status: 'overdue',
      currency: 'GBP',
      total: '1200.00',
      balance: '1200.00',
      issuedOn: '2026-01-01',
      dueOn: '2026-01-31',
      asOf: '2026-01-01T06:00:00.000Z',
      caseState: 'open',
      closedAs: null,
      step: 'friendly',
      stepsDone: [],
      cycle: 1,
      nextAt: '2026-02-03T10:14:00.000Z',
      reason: 'The next step is not due yet',
      policy: { id: 'b2b-standard', version: 1 },
      segment: null,
      hold: null,
      dispute: null,
      asked: '1200.00',
      promisedOn: null,
      promise: null,
      lastPromise: null,
      promisesBroken: 0,
    });
  });

  it('calls it overdue from the day after its due date on the customer’s clock', async () => {
    await scene().customer({ customerId: 'NY', timeZone: 'America/New_York' });
    await scene().invoice({ customerId: 'NY', dueOn: '2026-02-01' });
    scene().clock.at = '2026-02-02T04:59:00.000Z';
    expect((await one('INV-1')).status).toBe('open');
    scene().clock.at = '2026-02-02T05:00:00.000Z';
    expect((await one('INV-1')).status).toBe('overdue');
  });

  it.each([
    { when: 'nothing is owed', fields: { owedMinor: 0, caseState: 'closed', closedAs: 'paid' }, status: 'paid' },
    { when: 'it was voided', fields: { status: 'void', caseState: 'closed', closedAs: 'void' }, status: 'void' },
    { when: 'it was written off', fields: { status: 'written_off', caseState: 'closed' }, status: 'closed' },
    { when: 'its path ended unpaid', fields: { caseState: 'closed', closedAs: 'exhausted' }, status: 'closed' },
    { when: 'it has no due date', fields: { dueOn: null, caseState: 'idle' }, status: 'open' },
    {
      when: 'an open instalment was due',
      fields: { dueOn: '2026-12-31', instalments: [{ dueOn: '2026-02-01', amountMinor: 1, openMinor: 1 }] },
      status: 'overdue',
    },
    { when: 'a credit note is old', fields: { type: 'credit_note', caseState: 'idle' }, status: 'open' },
    {
      when: 'a credit note is used up',
      fields: { type: 'credit_note', caseState: 'idle', owedMinor: 0 },
      status: 'closed',
    },
  ] as const)('is $status when $when', async ({ fields, status }) => {
    await scene().invoice(fields);
    expect((await one('INV-1')).status).toBe(status);
  });

  it('shows a hold at once, before any execution has met it, and no hold that is over', async () => {
    await scene().invoice({
      reason: 'not-due',
      hold: { reason: 'Goods are checked', until: '2026-02-10T00:00:00.000Z', by: 'api' },
    });
    const held = await one('INV-1');
    expect(held.hold).toEqual({ reason: 'Goods are checked', until: '2026-02-10T00:00:00.000Z', by: 'api' });
    expect(held.reason).toMatch(/^On hold/);
    scene().clock.at = '2026-02-10T00:00:00.000Z';
    expect((await one('INV-1')).hold).toBeNull();
    expect((await one('INV-1')).reason).not.toMatch(/hold/);
  });

  it('keeps the reasons that only the execution can know', async () => {
    await scene().invoice({ reason: 'person-needed' });
    expect((await one('INV-1')).reason).toMatch(/a person was asked/);
  });

  it('answers the same for an unknown id and for another creditor’s', async () => {
    await scene().invoice({ creditorId: 'somebody-else', invoiceId: 'THEIRS' });
    const unknown = await scene().ask('GET /v1/invoices/{id}', { params: { id: 'NONE' } });
    expect(unknown.status).toBe(404);
    expect(await scene().ask('GET /v1/invoices/{id}', { params: { id: 'THEIRS' } })).toEqual(unknown);
  });

  it('finds ids with signs, and no absurdly long one', async () => {
    await scene().invoice({ invoiceId: 'A/1#2%' });
    expect((await one('A/1#2%')).invoiceNumber).toBe('A/1#2%');
    const long = await scene().ask('GET /v1/invoices/{id}', { params: { id: '%'.repeat(5000) } });
    expect(long.status).toBe(404);
  });
});
