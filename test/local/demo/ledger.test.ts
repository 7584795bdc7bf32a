/** The demo ledger is the real books and the labelled overlay, and names nobody who exists. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readInvoices } from '../../../contracts/api/invoices.ts';
import { readPayments } from '../../../contracts/api/payments.ts';
import { CUSTOMERS_FILE, OVERLAY_FILE, readBooks, readCustomers } from '../../../local/demo/books.ts';
import { deedsOfBooks } from '../../../local/demo/from-books.ts';
import { demoLedger, momentsOf } from '../../../local/demo/ledger.ts';
import { readOverlay } from '../../../local/demo/overlay.ts';

const books = readBooks();
const ofBooks = deedsOfBooks(books, readCustomers());

describe('the books', () => {
  it('are 117 receivables of 18 customers: 87 in dollars, 30 in pounds, one deleted', () => {
    expect(books).toHaveLength(117);
    expect(books.filter(({ currency }) => currency === 'USD')).toHaveLength(87);
    expect(books.filter(({ currency }) => currency === 'GBP')).toHaveLength(30);
    expect(books.filter(({ status }) => status === 'DELETED')).toHaveLength(1);
    expect(new Set(books.map(({ xeroContactId }) => xeroContactId))).toEqual(new Set(readCustomers().keys()));
  });

  it('push each invoice on its date, and withdraw the deleted one when it was deleted', () => {
    const first = ofBooks.filter(
      (deed) => deed.do === 'invoice' && deed.row.openBalance !== '0' && deed.row.status === 'open',
    );
    expect(first).toHaveLength(117);
    for (const deed of first) expect(deed.do === 'invoice' && deed.row.issuedOn).toBe(deed.at.slice(0, 10));
    expect(ofBooks.filter((deed) => deed.do === 'invoice' && deed.row.status === 'void')).toMatchObject([
      { at: '2019-12-02T17:51:49.017Z', row: { invoiceNumber: 'INV-0005' } },
    ]);
  });

  it('pay on the day of the payment: two thirds by the ERP, a third by Stripe', () => {
    const paidOn = new Map(books.map(({ invoiceNumber, paidOn }) => [invoiceNumber, paidOn]));
    const byErp = ofBooks.flatMap((deed) =>
      deed.do === 'payment' && !('providerReference' in deed.row) ? [deed] : [],
    );
    const byStripe = new Map<string, string>();
    for (const deed of ofBooks)
      if (deed.do === 'stripe')
        byStripe.set(
          deed.payment.invoiceNumber,
          [deed.at, byStripe.get(deed.payment.invoiceNumber) ?? deed.at].toSorted()[0] ?? '',
        );
    expect([byErp.length, byStripe.size]).toEqual([69, 34]);
    for (const { row, at } of byErp) expect(at.slice(0, 10)).toBe(paidOn.get(String(row.invoiceNumber)));
    for (const [invoiceNumber, at] of byStripe) expect(at.slice(0, 10)).toBe(paidOn.get(invoiceNumber));
  });

  it('let Stripe repeat itself, and tell the charge before its payment', () => {
    const stripe = ofBooks.flatMap((deed) => (deed.do === 'stripe' ? [deed] : []));
    const deliveries = Map.groupBy(stripe, ({ payment }) => payment.intentId);
    expect([...deliveries.values()].filter(({ length }) => length > 1).length).toBeGreaterThan(10);
    expect(stripe.filter(({ events }) => events[0] === 'charge.succeeded').length).toBeGreaterThan(10);
  });
});

describe('the overlay', () => {
  it('labels a story for everything that the books lack', () => {
    expect(readOverlay().stories.map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        'credit-note',
        'part-payment',
        'yen',
        'void-after-reminder',
        'unapplied-cash',
        'bounce',
        'due-date-moved',
        'paid-at-the-last-moment',
      ]),
    );
  });
});

describe('the whole ledger', () => {
  it('is in the order of its moments, each together', () => {
    const moments = momentsOf(demoLedger()).map(({ at }) => Date.parse(at));
    expect(moments).toEqual([...new Set(moments)].toSorted((a, b) => a - b));
  });

  it('holds only rows that the API takes', () => {
    const deeds = demoLedger();
    const invoices = deeds.flatMap((deed) => (deed.do === 'invoice' ? [deed.row] : []));
    const payments = deeds.flatMap((deed) =>
      deed.do === 'payment' || deed.do === 'payment-at-send' ? [deed.row] : [],
    );
    for (const invoice of invoices)
      expect(readInvoices({ invoices: [invoice] })).toMatchObject({ rows: [{ ok: true }] });
    for (const payment of payments)
      expect(readPayments({ payments: [payment] })).toMatchObject({ rows: [{ ok: true }] });
  });

  it('writes to reserved domains and calls numbers set aside for fiction', () => {
    const text = readFileSync(CUSTOMERS_FILE, 'utf8') + readFileSync(OVERLAY_FILE, 'utf8');
    const domains = [...text.matchAll(/@([\w.-]+)/g)].map(([, domain = '']) => domain);
    const numbers = [...text.matchAll(/"(\+\d+)"/g)].map(([, number = '']) => number);
    expect(domains.filter((domain) => !domain.endsWith('.example'))).toEqual([]);
    expect(numbers.filter((number) => !/^\+(1\d{3}55501\d\d|447700900\d{3}|441632960\d{3})$/.test(number))).toEqual([]);
    expect(numbers.length).toBeGreaterThan(18);
  });
});
