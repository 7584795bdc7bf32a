/** How each refusal of an invoice reads: where, what was expected, what was found, and nothing personal. */
import { describe, expect, it } from 'vitest';
import { anInvoice, problemsOf, readOne } from './rows.ts';

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
      { email: 'Jane Roe <jane@acme.example>', mobile: 'call my desk!', roles: ['boss'] },
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
        "invoices[0].customer.contacts[1].mobile: expected a phone number such as "+447700900123", or as it is dialled in the customer's country, found a text of 13 characters",
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
    `a@${'c.'.repeat(125)}example`,
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
