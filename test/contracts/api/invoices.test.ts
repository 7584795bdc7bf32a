/** What an ERP may push as an invoice, and how each refusal reads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvoices } from '../../../contracts/api/invoices.ts';
import { formatAmount } from '../../../core/money/amount.ts';
import { aCustomer, anInvoice } from './rows.ts';

function readOne(row: unknown) {
  const result = readInvoices({ invoices: [row] });
  if (!('rows' in result) || !result.rows[0]) throw new Error('expected one row');
  return result.rows[0];
}

function inputOf(row: unknown) {
  const read = readOne(row);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.input;
}

function problemsOf(row: unknown) {
  const read = readOne(row);
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
}

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

describe('an invoice that is refused', () => {
  it('says where and why, for every field at once', () => {
    const row = anInvoice({
      asOf: '2026-02-01T05:59:00',
      currency: 'GBX',
      total: 1200,
      openBalance: '-5',
      issuedOn: '2026-02-30',
      dueOn: '9999-12-31',
      status: 'paid',
      revision: 1.5,
      invoice_id: 'INV-1',
      paymentUrl: 'http://pay.example',
      hold: { reason: '', until: 'tomorrow' },
      promisedOn: '31.01.2026',
    });
    expect(problemsOf(row)).toMatchInlineSnapshot(`
      [
        "invoices[0].revision: expected a whole number, found a number with decimals",
        "invoices[0].asOf: expected an instant with its zone such as "2026-02-01T05:59:00Z", found "2026-02-01T05:59:00"",
        "invoices[0].currency: expected an ISO 4217 currency code such as "GBP", found "GBX"",
        "invoices[0].total: expected a decimal string such as "1234.50", found a JSON number; numbers lose cents on the way, so send text",
        "invoices[0].openBalance: expected a decimal string such as "1234.50", found a negative amount; what is owed to the customer is an invoice of type "credit_note"",
        "invoices[0].issuedOn: expected a calendar date such as "2026-01-31", between 1900 and 2199, found "2026-02-30"",
        "invoices[0].dueOn: expected a calendar date such as "2026-01-31", between 1900 and 2199, found "9999-12-31"",
        "invoices[0].status: expected "open" or "void" or "written_off", found "paid"",
        "invoices[0].hold.reason: expected a text of 1 to 500 characters without control characters, found an empty text",
        "invoices[0].hold.until: expected a date such as "2026-01-31" or an instant such as "2026-02-01T05:59:00Z", found "tomorrow"",
        "invoices[0].promisedOn: expected a calendar date such as "2026-01-31", between 1900 and 2199, found "31.01.2026"",
        "invoices[0].paymentUrl: expected an https:// address of at most 2048 characters, found a text of 18 characters",
        "invoices[0].invoice_id: unknown field; did you mean "invoiceId"?",
      ]
    `);
  });

  it('names fields inside its customer, without repeating what may be personal', () => {
    const contacts = [
      { email: 'ap@acme.example, cfo@acme.example' },
      { email: 'Jane Roe <jane@acme.example>', mobile: '07700 900123', roles: ['boss'] },
    ];
    const customer = {
      customerId: 'C-17',
      name: 'Jane\nRoe',
      contacts,
      timeZone: 'Mars/Olympus',
      locale: 'english',
      country: 'UK',
      attributes: { a: [] },
    };
    const problems = problemsOf(anInvoice({ customer }));
    expect(problems).toMatchInlineSnapshot(`
      [
        "invoices[0].customer.name: expected a text of 1 to 200 characters without control characters, found a text of 8 characters",
        "invoices[0].customer.locale: expected a BCP 47 locale such as "en-GB", found "english"",
        "invoices[0].customer.timeZone: expected an IANA time zone such as "Europe/London", found a text of 12 characters",
        "invoices[0].customer.country: expected an ISO 3166 country code of two capitals such as "GB" (which is also the United Kingdom's), found "UK"",
        "invoices[0].customer.contacts[0].email: expected one e-mail address such as "ap@acme.example", found a text of 33 characters",
        "invoices[0].customer.contacts[1].email: expected one e-mail address such as "ap@acme.example", found a text of 28 characters",
        "invoices[0].customer.contacts[1].mobile: expected a mobile number in E.164 form: "+" and 7 to 15 digits, such as "+447700900123", found a text of 12 characters",
        "invoices[0].customer.contacts[1].roles[0]: expected "billing" or "owner" or "cc" or "escalation" or "legal", found "boss"",
        "invoices[0].customer.attributes.a: expected a text, a number or true or false",
      ]
    `);
    expect(problems.join()).not.toMatch(/jane|roe|cfo|07700/i);
  });

  it.each([
    { when: 'it has more decimals than the currency', row: anInvoice({ total: '1.001' }), path: 'invoices[0].total' },
    { when: 'its yen have decimals', row: anInvoice({ currency: 'JPY', total: '1.5' }), path: 'invoices[0].total' },
    { when: 'its amount has a thousands separator', row: anInvoice({ total: '1,200.00' }), path: 'invoices[0].total' },
    { when: 'an amount is missing', row: anInvoice({ openBalance: undefined }), path: 'invoices[0].openBalance' },
    { when: 'the due date is missing', row: anInvoice({ dueOn: undefined }), path: 'invoices[0].dueOn' },
    {
      when: 'its number has a control character',
      row: anInvoice({ invoiceNumber: 'INV\u00001' }),
      path: 'invoices[0].invoiceNumber',
    },
    {
      when: 'its number holds half a character',
      row: anInvoice({ invoiceNumber: 'INV\ud800' }),
      path: 'invoices[0].invoiceNumber',
    },
    {
      when: 'its number is too long',
      row: anInvoice({ invoiceNumber: 'I'.repeat(201) }),
      path: 'invoices[0].invoiceNumber',
    },
    {
      when: 'it has too many tags',
      row: anInvoice({ tags: Array.from({ length: 51 }, (_, tag) => `t${tag}`) }),
      path: 'invoices[0].tags',
    },
    { when: 'it is no object', row: 7, path: 'invoices[0]' },
  ])('is one where $when', ({ row, path }) => {
    const read = readOne(row);
    expect(read.ok ? [] : read.problems.map((problem) => problem.path)).toEqual([path]);
  });

  it.each([
    'a@b',
    'a b@c.example',
    'a@@c.example',
    'a@c..example',
    '<a@c.example>',
    'a;b@c.example',
    'ü@c.example',
    `${'a'.repeat(250)}@c.example`,
  ])('has no contact written as %s', (email) => {
    expect(problemsOf(anInvoice({ customer: { customerId: 'C', contacts: [{ email }] } }))).toHaveLength(1);
  });

  it('is one whose instalments do not add up', () => {
    const instalments = [{ dueOn: '2026-02-01', amount: '400.10', openBalance: '400.10' }];
    expect(problemsOf(anInvoice({ instalments }))).toEqual([
      'invoices[0].instalments: expected amounts that add up to 1200.00 GBP, found 400.10 GBP',
      'invoices[0].instalments: expected open balances that add up to 1200.00 GBP, found 400.10 GBP',
    ]);
  });

  it('keeps its number, so that the sender finds it again', () => {
    expect(readOne(anInvoice({ total: 1 }))).toMatchObject({ ok: false, index: 0, invoiceNumber: 'INV-0042' });
    expect(readOne(anInvoice({ invoiceNumber: 42 }))).not.toHaveProperty('invoiceNumber', 42);
  });
});
