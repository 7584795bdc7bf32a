/** What an ERP may push as an invoice, and what is made of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount } from '../../../core/money/amount.ts';
import { aCustomer, anInvoice, inputOf } from './rows.ts';

describe('an invoice that is accepted', () => {
  it('is read into minor units, with the defaults of its row', () => {
    expect(inputOf(anInvoice({ status: undefined }))).toEqual({
      invoiceId: 'INV-0042',
      invoiceNumber: 'INV-0042',
      revision: 3,
      asOf: '2026-02-01T05:59:00.000Z',
      customer: {
        customerId: 'C-17',
        name: 'Acme Ltd',
        kind: 'company',
        locale: 'en-GB',
        timeZone: 'Europe/London',
        country: 'GB',
        contacts: [{ name: 'Accounts payable', email: 'ap@acme.example', mobile: '+447700900123', roles: ['billing'] }],
      },
      type: 'invoice',
      collection: 'send',
      currency: 'GBP',
      totalMinor: 120000,
      openMinor: 120000,
      issuedOn: '2026-01-01',
      dueOn: '2026-01-31',
      status: 'open',
      instalments: undefined,
      acknowledgedPayments: [],
    });
  });

  it.each([
    {
      when: 'its customer is just an id',
      row: anInvoice({ customer: aCustomer() }),
      then: { customer: { customerId: 'C-17' } },
    },
    { when: 'it has no due date', row: anInvoice({ dueOn: null }), then: { dueOn: null } },
    { when: 'it has an id of its own', row: anInvoice({ invoiceId: 'x#/1' }), then: { invoiceId: 'x#/1' } },
    { when: 'an optional field is null', row: anInvoice({ revision: null }), then: { invoiceId: 'INV-0042' } },
    {
      when: 'the instant has an offset',
      row: anInvoice({ asOf: '2026-02-01T06:59+01:00' }),
      then: { asOf: '2026-02-01T05:59:00.000Z' },
    },
    {
      when: 'the currency has no decimals',
      row: anInvoice({ currency: 'JPY', total: '500', openBalance: '0' }),
      then: { totalMinor: 500, openMinor: 0 },
    },
    {
      when: 'the currency has three',
      row: anInvoice({ currency: 'KWD', total: '1.234', openBalance: '1.2' }),
      then: { totalMinor: 1234, openMinor: 1200 },
    },
    {
      when: 'it is a credit note',
      row: anInvoice({ type: 'credit_note' }),
      then: { type: 'credit_note', openMinor: 120000 },
    },
    { when: 'more is open than its total', row: anInvoice({ openBalance: '1250.00' }), then: { openMinor: 125000 } },
    {
      when: 'it is held through a day',
      row: anInvoice({ hold: { reason: 'query', until: '2026-03-01' } }),
      then: { hold: { reason: 'query', until: '2026-03-01' } },
    },
    {
      when: 'it is held until an instant',
      row: anInvoice({ hold: { reason: 'query', until: '2026-03-01T10:00:00+01:00' } }),
      then: { hold: { until: '2026-03-01T09:00:00.000Z' } },
    },
  ])('is one where $when', ({ row, then }) => {
    expect(inputOf(row)).toMatchObject(then);
  });

  it('keeps the parts of its instalments in minor units', () => {
    const instalments = [
      { dueOn: '2026-02-01', amount: '400.10', openBalance: '400.10' },
      { dueOn: '2026-03-01', amount: '799.90', openBalance: '799.90' },
    ];
    expect(inputOf(anInvoice({ instalments })).instalments).toEqual([
      { dueOn: '2026-02-01', amountMinor: 40010, openMinor: 40010 },
      { dueOn: '2026-03-01', amountMinor: 79990, openMinor: 79990 },
    ]);
  });

  it('comes back with the amount that was sent, whatever the amount and currency', () => {
    const amounts = fc.tuple(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom('GBP', 'JPY', 'KWD'));
    fc.assert(
      fc.property(amounts, ([minor, currency]) => {
        const total = formatAmount(minor, currency);
        expect(inputOf(anInvoice({ currency, total, openBalance: total })).totalMinor).toBe(minor);
      }),
    );
  });
});
