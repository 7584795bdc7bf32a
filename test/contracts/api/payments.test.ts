/** What an ERP may report as a payment, and what each invoice is meant to get of it. */
import { describe, expect, it } from 'vitest';
import { readPayments } from '../../../contracts/api/payments.ts';
import { aPayment } from './rows.ts';

function readOne(row: unknown) {
  const result = readPayments({ payments: [row] });
  if (!('rows' in result) || !result.rows[0]) throw new Error('expected one row');
  return result.rows[0];
}

const withoutInvoice = (changes: Readonly<Record<string, unknown>>) =>
  aPayment({ invoiceNumber: undefined, ...changes });

describe('a payment that is accepted', () => {
  it.each([
    { when: 'it names an invoice number', row: aPayment(), meantFor: [{ invoiceId: 'INV-0042', minor: 120000 }] },
    {
      when: 'it names an id and a number',
      row: aPayment({ invoiceId: 'id-1' }),
      meantFor: [{ invoiceId: 'id-1', minor: 120000 }],
    },
    { when: 'it names only its customer', row: withoutInvoice({ customerId: 'C-17' }), meantFor: [] },
    {
      when: 'it names only money known under another id',
      row: withoutInvoice({ providerReference: 'pi_1' }),
      meantFor: [],
    },
    {
      when: 'its allocations leave something over',
      row: withoutInvoice({
        allocations: [
          { invoiceNumber: 'A', amount: '100' },
          { invoiceId: 'b', amount: '99.99' },
        ],
      }),
      meantFor: [
        { invoiceId: 'A', minor: 10000 },
        { invoiceId: 'b', minor: 9999 },
      ],
    },
    {
      when: 'its allocations name an invoice twice',
      row: withoutInvoice({
        allocations: [
          { invoiceNumber: 'A', amount: '1' },
          { invoiceNumber: 'A', amount: '2' },
        ],
      }),
      meantFor: [{ invoiceId: 'A', minor: 300 }],
    },
  ])('is one where $when', ({ row, meantFor }) => {
    expect(readOne(row)).toMatchObject({
      ok: true,
      input: { paymentId: 'P-1', kind: 'payment', amountMinor: 120000, meantFor },
    });
  });
});

describe('a payment that is refused', () => {
  it.each([
    {
      when: 'its amount is zero',
      row: aPayment({ amount: '0.00' }),
      problem: 'payments[0].amount: expected an amount above zero, found zero',
    },
    {
      when: 'its amount is negative',
      row: aPayment({ amount: '-1.00' }),
      problem:
        'payments[0].amount: expected a decimal string such as "1234.50", found a negative amount; money that went back is a payment of kind "refund" or "chargeback"',
    },
    {
      when: 'its amount is a JSON number',
      row: aPayment({ amount: 12 }),
      problem:
        'payments[0].amount: expected a decimal string such as "1234.50", found a JSON number; numbers lose cents on the way, so send text',
    },
    {
      when: 'its allocations exceed it',
      row: withoutInvoice({ allocations: [{ invoiceId: 'A', amount: '1200.01' }] }),
      problem: 'payments[0].allocations: expected allocations of at most 1200.00 GBP, found 1200.01 GBP',
    },
    {
      when: 'an allocation is zero',
      row: withoutInvoice({ allocations: [{ invoiceId: 'A', amount: '0' }] }),
      problem: 'payments[0].allocations[0].amount: expected an amount above zero, found zero',
    },
    {
      when: 'an allocation names no invoice',
      row: withoutInvoice({ allocations: [{ amount: '1' }] }),
      problem: 'payments[0].allocations[0]: expected invoiceNumber or invoiceId, found neither',
    },
    {
      when: 'it names one invoice and allocations',
      row: aPayment({ allocations: [{ invoiceId: 'A', amount: '1' }] }),
      problem: 'payments[0].allocations: expected either one invoice or allocations, found both',
    },
    {
      when: 'it names nothing',
      row: withoutInvoice({}),
      problem:
        'payments[0]: expected invoiceNumber, invoiceId, allocations, customerId or providerReference, found none of them',
    },
    {
      when: 'it has a field that is not known',
      row: aPayment({ recievedAt: 1 }),
      problem: 'payments[0].recievedAt: unknown field; did you mean "receivedAt"?',
    },
  ])('is one where $when', ({ row, problem }) => {
    const read = readOne(row);
    expect(read).toMatchObject({ ok: false, paymentId: 'P-1' });
    expect(read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([problem]);
  });
});
