/** The smaller requests: customers, holds, outcomes, queries. */
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { readCustomers } from '../../../contracts/api/customers.ts';
import { readHold } from '../../../contracts/api/holds.ts';
import { nearest } from '../../../contracts/api/nearest.ts';
import { readInvoicesQuery, readTasksQuery } from '../../../contracts/api/queries.ts';
import { readSyncCheck } from '../../../contracts/api/sync-checks.ts';
import { readOutcome } from '../../../contracts/api/tasks.ts';
import { aCustomer } from './rows.ts';

describe('customers', () => {
  it('are read with roles that default to none, and locales in their canonical form', () => {
    const row = aCustomer({
      locale: 'en-gb',
      contacts: [{ email: 'ap@acme.example' }],
      attributes: { vip: true, score: 1.5, tier: 'A' },
    });
    expect(readCustomers({ customers: [row] })).toMatchObject({
      rows: [
        {
          ok: true,
          index: 0,
          input: {
            locale: 'en-GB',
            contacts: [{ email: 'ap@acme.example', roles: [] }],
            attributes: { vip: true, score: 1.5, tier: 'A' },
          },
        },
      ],
    });
  });

  it.each([2 ** 53, -(2 ** 53), 1e100])('carry no number that the table could not be given, such as %d', (score) => {
    const rows = [aCustomer({ attributes: { score } }), aCustomer({ riskScore: score })];
    expect(readCustomers({ customers: rows })).toMatchObject({ rows: [{ ok: false }, { ok: false }] });
    const largest = Math.sign(score) * Number.MAX_SAFE_INTEGER;
    expect(marshall({ largest })).toBeDefined();
    expect(() => marshall({ score })).toThrow();
    expect(readCustomers({ customers: [aCustomer({ riskScore: largest })] })).toMatchObject({ rows: [{ ok: true }] });
  });

  it('carry at most 50 attributes', () => {
    const attributes = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`a${index}`, index]));
    expect(readCustomers({ customers: [aCustomer({ attributes })] })).toMatchObject({
      rows: [{ ok: false, customerId: 'C-17', problems: [{ path: 'customers[0].attributes' }] }],
    });
  });
});

describe('holds', () => {
  it.each([
    { body: { reason: 'query' }, until: undefined },
    { body: { reason: 'query', until: null }, until: undefined },
    { body: { reason: 'query', until: '2026-03-01' }, until: '2026-03-01' },
    { body: { reason: 'query', until: '2026-03-01T00:00:00+02:00' }, until: '2026-02-28T22:00:00.000Z' },
  ])('last until $until when $body', ({ body, until }) => {
    expect(readHold(body)).toEqual({ ok: true, value: { reason: 'query', until } });
  });

  it.each([
    undefined,
    null,
    {},
    { reason: 7 },
    { reason: 'x', until: '2026-02-30' },
    { reason: 'x', untill: '2026-02-20' },
  ])('are refused as %j', (body) => {
    expect(readHold(body)).toMatchObject({ ok: false });
  });
});

describe('outcomes', () => {
  it('take the codes of the field, a note of several lines and a promised day', () => {
    const body = { outcome: 'waiting_approval', note: 'Line one\nline two', promisedOn: '2026-02-20' };
    expect(readOutcome(body)).toEqual({ ok: true, value: body });
  });

  it('are refused with the codes that are known', () => {
    const read = readOutcome({ outcome: 'paid' });
    expect(read.ok ? '' : read.problems[0]?.message).toBe(
      'expected "voicemail" or "unreachable" or "invoice_not_received" or "waiting_approval" or "dispute" or "in_payment_pipe" or "payment_sent" or "done" or "write_off" or "agency" or "legal" or "go_on" or "approve" or "skip", found "paid"',
    );
  });
});

describe('the totals of an ERP', () => {
  it('are refused by the name of what is no currency, and need no entry for what is not owed', () => {
    const of = (totals: object) => readSyncCheck({ asOf: '2026-02-01T06:00:00Z', count: 1, totals });
    expect(of({ GBP: '10.00', EUR: null })).toMatchObject({ ok: true, value: { totals: { GBP: 1000 } } });
    expect(of({ AAA: '10.00' })).toEqual({
      ok: false,
      problems: [
        {
          path: 'totals.AAA',
          message: 'expected ISO 4217 currency codes such as "GBP" as the names, found another',
        },
      ],
    });
  });
});

describe('queries', () => {
  it('have a page size of 50 unless told', () => {
    expect(readInvoicesQuery({ status: 'overdue' })).toEqual({ ok: true, value: { status: 'overdue', limit: 50 } });
    expect(readTasksQuery({ limit: '200' })).toEqual({ ok: true, value: { state: 'open', limit: 200 } });
  });

  it.each([{ limit: '0' }, { limit: '201' }, { limit: 'all' }, { status: 'late' }, { custmerId: 'C' }])(
    'are refused as %j',
    (query) => {
      expect(readInvoicesQuery(query)).toMatchObject({ ok: false });
    },
  );
});

it.each([
  ['invoice_number', 'invoiceNumber'],
  ['totl', 'total'],
  ['Due-On', 'dueOn'],
  ['colour', undefined],
])('takes %s for %s', (found, meant) => {
  expect(nearest(found, ['invoiceNumber', 'total', 'dueOn', 'issuedOn'])).toBe(meant);
});
