/** Customers as an ERP names them, inside invoices or on their own: each is written at most once per call. */

import type { Instant } from '../../core/calendar/dates.ts';
import { acceptCustomer } from '../../core/case/accept-customer.ts';
import type { CustomerInput } from '../../core/case/intake.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { Fault } from '../../core/fault.ts';
import type { Ledger, Write } from '../../core/ports.ts';
import { notePayers } from './payers.ts';

export type CustomerWord = { readonly input: CustomerInput; readonly asOf: Instant };

/** `fresh` holds the ids of customers that were not known before. */
export type Customers = {
  readonly byId: ReadonlyMap<string, Customer>;
  readonly fresh: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
};

const CHUNK = 40;
const TRIES = 5;

/** Takes the words oldest first, so that the newest stand at the end whatever the order of the rows. */
export async function takeCustomers(
  ledger: Ledger,
  creditor: Creditor,
  words: readonly CustomerWord[],
  now: Instant,
): Promise<Customers> {
  const order = ({ input, asOf }: CustomerWord): string => input.asOf ?? asOf;
  const sorted = [...words].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  const ids = [...new Set(sorted.map(({ input }) => input.customerId))];
  const known = await ledger.customers(creditor.creditorId, ids);
  const pending = new Map<string, CustomerWord[]>();
  for (const word of sorted) pending.set(word.input.customerId, [...(pending.get(word.input.customerId) ?? []), word]);
  const byId = new Map(known);
  const writes = [...pending].flatMap(([id, theirs]) => {
    const after = afterWords(known.get(id), theirs, creditor);
    return after ? [{ id, before: known.get(id), after }] : [];
  });
  for (let at = 0; at < writes.length; at += CHUNK) {
    const chunk = writes.slice(at, at + CHUNK);
    const committed = await ledger.commit(chunk.flatMap(({ before, after }) => writesOf(before, after, now)));
    for (const { id, after } of chunk)
      byId.set(id, committed.ok ? after : await takeOne(ledger, creditor, id, pending.get(id) ?? [], now));
  }
  for (const [id, payer] of await notePayers(ledger, creditor, byId)) if (byId.has(id)) byId.set(id, payer);
  return {
    byId,
    fresh: new Set(ids.filter((id) => !known.has(id))),
    changed: new Set(writes.filter(isNews).map(({ id }) => id)),
  };
}

/** The same words again only move the customer's place in the order. */
const isNews = ({ before, after }: { readonly before: Customer | undefined; readonly after: Customer }): boolean =>
  before?.digest !== after.digest;

function afterWords(
  known: Customer | undefined,
  words: readonly CustomerWord[],
  creditor: Creditor,
): Customer | undefined {
  let after: Customer | undefined;
  for (const { input, asOf } of words) after = acceptCustomer(after ?? known, input, creditor, asOf) ?? after;
  return after && { ...after, version: (known?.version ?? 0) + 1 };
}

/** Alone, on a fresh look, after somebody else wrote the customer meanwhile. */
async function takeOne(
  ledger: Ledger,
  creditor: Creditor,
  id: string,
  words: readonly CustomerWord[],
  now: Instant,
): Promise<Customer> {
  for (let tries = 0; tries < TRIES; tries++) {
    const known = await ledger.customer(creditor.creditorId, id);
    const after = afterWords(known, words, creditor);
    if (!after && known) return known;
    if (after && (await ledger.commit(writesOf(known, after, now))).ok) return after;
  }
  throw new Fault('StepUnavailable', `expected to write a customer within ${TRIES} tries`);
}

/** The report counts customers whose rows left something out. */
function writesOf(before: Customer | undefined, after: Customer, at: Instant): Write[] {
  const { creditorId, customerId, filled } = after;
  const news = filled.length > 0 && filled.join() !== before?.filled.join();
  const entry = { creditorId, kind: 'filled', id: customerId, at, customerId, reason: filled.join(', ') } as const;
  return [{ kind: 'customer', before, after }, ...(news ? [{ kind: 'journal', entry } as const] : [])];
}
