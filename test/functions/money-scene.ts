/** The ERP's and Stripe's side of the house on a real table: what is pushed, paid and told, and what must hold after it. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { toProviderEvent } from '../../adapters/stripe/event.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { type ChangeType, change } from '../../core/case/transition.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { Ledger } from '../../core/ports.ts';
import { createHandler as applyPayment } from '../../functions/apply-payment/handler.ts';
import { createHandler as receiveInvoices } from '../../functions/receive-invoices/handler.ts';
import { createHandler as receivePayments } from '../../functions/receive-payments/handler.ts';
import { storeMoney } from '../../functions/receive-stripe-event/store.ts';
import { anEvent, type Fields } from '../adapters/stripe/an-event.ts';
import { broken, unbalanced } from '../support/books.ts';
import { aCreditor } from '../support/builders.ts';
import { aRequest } from '../support/request.ts';
import { commit, storeCreditor } from '../support/store.ts';
import type { TestTable } from '../support/table.ts';
import { scan, startTables } from './money-tables.ts';

export type Row = Readonly<Record<string, unknown>>;

export const CUSTOMER = {
  customerId: 'C-1',
  name: 'Acme Ltd',
  kind: 'company',
  locale: 'en-GB',
  timeZone: 'Europe/London',
  country: 'GB',
  contacts: [{ name: 'Accounts payable', email: 'ap@acme.example', roles: ['billing'] }],
} as const;

/** INV-1 of C-1: 1,200.00 GBP owed since 31 January 2026, as the ERP pushes it on 1 February. */
export function invoiceRow(fields: Row = {}): Row {
  return {
    invoiceNumber: 'INV-1',
    asOf: '2026-02-01T06:00:00Z',
    customer: CUSTOMER,
    currency: 'GBP',
    total: '1200.00',
    openBalance: '1200.00',
    issuedOn: '2026-01-01',
    dueOn: '2026-01-31',
    ...fields,
  };
}

/** P-1: 1,200.00 GBP for INV-1, received on 3 February 2026. */
export function paymentRow(fields: Row = {}): Row {
  return {
    paymentId: 'P-1',
    invoiceNumber: 'INV-1',
    amount: '1200.00',
    currency: 'GBP',
    receivedAt: '2026-02-03T00:00:00Z',
    method: 'bank_transfer',
    ...fields,
  };
}

type Answer = { readonly results: readonly Row[] } & Row;

const bodyOf = (body: unknown): Answer => JSON.parse(JSON.stringify(body));

/** After each test the books must balance and every audit chain be whole. */
export function moneyScene() {
  let server: Awaited<ReturnType<typeof startTables>>;
  let world: TestTable;
  const clock = { at: '2026-02-10T09:00:00.000Z', now: () => clock.at };
  const creditorId = () => 'demo';
  const rows = scan(() => world);

  beforeAll(async () => {
    server = await startTables();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    world = await server.emptied();
    clock.at = '2026-02-10T09:00:00.000Z';
    await storeCreditor(world, aCreditor({ creditorId: creditorId() }));
  });
  afterEach(async () => {
    await expectWhole();
  });

  const ledger = () => world.ledger;
  const apply = (paymentKey: string) =>
    applyPayment({ ledger: ledger(), clock })({ creditorId: creditorId(), paymentKey });

  const push = (...invoices: readonly Row[]) => pushThrough(ledger(), ...invoices);

  async function pushThrough(through: Ledger, ...invoices: readonly Row[]): Promise<Answer> {
    const handler = receiveInvoices({ ledger: through, clock, noteSync: async () => undefined });
    const reply = await handler(aRequest('POST /v1/invoices', { creditorId: creditorId(), body: { invoices } }));
    return bodyOf(reply.body);
  }

  async function pushCustomers(...customers: readonly Row[]): Promise<Answer> {
    const handler = receiveInvoices({ ledger: ledger(), clock, noteSync: async () => undefined });
    const reply = await handler(aRequest('POST /v1/customers', { creditorId: creditorId(), body: { customers } }));
    return bodyOf(reply.body);
  }

  async function pay(...payments: readonly Row[]): Promise<Answer> {
    const handler = receivePayments({ ledger: ledger(), clock });
    const reply = await handler(aRequest('POST /v1/payments', { creditorId: creditorId(), body: { payments } }));
    return bodyOf(reply.body);
  }

  /** Stored only, as the webhook leaves it. */
  async function tell(type: string, object: string, changes: Fields = {}, at = '2026-02-05T10:00:00Z') {
    const event = toProviderEvent({ ...anEvent(type, object, changes), created: Date.parse(at) / 1000 });
    if (event.kind === 'ignored' || event.kind === 'unreadable') throw new Error(`expected money, found ${event.kind}`);
    return storeMoney(ledger(), creditorId(), event, clock.at);
  }

  /** Everything that waits to be applied, as the bus would have it done, in the order of the keys. */
  async function applyAll(): Promise<void> {
    for (const { paymentKey, state } of (await rows.payments()).sort((a, b) => (a.paymentKey < b.paymentKey ? -1 : 1)))
      if (state === 'received') await apply(paymentKey);
  }

  async function told(...args: Parameters<typeof tell>) {
    const result = await tell(...args);
    await applyAll();
    return result;
  }

  async function invoice(id = 'INV-1'): Promise<Invoice> {
    const found = await ledger().invoice(creditorId(), id);
    if (!found) throw new Error(`expected invoice ${id}, found none`);
    return found;
  }

  async function customer(id = 'C-1'): Promise<Customer> {
    const found = await ledger().customer(creditorId(), id);
    if (!found) throw new Error(`expected customer ${id}, found none`);
    return found;
  }

  async function payment(key = 'erp#P-1'): Promise<Payment> {
    const found = await ledger().payment(creditorId(), key);
    if (!found) throw new Error(`expected payment ${key}, found none`);
    return found;
  }

  /** The invoice as its execution would have changed it. */
  async function happened(type: ChangeType, patch: Partial<Invoice>, id = 'INV-1'): Promise<void> {
    const made = change(await invoice(id), type, patch, { at: clock.at, by: 'execution' });
    await commit(world, [{ kind: 'change', change: made }]);
  }

  async function expectWhole(): Promise<void> {
    const [invoices, payments, customers] = [await rows.invoices(), await rows.payments(), await rows.customers()];
    expect(unbalanced({ invoices, payments, customers })).toEqual([]);
    const timelines = await rows.timelines();
    const timelineOf = ({ creditorId, invoiceId }: Invoice) => timelines.get(ledger().caseIdOf(creditorId, invoiceId));
    expect(invoices.flatMap((row) => broken(row, timelineOf(row) ?? []))).toEqual([]);
  }

  const scene = { clock, push, pushCustomers, pay, tell, told, apply, applyAll, invoice, customer, payment, happened };
  return { ...scene, pushThrough, ledger, creditorId, rows, world: () => world };
}
