/** The rows of one call, written in as few transactions as they fit in; a row that is refused stands alone. */
import type { Instant } from '../../core/calendar/dates.ts';
import type { Acceptance } from '../../core/case/accept.ts';
import type { InvoiceInput } from '../../core/case/intake.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Ledger } from '../../core/ports.ts';
import { type Customers, takeCustomers } from './customers.ts';
import { type Places, placesOf } from './placement.ts';
import { acceptRow, type Scene, takeAlone, writesOfAll } from './row.ts';
import { takeWaitingMoney } from './waiting.ts';

export type Row = { readonly index: number; readonly input: InvoiceInput };
export type RowResult = Pick<Acceptance, 'status'> & { readonly path?: string; readonly message?: string };

/** Four items a row at most, and a transaction has a hundred. */
const CHUNK = 25;
const PARALLEL = 4;

/** Takes all rows; answers in their order. Rows of the same invoice are taken one after the other. */
export async function takeInvoices(
  ledger: Ledger,
  creditor: Creditor,
  rows: readonly Row[],
  now: Instant,
): Promise<readonly RowResult[]> {
  const words = rows.map(({ input: { customer, asOf } }) => ({ input: customer, asOf }));
  const customers = await takeCustomers(ledger, creditor, words, now);
  const places = await placesOf({ ledger, creditor, customers: customers.byId, now }, rows);
  const scene: Scene = {
    ledger,
    creditor,
    customers,
    firsts: firstInvoices(rows, customers),
    places,
    policies: await policiesFor(ledger, creditor, places),
    now,
  };
  const results: RowResult[] = [];
  for (const wave of wavesOf(rows))
    for (const [place, result] of await takeWave(scene, wave, rows)) results[place] = result;
  await takeWaitingMoney(
    scene,
    rows.filter((_, place) => results[place]?.status !== 'rejected').map(({ input }) => input),
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

async function policiesFor(ledger: Ledger, creditor: Creditor, places: Places): Promise<ReadonlyMap<string, Policy>> {
  const ids = new Set([...places.values()].map(({ policyId }) => policyId));
  const policies = new Map<string, Policy>();
  for (const id of ids) policies.set(id, await ledger.policy(creditor.creditorId, id));
  return policies;
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
        const committed = await scene.ledger.commit(writesOfAll(chunk.map(({ acceptance }) => acceptance)));
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
