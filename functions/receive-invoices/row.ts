/** One row of a call: what it is judged by, what it writes, and how it is taken alone. */
import type { Instant } from '../../core/calendar/dates.ts';
import { type Acceptance, type AcceptContext, accept } from '../../core/case/accept.ts';
import type { InvoiceInput } from '../../core/case/intake.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { inMode } from '../../core/policy/segment.ts';
import type { Ledger, Write } from '../../core/ports.ts';
import { pause } from '../_shared/pause.ts';
import { promiseLine } from '../_shared/promise-end.ts';
import type { Customers } from './customers.ts';
import { type Places, pathFor } from './placement.ts';

const TRIES = 5;

export type Scene = {
  readonly ledger: Ledger;
  readonly creditor: Creditor;
  readonly customers: Customers;
  readonly firsts: ReadonlySet<string>;
  readonly places: Places;
  /** The live version of each policy that a place names. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly now: Instant;
};

export async function acceptRow(scene: Scene, known: Invoice | undefined, input: InvoiceInput): Promise<Acceptance> {
  return accept(known, input, await contextFor(scene, known, input), scene.now);
}

async function contextFor(
  { ledger, creditor, customers, firsts, places, policies }: Scene,
  known: Invoice | undefined,
  input: InvoiceInput,
): Promise<AcceptContext> {
  const customer = customers.byId.get(input.customer.customerId);
  const place = places.get(input.invoiceId);
  if (!customer || !place) throw new RangeError('expected a customer and a place for each row');
  const { policy, segmentId } = await pathFor(ledger, known, place, policies);
  const large = creditor.largeFrom[input.currency];
  return {
    creditorId: creditor.creditorId,
    creditor,
    customer,
    policy: inMode(creditor.segments, { segmentId }, policy),
    segmentId,
    large: large !== undefined && input.openMinor >= large,
    firstOfCustomer: firsts.has(input.invoiceId),
    aliases: await aliasesOf(ledger, known, input),
  };
}

/** Other names of the payments on the invoice, where the ERP acknowledges any. */
async function aliasesOf(
  ledger: Ledger,
  known: Invoice | undefined,
  { acknowledgedPayments }: InvoiceInput,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const aliases = new Map<string, readonly string[]>();
  if (!known || acknowledgedPayments.length === 0) return aliases;
  for (const { paymentKey } of known.entries) {
    const payment = await ledger.payment(known.creditorId, paymentKey);
    aliases.set(paymentKey, Object.keys(payment?.knownAs ?? {}));
  }
  return aliases;
}

/** The row, and its number where that is not its id already. */
function writesOf(acceptance: Acceptance): Write[] {
  if (acceptance.status !== 'accepted') return [];
  const { change } = acceptance;
  const { creditorId, invoiceId, invoiceNumber } = change.after;
  const isNews =
    invoiceNumber !== invoiceId && (change.before.version === 0 || change.before.invoiceNumber !== invoiceNumber);
  return [
    { kind: 'change', change },
    ...promiseLine(change),
    ...(isNews ? [{ kind: 'number', creditorId, invoiceNumber, invoiceId } as const] : []),
  ];
}

/** A transaction may touch an item only once: of rows with the same number the last one is found under it. */
export function writesOfAll(acceptances: readonly Acceptance[]): Write[] {
  const writes = acceptances.flatMap(writesOf);
  const numbers = new Map(writes.flatMap((write) => (write.kind === 'number' ? [[write.invoiceNumber, write]] : [])));
  return [...writes.filter(({ kind }) => kind !== 'number'), ...numbers.values()];
}

/** On a fresh look, with the customer's open credit where the row is a credit note. */
export async function takeAlone(scene: Scene, input: InvoiceInput): Promise<Acceptance> {
  const { ledger, creditor } = scene;
  for (let tries = 0; tries < TRIES; tries++) {
    await pause(tries);
    const known = await ledger.invoice(creditor.creditorId, input.invoiceId);
    const acceptance = await acceptRow(scene, known, input);
    if (acceptance.status !== 'accepted') return acceptance;
    const credit = await creditWrites(ledger, acceptance.change.before, acceptance.change.after);
    if ((await ledger.commit([...writesOf(acceptance), ...credit])).ok) return acceptance;
  }
  throw new Fault('StepUnavailable', `expected to write a row within ${TRIES} tries`);
}

/** An open credit note covers the customer's oldest invoices, so the customer's row knows the sum. */
async function creditWrites(ledger: Ledger, before: Invoice, after: Invoice): Promise<Write[]> {
  const open = ({ type, status, owedMinor }: Invoice): number =>
    type === 'credit_note' && status === 'open' ? owedMinor : 0;
  const isMoved = before.version > 0 && before.customerId !== after.customerId;
  const deltas = isMoved
    ? new Map([
        [before.customerId, -open(before)],
        [after.customerId, open(after)],
      ])
    : new Map([[after.customerId, open(after) - open(before)]]);
  const writes: Write[] = [];
  for (const [customerId, delta] of deltas) {
    if (delta === 0) continue;
    const customer = await ledger.customer(after.creditorId, customerId);
    if (!customer) throw new Fault('StepUnavailable', 'expected the customer of a credit note, found none');
    const credit = { ...customer.credit, [after.currency]: (customer.credit[after.currency] ?? 0) + delta };
    writes.push({ kind: 'customer', before: customer, after: { ...customer, credit, version: customer.version + 1 } });
  }
  return writes;
}
