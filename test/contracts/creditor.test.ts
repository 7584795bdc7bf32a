/** What the command line accepts for a new creditor and a new key. */
import { describe, expect, it } from 'vitest';
import { read } from '../../contracts/api/problems.ts';
import { CreditorInput, KeyInput } from '../../contracts/creditor.ts';

const creditor = {
  creditorId: 'acme-uk',
  name: 'Acme Supplies Ltd',
  address: '1 High Street\nLondon',
  email: 'accounts@creditor.example',
  financeEmails: ['finance@creditor.example'],
  owner: { name: 'Robin Field', email: 'robin@creditor.example' },
  country: 'GB',
  locale: 'en-GB',
  timeZone: 'Europe/London',
  bank: { GBP: { accountName: 'Acme Supplies Ltd', lines: [{ label: 'Account', value: '12345678' }] } },
  largeFrom: { GBP: '5000.00', JPY: '900000' },
};

describe('a creditor', () => {
  it('is read with its defaults, and with large balances in minor units', () => {
    expect(CreditorInput.parse(creditor)).toEqual({
      ...creditor,
      debtorKind: 'consumer',
      largeFrom: { GBP: 500000, JPY: 900000 },
      policyId: 'b2b-standard',
      segments: [],
    });
  });

  it.each([
    { change: { creditorId: 'Acme UK' }, path: 'creditorId' },
    { change: { financeEmails: [] }, path: 'financeEmails' },
    { change: { bank: { XYZ: creditor.bank.GBP } }, path: 'bank.XYZ' },
    { change: { largeFrom: { JPY: '1.50' } }, path: 'largeFrom.JPY' },
    { change: { largeFrom: { GBP: 5000 } }, path: 'largeFrom.GBP' },
    { change: { timezone: 'Europe/London' }, path: 'timezone' },
  ])('is refused at $path', ({ change, path }) => {
    expect(read(CreditorInput, { ...creditor, ...change })).toMatchObject({ ok: false, problems: [{ path }] });
  });
});

describe('a key', () => {
  it('has scopes that are known', () => {
    const key = { creditorId: 'acme-uk', label: 'ERP', scopes: ['invoices:write', 'payments:write'] };
    expect(KeyInput.parse(key)).toEqual(key);
    expect(KeyInput.safeParse({ ...key, scopes: ['invoices:all'] }).success).toBe(false);
    expect(KeyInput.safeParse({ ...key, scopes: [] }).success).toBe(false);
  });
});
