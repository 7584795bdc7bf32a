/** A call of many rows: each stands by itself, and what is wrong with the call as a whole is said as such. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvoices } from '../../../contracts/api/invoices.ts';
import { anInvoice } from './rows.ts';

describe('a call', () => {
  it('keeps good rows beside bad ones, each at its place', () => {
    const result = readInvoices({
      invoices: [anInvoice(), anInvoice({ total: 7 }), anInvoice({ invoiceNumber: 'B' })],
    });
    expect('rows' in result && result.rows.map(({ ok, index }) => [ok, index])).toEqual([
      [true, 0],
      [false, 1],
      [true, 2],
    ]);
  });

  it('takes 500 rows and no more', () => {
    expect(readInvoices({ invoices: Array.from({ length: 500 }, () => anInvoice()) })).toHaveProperty('rows');
    expect(readInvoices({ invoices: Array.from({ length: 501 }, () => 1) })).toEqual({ tooMany: 501 });
  });

  it.each([
    { body: undefined, path: '' },
    { body: [], path: '' },
    { body: {}, path: 'invoices' },
    { body: { invoices: {} }, path: 'invoices' },
    { body: { invoices: [], dryRun: true }, path: 'dryRun' },
  ])('is refused as a whole when it is $body', ({ body, path }) => {
    expect(readInvoices(body)).toMatchObject({ problems: [{ path }] });
  });

  it('answers anything that can be written as JSON with rows or problems, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (customer, total) => {
        expect(readInvoices({ invoices: [anInvoice({ customer, total })] })).toHaveProperty('rows');
        expect(readInvoices(customer)).toBeDefined();
      }),
    );
  });
});
