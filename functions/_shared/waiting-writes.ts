/** Markers of money in the place of the invoices it waits for, brought from what they were to what they are to be. */
import type { Payment } from '../../core/payment/payment.ts';
import type { Write } from '../../core/ports.ts';

/** `missing` are the names that must not be known still when the marker is made. */
export function waitingWrites(
  before: Pick<Payment, 'waitsFor'> | undefined,
  { creditorId, paymentKey, waitsFor }: Pick<Payment, 'creditorId' | 'paymentKey' | 'waitsFor'>,
  missing: readonly string[],
): Write[] {
  const had = before?.waitsFor ?? [];
  const marker = { creditorId, paymentKey };
  const made = waitsFor
    .filter((name) => !had.includes(name))
    .map(
      (invoiceId): Write => ({ kind: 'waiting-money', ...marker, invoiceId, isKnown: !missing.includes(invoiceId) }),
    );
  const taken = had
    .filter((name) => !waitsFor.includes(name))
    .map((invoiceId): Write => ({ kind: 'waiting-money-taken', ...marker, invoiceId }));
  return [...made, ...taken];
}
