/** What a provider's event says of money, stored before it is answered: nothing is sent while it is on its way. */

import type { Instant } from '../../core/calendar/dates.ts';
import { Fault } from '../../core/fault.ts';
import { withUnapplied } from '../../core/payment/pool.ts';
import type { MoneyEvent } from '../../core/payment/provider.ts';
import type { Ledger, Write } from '../../core/ports.ts';
import { findInvoices } from '../_shared/find-invoices.ts';
import { flightWrites, type Kept } from '../_shared/flight.ts';
import { pause } from '../_shared/pause.ts';
import { waitingWrites } from '../_shared/waiting-writes.ts';
import { recordsAfter } from './records.ts';

const TRIES = 8;

/** `known` where the event says nothing new: the provider is answered 200 either way. */
export async function storeMoney(
  ledger: Ledger,
  creditorId: string,
  event: MoneyEvent,
  now: Instant,
): Promise<'stored' | 'known'> {
  for (let tries = 0; tries < TRIES; tries++) {
    await pause(tries);
    const { named, missing } = await withKnownNames(ledger, creditorId, event);
    const kept = (await recordsAfter(ledger, creditorId, named, now)).map((one) => waiting(one, missing));
    if (kept.length === 0) return 'known';
    const writes: Write[] = [
      ...kept.map(({ before, after }): Write => ({ kind: 'payment', before, after })),
      ...kept.flatMap(({ before, after }) => waitingWrites(before, after, missing)),
      ...(await poolWrites(ledger, kept)),
      ...(await flightWrites(ledger, creditorId, kept, now)),
    ];
    if ((await ledger.commit(writes)).ok) return 'stored';
  }
  throw new Fault('StepUnavailable', `expected to store money within ${TRIES} tries`);
}

/** Money on its way waits in the place of an invoice that is not known yet, so that this one is marked when it appears. */
function waiting({ before, after }: Kept, missing: readonly string[]): Kept {
  const names = after.meantFor.map(({ invoiceId }) => invoiceId).filter((name) => missing.includes(name));
  const isNews = after.state === 'processing' && after.amountMinor > 0 && names.length > 0;
  return isNews ? { before, after: { ...after, waitsFor: names } } : { before, after };
}

/** An invoice's number stands for its id, where the two differ. */
async function withKnownNames(
  ledger: Ledger,
  creditorId: string,
  event: MoneyEvent,
): Promise<{ readonly named: MoneyEvent; readonly missing: readonly string[] }> {
  const { invoiceId, invoiceNumber } = event;
  const names = [invoiceId, invoiceNumber].filter((name) => name !== undefined);
  const { ids, missing } = await findInvoices(ledger, creditorId, names);
  const idOf = (name: string | undefined) => (name === undefined ? undefined : (ids.get(name) ?? name));
  return { named: { ...event, invoiceId: idOf(invoiceId), invoiceNumber: idOf(invoiceNumber) }, missing };
}

/** Unapplied money that turned out to be known already leaves the customer's pool with the record's own rest. */
async function poolWrites(ledger: Ledger, kept: readonly Kept[]): Promise<readonly Write[]> {
  const lost = kept.flatMap(({ before, after }) => {
    const minor = (before?.unappliedMinor ?? 0) - after.unappliedMinor;
    return before?.customerId === undefined || minor === 0 ? [] : [{ before, customerId: before.customerId, minor }];
  });
  const writes: Write[] = [];
  for (const customerId of new Set(lost.map((one) => one.customerId))) {
    const [first] = lost;
    const customer = first && (await ledger.customer(first.before.creditorId, customerId));
    if (!customer) continue;
    const after = lost
      .filter((one) => one.customerId === customerId)
      .reduce((kept, { before, minor }) => withUnapplied(kept, before.currency, -minor), customer);
    writes.push({ kind: 'customer', before: customer, after: { ...after, version: customer.version + 1 } });
  }
  return writes;
}
