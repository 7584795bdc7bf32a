/** Rows that are JSON but no invoice: extremes of numbers, names of prototypes, the largest row there can be. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { invoicesRequest, paymentsRequest } from '../../contracts/openapi/examples.ts';
import type { House } from './house.ts';
import { type Answer, expectProblem } from './knock.ts';

const [anInvoice = {}] = invoicesRequest.invoices;
const [aPayment = {}] = paymentsRequest.payments;
const Results = z.object({ results: z.array(z.object({ status: z.string() })) });

/** Characters of four bytes count as two. */
const wide = (units: number): string => '𠮷'.repeat(units / 2);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const id = (index: number): string => `${String(index).padStart(4, '0')}${wide(196)}`;

const contact = {
  contactId: wide(200),
  name: wide(200),
  email: `${'a'.repeat(64)}@${'b.'.repeat(90)}example`,
  roles: ['cc'],
};
const largest = {
  ...anInvoice,
  invoiceNumber: 'LARGEST',
  hold: { reason: wide(500) },
  paymentReference: wide(140),
  purchaseOrder: wide(140),
  tags: many(50, () => wide(100)),
  acknowledgedPayments: many(500, id),
  total: '120.00',
  openBalance: '120.00',
  instalments: many(120, () => ({ dueOn: '2026-01-31', amount: '1.00', openBalance: '1.00' })),
  customer: {
    customerId: 'LARGEST',
    contacts: many(50, () => contact),
    tags: many(50, () => wide(100)),
    attributes: Object.fromEntries(many(50, (index) => [`${index}${wide(96)}`, wide(500)])),
  },
};

/** Each is one row of POST /v1/invoices, as text, for JSON.stringify would tidy some of them. */
const customer = (fields: string): string =>
  JSON.stringify({ ...anInvoice, invoiceNumber: 'ODD', customer: '?' }).replace(
    '"?"',
    `{"customerId":"ODD",${fields}}`,
  );
const invoice = (fields: string): string =>
  `${JSON.stringify({ ...anInvoice, invoiceNumber: 'ODD' }).slice(0, -1)},${fields}}`;

const ROWS: readonly { readonly what: string; readonly row: string }[] = [
  { what: 'a score beyond any double', row: customer('"riskScore":1e999') },
  { what: 'a score beyond what the table holds', row: customer('"riskScore":1e300') },
  { what: 'a score too small for the table', row: customer('"riskScore":1e-300') },
  { what: 'the smallest score', row: customer('"riskScore":5e-324') },
  { what: 'a score below zero by nothing', row: customer('"riskScore":-0') },
  { what: 'an attribute beyond what the table holds', row: customer('"attributes":{"x":-1e200}') },
  {
    what: 'attributes named as every object’s own',
    row: customer('"attributes":{"constructor":"x","toString":"y"}'),
  },
  { what: 'the same field twice', row: invoice('"total":"1.00","total":"1200.00"') },
  { what: 'a revision beyond whole numbers', row: invoice('"revision":9007199254740993') },
  { what: 'half a character', row: invoice('"purchaseOrder":"\\ud800"') },
  { what: 'a line break in the number', row: invoice('"invoiceNumber":"A\\r\\nBcc: x@evil.example"') },
  { what: 'the number of a prototype', row: invoice('"invoiceNumber":"__proto__"') },
  { what: 'the largest row there can be', row: JSON.stringify(largest) },
  { what: 'an amount of many digits', row: invoice('"total":"999999999999999.99","openBalance":"999999999999999.99"') },
  { what: 'the currency of a prototype', row: invoice('"currency":"constructor"') },
  { what: 'no row', row: 'null' },
  { what: 'a list in a list', row: '[[]]' },
];

export function oddRows(house: () => House): void {
  let key = '';
  beforeAll(async () => {
    key = await house().makeKey('rows');
  });
  const post = (path: string, body: string): Promise<Answer> => house().knock({ method: 'POST', path, key, body });

  /** A row is taken or told what is wrong with it; either way the row beside it is taken. */
  async function besideGood(path: string, list: string, row: string, good: object): Promise<void> {
    const answer = await post(path, `{"${list}":[${row},${JSON.stringify(good)}]}`);
    expect({ status: answer.status, text: answer.text.slice(0, 300) }).toMatchObject({ status: 200 });
    const statuses = Results.parse(JSON.parse(answer.text)).results.map(({ status }) => status);
    expect(statuses[0]).toMatch(/^(accepted|unchanged|stale|rejected)$/);
    expect(statuses[1]).toMatch(/^(accepted|unchanged)$/);
    expect(Object.prototype).not.toHaveProperty('polluted');
  }

  it.each([...ROWS])('an invoice with $what keeps no other back', async ({ row }) => {
    await besideGood('/v1/invoices', 'invoices', row, { ...anInvoice, invoiceNumber: 'GOOD' });
  });

  it.each([
    { what: 'the id of a prototype', row: JSON.stringify({ ...aPayment, paymentId: '__proto__' }) },
    { what: 'another id of a prototype', row: JSON.stringify({ ...aPayment, paymentId: 'constructor' }) },
    {
      what: 'an amount of many digits',
      row: JSON.stringify({ ...aPayment, paymentId: 'ODD2', amount: '999999999999999.99' }),
    },
    {
      what: 'a hundred long allocations',
      row: JSON.stringify({
        ...aPayment,
        paymentId: 'ODD3',
        invoiceNumber: undefined,
        amount: '100.00',
        allocations: many(100, (index) => ({ invoiceId: id(index), amount: '1.00' })),
      }),
    },
  ])('a payment with $what keeps no other back', async ({ row }) => {
    await besideGood('/v1/payments', 'payments', row, { ...aPayment, paymentId: 'GOOD' });
  });

  it('are five hundred at most', async () => {
    const rows = (count: number): string => JSON.stringify({ invoices: Array.from({ length: count }, () => null) });
    expect((await post('/v1/invoices', rows(500))).status).toBe(200);
    expectProblem(await post('/v1/invoices', rows(501)), 413);
    expectProblem(await post('/v1/invoices', rows(400_000)), 413);
  });

  describe('paths and questions', () => {
    it.each([
      '%00',
      '%ED%A0%80',
      '%',
      '%zz',
      '%2e%2e%2f',
      'x'.repeat(7000),
      '%F0%9F%92%A9'.repeat(150),
      '#',
      "'%20OR%201=1",
    ])('an id such as %s is nobody’s', async (odd) => {
      for (const path of [
        `/v1/invoices/${odd}`,
        `/v1/invoices/${odd}/timeline`,
        `/v1/customers/${odd}`,
        `/v1/messages/${odd}`,
      ])
        expect([400, 404]).toContain((await house().knock({ method: 'GET', path, key })).status);
    });

    it.each([
      '__proto__=1',
      'constructor=1',
      'limit=1e2',
      'limit=-1',
      'limit=0',
      'limit=999999',
      'cursor=x',
      'cursor=',
      'status=open&status=paid',
      'customerId=',
      'cursor=%00',
      `cursor=${'A'.repeat(5000)}`,
    ])('the question %s is refused', async (query) => {
      for (const path of ['/v1/invoices', '/v1/tasks'])
        expectProblem(await house().knock({ method: 'GET', path: `${path}?${query}`, key }), 400);
    });
  });
}
