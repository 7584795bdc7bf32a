/** A customer's unapplied money by currency: the sum of what its payments have left. */
import type { Customer } from '../contact/customer.ts';

/** The customer with so much more (or less) in the pool, as one change of it. */
export function withUnapplied(customer: Customer, currency: string, minor: number): Customer {
  const pool = { ...customer.unapplied, [currency]: (customer.unapplied[currency] ?? 0) + minor };
  const unapplied = Object.fromEntries(Object.entries(pool).filter(([, sum]) => sum !== 0));
  return { ...customer, unapplied };
}
