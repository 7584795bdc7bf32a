/** Which policy the invoice of each row walks: by its customer's segment, while its case has not begun. */
import { type Instant, localClock } from '../../core/calendar/dates.ts';
import type { InvoiceInput } from '../../core/case/intake.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { hasBegun } from '../../core/case/move.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { type CustomerHistory, type HistoryItem, historyOf } from '../../core/policy/history.ts';
import { type Place, placeOf } from '../../core/policy/place.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { needHistory } from '../../core/policy/segment.ts';
import type { Ledger } from '../../core/ports.ts';
import { HISTORY_INVOICES } from '../_shared/place.ts';
import type { Row } from './invoices.ts';

/** By invoice id. */
export type Places = ReadonlyMap<string, Place>;

type Scene = {
  readonly ledger: Ledger;
  readonly creditor: Creditor;
  readonly customers: ReadonlyMap<string, Customer>;
  readonly now: Instant;
};

export async function placesOf(scene: Scene, rows: readonly Row[]): Promise<Places> {
  const { creditor, customers } = scene;
  const histories = needHistory(creditor.segments) ? await historiesOf(scene, rows) : undefined;
  return new Map(
    rows.map(({ input }) => {
      const { invoiceId, tags = [], customer: named } = input;
      const customer = customers.get(named.customerId);
      if (!customer) throw new RangeError('expected a customer for each row');
      const history = histories?.get(customer.customerId);
      return [invoiceId, placeOf(creditor, { customer, invoiceTags: tags, history })];
    }),
  );
}

/** What is known of each customer, with what this very call says. */
async function historiesOf(
  { ledger, creditor, customers, now }: Scene,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, CustomerHistory>> {
  const histories = new Map<string, CustomerHistory>();
  for (const customerId of new Set(rows.map(({ input }) => input.customer.customerId))) {
    const known = await ledger.customerInvoices(creditor.creditorId, customerId, HISTORY_INVOICES);
    const items = new Map<string, HistoryItem>(known.map((invoice) => [invoice.invoiceId, invoice]));
    for (const { input } of rows)
      if (input.customer.customerId === customerId)
        items.set(input.invoiceId, { ...items.get(input.invoiceId), ...itemOf(input) });
    const zone = customers.get(customerId)?.timeZone ?? creditor.timeZone;
    histories.set(customerId, historyOf([...items.values()], localClock(now, zone).date));
  }
  return histories;
}

function itemOf({ invoiceId, type, status, currency, openMinor, dueOn, instalments }: InvoiceInput): HistoryItem {
  return { invoiceId, type, status, currency, owedMinor: openMinor, dueOn, instalments };
}

/** The policy that a row is judged by: a case that has begun, or whose place is the same, stays with its version. */
export async function pathFor(
  ledger: Ledger,
  known: Invoice | undefined,
  place: Place,
  live: ReadonlyMap<string, Policy>,
): Promise<{ readonly policy: Policy; readonly segmentId?: string | undefined }> {
  const stays = known && (hasBegun(known) || known.policyId === place.policyId || known.caseState === 'closed');
  if (!stays) {
    const policy = live.get(place.policyId);
    if (!policy) throw new RangeError(`expected the live version of policy ${place.policyId}, found none`);
    return { policy, segmentId: place.segmentId };
  }
  const { creditorId, policyId, policyVersion } = known;
  const policy = await ledger.policy(creditorId, policyId, policyVersion);
  const isSame = known.policyId === place.policyId && !hasBegun(known);
  return { policy, segmentId: isSame ? place.segmentId : known.segmentId };
}
