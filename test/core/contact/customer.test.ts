/** Who is written to: the first contact that can be reached, and never an address that bounced or complained. */
import { describe, expect, it } from 'vitest';
import { type AddressState, addressesOf, type Contact, recipientFor } from '../../../core/contact/customer.ts';
import { addressDigest } from '../../../core/contact/digest.ts';

const billing: Contact = { email: 'billing@x.example', roles: ['cc', 'billing'] };
const owner: Contact = { email: 'owner@x.example', roles: ['owner'], mobile: '+447700900001' };
const plain: Contact = { email: 'plain@x.example', roles: [], mobile: '+447700900002', smsConsent: true };
const legal: Contact = { email: 'legal@x.example', roles: ['legal'] };
const cc: Contact = { email: 'cc@x.example', roles: ['cc'] };
const all = [cc, legal, owner, plain, billing];
const says = (status: AddressState['status'], ...addresses: string[]): AddressState[] =>
  addresses.map((address) => ({ address, status }));

describe('recipientFor', () => {
  it.each<{
    when: string;
    contacts: readonly Contact[];
    states?: AddressState[];
    channel?: 'email' | 'sms';
    then: string | undefined;
  }>([
    { when: 'all can be reached', contacts: all, then: 'billing@x.example' },
    { when: 'billing bounced', contacts: all, states: says('bounced', 'billing@x.example'), then: 'owner@x.example' },
    {
      when: 'billing complained and the owner opted out',
      contacts: all,
      states: [...says('complained', 'billing@x.example'), ...says('opted-out', 'owner@x.example')],
      then: 'plain@x.example',
    },
    {
      when: 'only those in copy are left',
      contacts: all,
      states: says('bounced', 'billing@x.example', 'owner@x.example', 'plain@x.example', 'legal@x.example'),
      then: 'cc@x.example',
    },
    { when: 'none is left', contacts: [billing], states: says('bounced', 'billing@x.example'), then: undefined },
    {
      when: 'an address is known to be good',
      contacts: [billing],
      states: says('ok', 'billing@x.example'),
      then: 'billing@x.example',
    },
    { when: 'there are no contacts', contacts: [], then: undefined },
    {
      when: 'two have the same role',
      contacts: [{ ...owner, email: 'first@x.example' }, owner],
      then: 'first@x.example',
    },
    { when: 'texts go to who consented', contacts: all, channel: 'sms', then: '+447700900002' },
    { when: 'nobody consented to texts', contacts: [owner], channel: 'sms', then: undefined },
  ])('is $then when $when', ({ contacts, states = [], channel = 'email', then }) => {
    expect(recipientFor({ contacts }, channel, states)?.address).toBe(then);
  });
});

it('names every address of a customer once', () => {
  expect(addressesOf({ contacts: [owner, plain, owner, { roles: [] }] })).toEqual([
    'owner@x.example',
    '+447700900001',
    'plain@x.example',
    '+447700900002',
  ]);
});

it('keeps an address under the same digest however it is written, and under another for another creditor', () => {
  const digest = addressDigest('salt', 'Ap@Acme.example');
  expect(addressDigest('salt', '  ap@acme.EXAMPLE ')).toBe(digest);
  expect(addressDigest('pepper', 'Ap@Acme.example')).not.toBe(digest);
  expect(digest).toMatch(/^[0-9a-f]{40}$/);
});
