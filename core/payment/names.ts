/** Money names invoices by id or by number; what it means is the id, as soon as the invoice is known. */
import type { Payment } from './payment.ts';

/** The payment with numbers replaced by the ids they stand for; two names of one invoice become one. */
export function namedByIds(payment: Payment, ids: ReadonlyMap<string, string>): Payment {
  if (ids.size === 0) return payment;
  const minors = new Map<string, number>();
  for (const { invoiceId: name, minor } of payment.meantFor) {
    const invoiceId = ids.get(name) ?? name;
    minors.set(invoiceId, (minors.get(invoiceId) ?? 0) + minor);
  }
  return { ...payment, meantFor: [...minors].map(([invoiceId, minor]) => ({ invoiceId, minor })) };
}
