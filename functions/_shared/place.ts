/** In which segment a known customer is now, for its invoice; its history is read only where a segment asks for it. */
import { type Instant, localClock } from '../../core/calendar/dates.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { historyOf } from '../../core/policy/history.ts';
import { type Place, placeOf } from '../../core/policy/place.ts';
import { needHistory } from '../../core/policy/segment.ts';
import type { Ledger } from '../../core/ports.ts';

/** A customer's latest invoices say how it pays; older ones say how it paid. */
export const HISTORY_INVOICES = 300;

type Parties = {
  readonly creditor: Creditor;
  readonly customer: Customer;
  readonly invoice?: Pick<Invoice, 'tags'> | undefined;
};

export async function placeNow(
  ledger: Pick<Ledger, 'customerInvoices'>,
  { creditor, customer, invoice }: Parties,
  now: Instant,
): Promise<Place> {
  const { creditorId, customerId, timeZone } = customer;
  const invoices = needHistory(creditor.segments)
    ? await ledger.customerInvoices(creditorId, customerId, HISTORY_INVOICES)
    : undefined;
  const history = invoices && historyOf(invoices, localClock(now, timeZone).date);
  return placeOf(creditor, { customer, invoiceTags: invoice?.tags ?? [], history });
}
