/** Phone numbers as an ERP sends them: dialled or international, and what is no number at all. */
import { expect, it } from 'vitest';
import { withNumbers } from '../../../functions/receive-invoices/phones.ts';

const read = (mobile: string, country?: string) => {
  const customer = { customerId: 'C-1', country, contacts: [{ mobile, roles: [] }] };
  const { customer: after, problems } = withNumbers(customer, 'GB', 'customers[0]');
  return problems.length > 0 ? problems.map(({ path }) => path) : after.contacts?.[0]?.mobile;
};

it.each([
  ['0917 123 4567', 'PH', '+639171234567'],
  ['07700 900123', undefined, '+447700900123'],
  ['+49 (0)151 23456789', 'DE', '+4915123456789'],
  ['+447700900123', 'US', '+447700900123'],
  ['+447700900123', 'AQ', '+447700900123'],
])('%s of a customer in %s is %s', (number, country, wanted) => {
  expect(read(number, country)).toBe(wanted);
});

it.each([
  ['12', 'GB'],
  ['0917 123 4567', 'AQ'],
  ['+44', 'GB'],
  ['020 7946 0000 0000 00', 'GB'],
])('%s of a customer in %s is refused by its field, and its row alone', (number, country) => {
  expect(read(number, country)).toEqual(['customers[0].contacts[0].mobile']);
});
