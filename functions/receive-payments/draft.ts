/** A payment as the ERP reports it, before it meets what is known. */
import { digestOf, type Plain } from '../../core/audit/chain.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { PaymentInput } from '../../core/case/intake.ts';
import { isOutgoing, type Payment } from '../../core/payment/payment.ts';

export function draftOf(creditorId: string, input: PaymentInput, now: Instant): Payment {
  const { paymentId, kind, amountMinor, currency, receivedAt, method, customerId, meantFor } = input;
  const plain: Plain = JSON.parse(JSON.stringify(input));
  return {
    creditorId,
    paymentKey: `erp#${paymentId}`,
    kind,
    amountMinor,
    currency,
    receivedAt,
    seenAt: now,
    method,
    customerId,
    meantFor,
    knownAs: {},
    waitsFor: [],
    state: 'received',
    allocations: [],
    unappliedMinor: isOutgoing(kind) ? 0 : amountMinor,
    takenBack: {},
    reversedMinor: 0,
    digest: digestOf(plain),
    version: 1,
  };
}
