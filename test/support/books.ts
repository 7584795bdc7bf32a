/** What must hold of the rows a test leaves behind, whatever happened: every chain is whole and money adds up to the unit. */
import { type AuditRecord, verify } from '../../core/audit/chain.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { isOutgoing, type Payment } from '../../core/payment/payment.ts';

export interface Books {
  readonly invoices: readonly Invoice[];
  readonly payments: readonly Payment[];
  readonly customers: readonly Customer[];
}

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0);

/** Promise 7: the sentences say where a unit is missing or too many; none where the books balance. */
export function unbalanced({ invoices, payments, customers }: Books): readonly string[] {
  return [
    ...invoices.flatMap(outOfBounds),
    ...payments.flatMap(unaccounted),
    ...customers.flatMap((one) => misplaced(one, payments)),
  ];
}

function outOfBounds({ invoiceId, owedMinor, totalMinor, snapshot }: Invoice): readonly string[] {
  const most = Math.max(totalMinor, snapshot.openMinor);
  return owedMinor >= 0 && owedMinor <= most ? [] : [`${invoiceId} owes ${owedMinor}, beyond 0 to ${most}`];
}

function unaccounted(payment: Payment): readonly string[] {
  if (payment.state !== 'applied' || isOutgoing(payment.kind)) return [];
  const placed = sum(payment.allocations.map(({ minor }) => minor)) + payment.unappliedMinor + payment.reversedMinor;
  return placed === payment.amountMinor
    ? []
    : [`${payment.paymentKey} of ${payment.amountMinor} has ${placed} accounted for`];
}

function misplaced({ customerId, unapplied }: Customer, payments: readonly Payment[]): readonly string[] {
  const theirs = payments.filter((one) => one.customerId === customerId && one.state === 'applied');
  const currencies = new Set([...Object.keys(unapplied), ...theirs.map(({ currency }) => currency)]);
  return [...currencies].flatMap((currency) => {
    const loose = sum(theirs.filter((one) => one.currency === currency).map((one) => one.unappliedMinor));
    const shown = unapplied[currency] ?? 0;
    return shown === loose ? [] : [`${customerId} shows ${shown} ${currency} unapplied, its payments ${loose}`];
  });
}

/** Promise 5: why the chain of an invoice does not lead to its row; nothing where it is whole. */
export function broken({ invoiceId, version, auditHash }: Invoice, records: readonly AuditRecord[]): readonly string[] {
  const timeline = records.toSorted((a, b) => a.version - b.version);
  const verdict = verify(timeline, { version, hash: auditHash });
  return verdict.whole ? [] : [`the chain of ${invoiceId} breaks at record ${verdict.brokenAt} of ${version}`];
}
