/** The rows of one call, written in as few transactions as they fit in; a row that is refused stands alone. */
import type { Instant } from '../../core/calendar/dates.ts';
import { type Acceptance, type AcceptContext, accept } from '../../core/case/accept.ts';
import type { InvoiceInput } from '../../core/case/intake.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import { type Policy, policyIdFor } from '../../core/policy/policy.ts';
import type { Ledger, Write } from '../../core/ports.ts';
import { moveMoney } from '../_shared/move-money.ts';
import { type Customers, takeCustomers } from './customers.ts';

export type Row = { readonly index: number; readonly input: InvoiceInput };
export type RowResult = Pick<Acceptance, 'status'> & { readonly path?: string; readonly message?: string };

/** Two items a row, and a transaction has a hundred. */
const CHUNK = 40;
const PARALLEL = 4;
const TRIES = 5;

type Scene = {
  readonly ledger: Ledger;
  readonly creditor: Creditor;
  readonly customers: Customers;
  readonly firsts: ReadonlySet<string>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly now: Instant;
};

/** Takes all rows; answers in their order. Rows of the same invoice are taken one after the other. */
export async function takeInvoices(
  ledger: Ledger,
  creditor: Creditor,
  rows: readonly Row[],
  now: Instant,
): Promise<readonly RowResult[]> {
  const words = rows.map(({ input: { customer, asOf } }) => ({ input: customer, asOf }));
  const customers = await takeCustomers(ledger, creditor, words, now);
  const scene: Scene = {
    ledger,
    creditor,
    customers,
    firsts: firstInvoices(rows, customers),
    policies: await policiesFor(ledger, creditor, rows),
    now,
  };
  const results: RowResult[] = [];
  for (const wave of wavesOf(rows))
    for (const [place, result] of await takeWave(scene, wave, rows)) results[place] = result;
  await takeWaitingMoney(
    scene,
    rows.filter((_, place) => results[place]?.status === 'accepted'),
  );
  return results;
}

/** The oldest row of each customer that was not known before this call. */
function firstInvoices(rows: readonly Row[], { fresh }: Customers): ReadonlySet<string> {
  const firsts = new Map<string, InvoiceInput>();
  for (const { input } of rows) {
    const id = input.customer.customerId;
    const known = firsts.get(id);
    if (fresh.has(id) && (!known || input.issuedOn < known.issuedOn)) firsts.set(id, input);
  }
  return new Set([...firsts.values()].map(({ invoiceId }) => invoiceId));
}

async function policiesFor(
  ledger: Ledger,
  creditor: Creditor,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Policy>> {
  const ids = new Set(rows.map(({ input }) => policyIdOf(creditor, input)));
  const policies = new Map<string, Policy>();
  for (const id of ids) policies.set(id, await ledger.policy(creditor.creditorId, id));
  return policies;
}

function policyIdOf({ segments, policyId, country }: Creditor, { customer, tags }: InvoiceInput): string {
  return policyIdFor(segments, policyId, {
    tags: [...(tags ?? []), ...(customer.tags ?? [])],
    country: customer.country ?? country,
  });
}

/** Rows of one invoice never share a wave. */
function wavesOf(rows: readonly Row[]): readonly (readonly number[])[] {
  const seen = new Map<string, number>();
  const waves: number[][] = [];
  rows.forEach(({ input: { invoiceId } }, place) => {
    const turn = seen.get(invoiceId) ?? 0;
    seen.set(invoiceId, turn + 1);
    waves[turn] = [...(waves[turn] ?? []), place];
  });
  return waves;
}

async function takeWave(
  scene: Scene,
  wave: readonly number[],
  rows: readonly Row[],
): Promise<readonly (readonly [number, RowResult])[]> {
  const inputs = wave.flatMap((place) => rows[place]?.input ?? []);
  const known = await scene.ledger.invoices(
    scene.creditor.creditorId,
    inputs.map(({ invoiceId }) => invoiceId),
  );
  const taken = await Promise.all(
    wave.map(async (place, at) => {
      const input = inputs[at];
      if (!input) throw new RangeError('expected a row for each place of a wave');
      return { place, input, acceptance: await acceptRow(scene, known.get(input.invoiceId), input) };
    }),
  );
  const alone = taken.filter(
    ({ acceptance, input }) => acceptance.status === 'accepted' && input.type === 'credit_note',
  );
  const together = taken.filter(
    ({ acceptance, input }) => acceptance.status === 'accepted' && input.type === 'invoice',
  );
  const refused = new Set<number>();
  const chunks = Array.from({ length: Math.ceil(together.length / CHUNK) }, (_, at) =>
    together.slice(at * CHUNK, (at + 1) * CHUNK),
  );
  for (let at = 0; at < chunks.length; at += PARALLEL)
    await Promise.all(
      chunks.slice(at, at + PARALLEL).map(async (chunk) => {
        const committed = await scene.ledger.commit(chunk.flatMap(({ acceptance }) => writesOf(acceptance)));
        if (!committed.ok) for (const { place } of chunk) refused.add(place);
      }),
    );
  const results: (readonly [number, RowResult])[] = [];
  for (const { place, input, acceptance } of taken) {
    const again = refused.has(place) || alone.some((row) => row.place === place);
    results.push([place, again ? await takeAlone(scene, input) : acceptance]);
  }
  return results;
}

async function acceptRow(scene: Scene, known: Invoice | undefined, input: InvoiceInput): Promise<Acceptance> {
  return accept(known, input, await contextFor(scene, known, input), scene.now);
}

async function contextFor(
  { ledger, creditor, customers, firsts, policies }: Scene,
  known: Invoice | undefined,
  input: InvoiceInput,
): Promise<AcceptContext> {
  const customer = customers.byId.get(input.customer.customerId);
  const policy = known
    ? await ledger.policy(creditor.creditorId, known.policyId, known.policyVersion)
    : policies.get(policyIdOf(creditor, input));
  if (!customer || !policy) throw new RangeError('expected a customer and a policy for each row');
  const large = creditor.largeFrom[input.currency];
  return {
    creditorId: creditor.creditorId,
    customer,
    policy,
    large: large !== undefined && input.openMinor >= large,
    firstOfCustomer: firsts.has(input.invoiceId),
  };
}

const writesOf = (acceptance: Acceptance): Write[] =>
  acceptance.status === 'accepted' ? [{ kind: 'change', change: acceptance.change }] : [];

/** On a fresh look, with the customer's open credit where the row is a credit note. */
async function takeAlone(scene: Scene, input: InvoiceInput): Promise<Acceptance> {
  const { ledger, creditor } = scene;
  for (let tries = 0; tries < TRIES; tries++) {
    const known = await ledger.invoice(creditor.creditorId, input.invoiceId);
    const acceptance = await acceptRow(scene, known, input);
    if (acceptance.status !== 'accepted') return acceptance;
    const credit = await creditWrite(ledger, acceptance.change.before, acceptance.change.after);
    if ((await ledger.commit([...writesOf(acceptance), ...credit])).ok) return acceptance;
  }
  throw new Fault('StepUnavailable', `expected to write a row within ${TRIES} tries`);
}

/** An open credit note covers the customer's oldest invoices, so the customer's row knows the sum. */
async function creditWrite(ledger: Ledger, before: Invoice, after: Invoice): Promise<Write[]> {
  const open = ({ type, status, owedMinor }: Invoice): number =>
    type === 'credit_note' && status === 'open' ? owedMinor : 0;
  const delta = open(after) - open(before);
  if (delta === 0) return [];
  const customer = await ledger.customer(after.creditorId, after.customerId);
  if (!customer) throw new Fault('StepUnavailable', 'expected the customer of a credit note, found none');
  const credit = { ...customer.credit, [after.currency]: (customer.credit[after.currency] ?? 0) + delta };
  return [{ kind: 'customer', before: customer, after: { ...customer, credit, version: customer.version + 1 } }];
}

/** Money that came before its invoice is applied now that the invoice is here. */
async function takeWaitingMoney({ ledger, creditor, now }: Scene, rows: readonly Row[]): Promise<void> {
  const { creditorId } = creditor;
  if (rows.length === 0 || !(await ledger.anyWaitingMoney(creditorId))) return;
  for (const {
    input: { invoiceId },
  } of rows)
    for (const paymentKey of await ledger.waitingMoney(creditorId, invoiceId)) {
      const payment = await ledger.payment(creditorId, paymentKey);
      if (!payment) continue;
      const beside: Write[] = [{ kind: 'waiting-money-taken', creditorId, invoiceId, paymentKey }];
      await moveMoney(ledger, { creditor, before: payment, payment, by: 'invoice-appeared', beside }, now);
    }
}
