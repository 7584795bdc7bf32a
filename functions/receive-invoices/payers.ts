/** Who pays for whom: a payer's row lists the customers that name it, so that one message can speak of all that it is asked for. */
import { acceptCustomer } from '../../core/case/accept-customer.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { Fault } from '../../core/fault.ts';
import type { Ledger } from '../../core/ports.ts';

const TRIES = 5;

/**
 * Notes each customer of a call with whoever it names; answers the payers' rows as they are then. A customer that names
 * somebody else by now stays on the list: its own row says who pays, and is asked.
 */
export async function notePayers(
  ledger: Ledger,
  creditor: Creditor,
  customers: ReadonlyMap<string, Customer>,
): Promise<ReadonlyMap<string, Customer>> {
  const naming = new Map<string, string[]>();
  for (const { customerId, billToId } of customers.values())
    if (billToId !== undefined && billToId !== customerId)
      naming.set(billToId, [...(naming.get(billToId) ?? []), customerId]);
  const payers = await ledger.customers(creditor.creditorId, [...naming.keys()]);
  const noted = new Map<string, Customer>();
  for (const [payerId, ids] of naming)
    noted.set(payerId, await note(ledger, creditor, { payerId, ids, known: payers.get(payerId) }));
  return noted;
}

type Naming = { readonly payerId: string; readonly ids: readonly string[]; readonly known: Customer | undefined };

/** A payer of whom nothing is known yet has a row with the creditor's defaults: its case becomes a task for want of an address. */
async function note(ledger: Ledger, creditor: Creditor, { payerId, ids, known }: Naming): Promise<Customer> {
  let before = known;
  for (let tries = 0; tries < TRIES; tries++) {
    const row = before ?? acceptCustomer(undefined, { customerId: payerId }, creditor, creditor.createdAt);
    if (!row) break;
    const paysFor = [...new Set([...(row.paysFor ?? []), ...ids])].sort();
    if (before && paysFor.length === before.paysFor?.length) return before;
    const after = { ...row, paysFor, version: (before?.version ?? 0) + 1 };
    if ((await ledger.commit([{ kind: 'customer', before, after }])).ok) return after;
    before = await ledger.customer(creditor.creditorId, payerId);
  }
  throw new Fault('StepUnavailable', `expected to note a payer within ${TRIES} tries`);
}
