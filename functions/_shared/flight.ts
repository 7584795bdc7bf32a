/** Marks the invoices that money is on its way to, or takes the mark off; their decision changes with it. */
import type { Instant } from '../../core/calendar/dates.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { change } from '../../core/case/transition.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { Ledger, Write } from '../../core/ports.ts';

/** A record as it was found and as it is to be kept. */
export type Kept = { readonly before: Payment | undefined; readonly after: Payment };

/** One change an invoice, whatever moves towards it or away. */
export async function flightWrites(
  ledger: Ledger,
  creditorId: string,
  kept: readonly Kept[],
  now: Instant,
): Promise<readonly Write[]> {
  const names = kept.flatMap(({ before, after }) => [...(before?.meantFor ?? []), ...after.meantFor]);
  const ids = [...new Set(names.map(({ invoiceId }) => invoiceId))];
  const invoices = ids.length === 0 ? [] : [...(await ledger.invoices(creditorId, ids)).values()];
  return invoices.flatMap((invoice) =>
    flightOf(
      invoice,
      kept.map(({ after }) => after),
      now,
    ),
  );
}

function flightOf(invoice: Invoice, payments: readonly Payment[], now: Instant): Write[] {
  const keys = new Set(payments.map(({ paymentKey }) => paymentKey));
  const others = invoice.inFlight.filter(({ paymentKey }) => !keys.has(paymentKey));
  const flying = payments.filter((payment) => fliesTo(payment, invoice)).map(({ paymentKey }) => paymentKey);
  const marked = invoice.inFlight.filter(({ paymentKey }) => keys.has(paymentKey));
  const isSame = flying.length === marked.length && marked.every(({ paymentKey }) => flying.includes(paymentKey));
  const about = payments.find(({ paymentKey }) => flying.includes(paymentKey)) ?? payments[0];
  if (isSame || !about) return [];
  const inFlight = [
    ...others,
    ...flying.map((paymentKey) => marked.find((mark) => mark.paymentKey === paymentKey) ?? { paymentKey, since: now }),
  ];
  const type = flying.length > 0 ? 'payment.received' : 'payment.failed';
  const data = { paymentKey: about.paymentKey, state: about.state };
  return [{ kind: 'change', change: change(invoice, type, { inFlight }, { at: now, by: 'stripe', data }) }];
}

/** Money of another currency will not lie on the invoice, so nobody waits for it. */
function fliesTo({ state, amountMinor, currency, meantFor }: Payment, invoice: Invoice): boolean {
  return (
    (state === 'processing' || state === 'received') &&
    amountMinor > 0 &&
    currency === invoice.currency &&
    meantFor.some(({ invoiceId }) => invoiceId === invoice.invoiceId)
  );
}
