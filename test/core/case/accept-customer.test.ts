/** What an ERP says of a customer: newer words win, older ones change nothing, gaps come from the creditor and are counted. */
import { describe, expect, it } from 'vitest';
import { acceptCustomer } from '../../../core/case/accept-customer.ts';
import type { CustomerInput } from '../../../core/case/intake.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import { aCreditor } from '../../support/builders.ts';

const creditor = aCreditor({ locale: 'de-DE', timeZone: 'Europe/Berlin', country: 'DE', debtorKind: 'sole_trader' });
const T1 = '2026-01-01T00:00:00.000Z';
const T2 = '2026-01-02T00:00:00.000Z';
const T3 = '2026-01-03T00:00:00.000Z';
const contacts = [{ email: 'ap@acme.example', roles: ['billing'] as const }];
const full: CustomerInput = {
  customerId: 'C-1',
  name: 'Acme',
  kind: 'company',
  locale: 'en-GB',
  timeZone: 'Europe/London',
  country: 'GB',
  contacts,
};

function told(known: Customer | undefined, input: Partial<CustomerInput>, asOf: string): Customer {
  const after = acceptCustomer(known, { customerId: 'C-1', ...input }, creditor, asOf);
  if (!after) throw new Error('expected news of the customer, found none');
  return after;
}

describe('acceptCustomer', () => {
  it('fills what nobody has said from the creditor and names it for the report', () => {
    expect(told(undefined, { name: 'Acme', locale: 'en-GB' }, T1)).toMatchObject({
      name: 'Acme',
      kind: 'sole_trader',
      locale: 'en-GB',
      timeZone: 'Europe/Berlin',
      country: 'DE',
      contacts: [],
      filled: ['kind', 'timeZone', 'country', 'contacts'],
      version: 1,
    });
  });

  it('counts nothing as filled where everything was said', () => {
    expect(told(undefined, full, T1).filled).toEqual([]);
  });

  it('keeps what was known and is left out now, and does not count it as filled', () => {
    const known = told(
      undefined,
      { ...full, parentId: 'P', riskScore: 7, tags: ['vip'], owner: { name: 'Robin' } },
      T1,
    );
    expect(told(known, { name: 'Acme plc' }, T2)).toMatchObject({
      name: 'Acme plc',
      contacts,
      timeZone: 'Europe/London',
      parentId: 'P',
      riskScore: 7,
      tags: ['vip'],
      owner: { name: 'Robin' },
      filled: [],
      version: 2,
    });
  });

  it('counts contacts that were taken away', () => {
    expect(told(told(undefined, full, T1), { contacts: [] }, T2).filled).toEqual(['contacts']);
  });

  it.each<{ when: string; input: Partial<CustomerInput>; asOf: string }>([
    { when: 'older words come late', input: { name: 'Old name' }, asOf: T1 },
    { when: 'older words come late inside a newer invoice', input: { name: 'Old name', asOf: T1 }, asOf: T3 },
    { when: 'only the id is named', input: {}, asOf: T3 },
    { when: 'the same words come again', input: { ...full }, asOf: T2 },
  ])('says nothing new when $when', ({ input, asOf }) => {
    expect(acceptCustomer(told(undefined, full, T2), { customerId: 'C-1', ...input }, creditor, asOf)).toBeUndefined();
  });

  it('takes the same words at a later time for the newest, so that what was true in between comes too late', () => {
    const again = told(told(undefined, full, T1), full, T3);
    expect(again).toMatchObject({ asOf: T3, version: 2, name: 'Acme' });
    expect(acceptCustomer(again, { customerId: 'C-1', name: 'In between' }, creditor, T2)).toBeUndefined();
  });

  it('takes any word about a customer of whom only the id was known', () => {
    const bare = told(undefined, {}, T3);
    expect(bare).toMatchObject({ name: 'C-1', filled: ['name', 'kind', 'locale', 'timeZone', 'country', 'contacts'] });
    expect(told(bare, full, T1)).toMatchObject({ name: 'Acme', asOf: T1, filled: [] });
  });

  it('leaves alone what is not the ERP’s to say', () => {
    const known: Customer = {
      ...told(undefined, full, T1),
      hold: { reason: 'r', by: 'api' },
      unapplied: { GBP: 5 },
      credit: { EUR: 7 },
      lastReminder: { messageId: 'm', caseId: 'c', at: T1, on: '2026-01-01', tone: 'firm' },
      reply: { at: T1, by: 'robin' },
      paysFor: ['C-2'],
      pinnedSegmentId: 'vip',
    };
    expect(told(known, { name: 'New' }, T2)).toMatchObject({
      hold: known.hold,
      unapplied: { GBP: 5 },
      credit: { EUR: 7 },
      lastReminder: known.lastReminder,
      reply: known.reply,
      paysFor: ['C-2'],
      pinnedSegmentId: 'vip',
    });
  });
});
