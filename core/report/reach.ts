/** Why nobody at a customer can be written to, in words. */
import type { AddressState, Customer } from '../contact/customer.ts';

export function unreachableBecause(customer: Pick<Customer, 'contacts'>, states: readonly AddressState[]): string {
  const has = customer.contacts.some(({ email, mobile }) => email !== undefined || mobile !== undefined);
  if (!has) return 'no contact of this customer has an address';
  const lost = new Set(states.filter(({ status }) => status !== 'ok').map(({ status }) => status));
  if (lost.size === 0) return 'no contact of this customer can be written to on the step’s channel';
  const words = [
    ...(lost.has('bounced') ? ['bounced'] : []),
    ...(lost.has('complained') ? ['complained'] : []),
    ...(lost.has('opted-out') ? ['asked not to be written to'] : []),
  ];
  return `every address of this customer ${words.join(' or ')}`;
}
