/** Invoices as an ERP pushes them: idempotent, ordered by the ERP's own clock, exact about what is refused. */
import { describe, expect, it } from 'vitest';
import { CUSTOMER, invoiceRow, moneyScene, paymentRow } from '../money-scene.ts';

const scene = moneyScene();
const LATER = '2026-02-05T06:00:00Z';

describe('a row', () => {
  it('is accepted and planned', async () => {
    expect(await scene.push(invoiceRow())).toEqual({
      accepted: 1,
      unchanged: 0,
      stale: 0,
      rejected: 0,
      results: [{ invoiceNumber: 'INV-1', status: 'accepted' }],
    });
    expect(await scene.invoice()).toMatchObject({
      owedMinor: 120_000,
      caseState: 'open',
      cycle: 1,
      nextStepId: 'second',
    });
  });

  it('changes nothing when the same body comes twice', async () => {
    const body = [invoiceRow(), invoiceRow({ invoiceNumber: 'INV-2', customer: { customerId: 'C-2' } })];
    await scene.push(...body);
    const before = await scene.rows.all();
    scene.clock.at = '2026-02-11T09:00:00.000Z';
    expect(await scene.push(...body)).toMatchObject({ accepted: 0, unchanged: 2 });
    expect(await scene.rows.all()).toEqual(before);
  });

  it.each([
    { what: 'an older asOf', fields: { asOf: '2026-01-31T06:00:00Z', revision: 9 } },
    { what: 'an older revision of the same asOf', fields: { revision: 2 } },
  ])('with $what is stale and changes nothing', async ({ fields }) => {
    await scene.push(invoiceRow({ revision: 3 }));
    const before = await scene.invoice();
    expect(await scene.push(invoiceRow({ openBalance: '1.00', ...fields }))).toMatchObject({ stale: 1 });
    expect(await scene.invoice()).toEqual(before);
  });

  it('of the same order with other content is rejected', async () => {
    await scene.push(invoiceRow());
    const { results } = await scene.push(invoiceRow({ openBalance: '900.00' }));
    expect(results).toMatchObject([{ status: 'rejected', problems: [{ path: 'invoices[0].asOf' }] }]);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 120_000 });
  });

  it('of the same asOf with a higher revision is accepted', async () => {
    await scene.push(invoiceRow());
    expect(await scene.push(invoiceRow({ revision: 1, openBalance: '900.00' }))).toMatchObject({ accepted: 1 });
    expect(await scene.invoice()).toMatchObject({ owedMinor: 90_000 });
  });

  it('in another currency than before is rejected', async () => {
    await scene.push(invoiceRow());
    const { results } = await scene.push(invoiceRow({ asOf: LATER, currency: 'EUR' }));
    expect(results).toMatchObject([{ status: 'rejected', problems: [{ path: 'invoices[0].currency' }] }]);
  });

  it('that is wrong is refused with its fields, and good ones beside it are kept', async () => {
    const bad = invoiceRow({ invoiceNumber: 'INV-2', total: 1200, issuedOn: 'yesterday' });
    const answer = await scene.push(bad, invoiceRow());
    expect(answer).toMatchObject({ accepted: 1, rejected: 1 });
    const [refused] = answer.results;
    expect(refused).toMatchObject({ invoiceNumber: 'INV-2', status: 'rejected' });
    expect(JSON.stringify(refused)).toContain('invoices[0].total');
    expect(JSON.stringify(refused)).toContain('invoices[0].issuedOn');
    expect(await scene.invoice()).toMatchObject({ owedMinor: 120_000 });
  });

  it('several times in one call is taken in turn', async () => {
    const answer = await scene.push(
      invoiceRow({ asOf: LATER, openBalance: '700.00' }),
      invoiceRow(),
      invoiceRow({ asOf: LATER, openBalance: '700.00' }),
      invoiceRow({ asOf: LATER, openBalance: '600.00' }),
    );
    expect(answer.results.map(({ status }) => status)).toEqual(['accepted', 'stale', 'unchanged', 'rejected']);
    expect(await scene.invoice()).toMatchObject({ owedMinor: 70_000 });
  });

  it('with another id and the number of a second one in the same call is kept beside it', async () => {
    const answer = await scene.push(invoiceRow({ invoiceId: 'a' }), invoiceRow({ invoiceId: 'b' }));
    expect(answer).toMatchObject({ accepted: 2 });
    expect((await scene.rows.invoices()).map(({ invoiceId }) => invoiceId).sort()).toEqual(['a', 'b']);
  });

  it('is one of 500 in a call', async () => {
    const rows = Array.from({ length: 500 }, (_, at) =>
      invoiceRow({ invoiceNumber: `INV-${at}`, customer: { ...CUSTOMER, customerId: `C-${at % 50}` } }),
    );
    expect(await scene.push(...rows)).toMatchObject({ accepted: 500 });
    expect(await scene.push(...rows)).toMatchObject({ unchanged: 500 });
    expect((await scene.rows.invoices()).length).toBe(500);
    expect((await scene.rows.customers()).length).toBe(50);
  });

  it('of a call with more than 500 is refused with all others', async () => {
    const rows = Array.from({ length: 501 }, (_, at) => invoiceRow({ invoiceNumber: `INV-${at}` }));
    expect(await scene.push(...rows)).toMatchObject({ status: 413 });
    expect(await scene.rows.invoices()).toEqual([]);
  });
});

describe('what an ERP changes', () => {
  it('void ends the case, and opening it again begins a new cycle', async () => {
    await scene.push(invoiceRow());
    await scene.push(invoiceRow({ asOf: LATER, status: 'void' }));
    expect(await scene.invoice()).toMatchObject({ caseState: 'closed', closedAs: 'void' });
    await scene.push(invoiceRow({ asOf: '2026-02-06T06:00:00Z' }));
    expect(await scene.invoice()).toMatchObject({ caseState: 'open', cycle: 2, stepsDone: [] });
  });

  it('a due date moved into the future after steps begins a new cycle, with nothing before it', async () => {
    await scene.push(invoiceRow());
    await scene.happened('message.claimed', { stepsDone: ['second'], lastMessageOn: '2026-02-10' });
    await scene.push(invoiceRow({ asOf: LATER, dueOn: '2026-03-31' }));
    const row = await scene.invoice();
    expect(row).toMatchObject({ caseState: 'open', cycle: 2, stepsDone: [], nextStepId: 'friendly' });
    expect(row.nextAt?.slice(0, 10)).toBe('2026-04-07');
    expect((row.dueAt ?? '') >= '2026-04-07').toBe(true);
  });

  it('a balance of zero closes the case as paid, and one above it opens the next cycle', async () => {
    await scene.push(invoiceRow());
    await scene.push(invoiceRow({ asOf: LATER, openBalance: '0.00' }));
    expect(await scene.invoice()).toMatchObject({ caseState: 'closed', closedAs: 'paid' });
    await scene.push(invoiceRow({ asOf: '2026-02-06T06:00:00Z' }));
    expect(await scene.invoice()).toMatchObject({ caseState: 'open', cycle: 2 });
  });

  it('wakes a case that an execution waits for', async () => {
    await scene.push(invoiceRow());
    await scene.happened('case.started', { runStartedAt: scene.clock.at, dueAt: '2026-05-01T00:00:00.000Z' });
    const before = await scene.invoice();
    await scene.push(invoiceRow({ asOf: LATER, openBalance: '900.00' }));
    const after = await scene.invoice();
    expect(after.decisionVersion).toBe(before.decisionVersion + 1);
    expect(after.dueAt).toBe('2026-02-10T10:00:00.000Z');
  });
});

describe('the same figures at a later time', () => {
  it('are accepted and wake nobody', async () => {
    await scene.push(invoiceRow({ tags: ['retail'], purchaseOrder: 'PO-1' }));
    await scene.pay(paymentRow({ amount: '100.00' }));
    const before = await scene.invoice();
    const again = invoiceRow({ tags: ['retail'], purchaseOrder: 'PO-1', asOf: LATER });
    expect(await scene.push(again)).toMatchObject({ accepted: 1 });
    const after = await scene.invoice();
    expect(after).toMatchObject({ decisionVersion: before.decisionVersion, dueAt: before.dueAt, owedMinor: 110_000 });
    expect(await scene.push(invoiceRow())).toMatchObject({ stale: 1 });
  });

  it.each([
    { what: 'a tag', fields: { tags: ['wholesale'] } },
    { what: 'a hold', fields: { hold: { reason: 'asked' } } },
    { what: 'what is paid', fields: { openBalance: '900.00' } },
    { what: 'what is acknowledged', fields: { acknowledgedPayments: ['P-1'] } },
  ])('but for $what wake the case', async ({ fields }) => {
    await scene.push(invoiceRow());
    await scene.pay(paymentRow({ amount: '100.00' }));
    const { decisionVersion } = await scene.invoice();
    await scene.push(invoiceRow({ ...fields, asOf: LATER }));
    expect((await scene.invoice()).decisionVersion).toBe(decisionVersion + 1);
  });
});

describe('a credit note', () => {
  const note = (fields = {}) =>
    invoiceRow({ invoiceNumber: 'CN-1', type: 'credit_note', total: '200.00', openBalance: '200.00', ...fields });

  it('is never chased; its open part is the customer’s credit', async () => {
    await scene.push(invoiceRow(), note());
    expect(await scene.invoice('CN-1')).toMatchObject({ caseState: 'idle' });
    expect((await scene.customer()).credit).toEqual({ GBP: 20_000 });
    await scene.push(note({ asOf: LATER, openBalance: '50.00' }));
    expect((await scene.customer()).credit).toEqual({ GBP: 5_000 });
    expect(await scene.push(note({ asOf: LATER, openBalance: '50.00' }))).toMatchObject({ unchanged: 1 });
    expect((await scene.customer()).credit).toEqual({ GBP: 5_000 });
    await scene.push(note({ asOf: '2026-02-06T06:00:00Z', status: 'void' }));
    expect((await scene.customer()).credit.GBP ?? 0).toBe(0);
  });

  it('covers what the customer owes', async () => {
    await scene.push(invoiceRow(), note());
    const loaded = await scene.ledger().loadCase(scene.ledger().caseIdOf(scene.creditorId(), 'INV-1'));
    expect(loaded?.situation.coveredMinor).toBe(20_000);
  });

  it('moved to another customer takes the credit along', async () => {
    await scene.push(note());
    await scene.push(note({ asOf: LATER, customer: { ...CUSTOMER, customerId: 'C-2' } }));
    expect((await scene.customer()).credit.GBP).toBe(0);
    expect((await scene.customer('C-2')).credit).toEqual({ GBP: 20_000 });
  });

  it('takes no payment', async () => {
    await scene.push(note());
    await scene.pay(paymentRow({ invoiceNumber: 'CN-1', amount: '100.00' }));
    expect((await scene.customer()).credit).toEqual({ GBP: 20_000 });
    expect((await scene.customer()).unapplied).toEqual({ GBP: 10_000 });
  });
});

describe('a customer', () => {
  const named = (name: string, fields = {}) => ({ ...CUSTOMER, name, ...fields });

  it('is ordered by its own asOf, so that an old invoice never overwrites newer contacts', async () => {
    await scene.push(invoiceRow({ customer: named('New', { asOf: '2026-02-04T00:00:00Z' }) }));
    await scene.push(invoiceRow({ asOf: LATER, customer: named('Old', { asOf: '2026-02-03T00:00:00Z' }) }));
    expect(await scene.customer()).toMatchObject({ name: 'New' });
    await scene.push(invoiceRow({ invoiceNumber: 'INV-2', asOf: '2026-02-02T00:00:00Z', customer: named('Older') }));
    expect(await scene.customer()).toMatchObject({ name: 'New' });
  });

  it('of several rows is the newest, written once', async () => {
    await scene.push(
      invoiceRow({ invoiceNumber: 'INV-2', asOf: LATER, customer: named('New') }),
      invoiceRow({ customer: named('Old') }),
    );
    expect(await scene.customer()).toMatchObject({ name: 'New', version: 1 });
  });

  it('named by its id alone keeps what is known, and is filled from the defaults where nothing is', async () => {
    await scene.push(invoiceRow());
    await scene.push(invoiceRow({ asOf: LATER, customer: { customerId: 'C-1' } }));
    expect(await scene.customer()).toMatchObject({ name: 'Acme Ltd', filled: [] });
    await scene.push(invoiceRow({ invoiceNumber: 'INV-2', customer: { customerId: 'C-2' } }));
    const filled = await scene.customer('C-2');
    expect(filled).toMatchObject({ name: 'C-2', timeZone: 'Europe/London' });
    expect(filled.filled).toContain('contacts');
  });

  it('pushed on its own is answered row by row', async () => {
    expect(await scene.pushCustomers(CUSTOMER, { customerId: 'C-2', name: '' })).toMatchObject({
      accepted: 1,
      rejected: 1,
      results: [
        { customerId: 'C-1', status: 'accepted' },
        { customerId: 'C-2', status: 'rejected' },
      ],
    });
    expect(await scene.pushCustomers(CUSTOMER)).toMatchObject({ unchanged: 1 });
    expect(await scene.pushCustomers(named('Newer'))).toMatchObject({ accepted: 1 });
    expect(await scene.customer()).toMatchObject({ name: 'Newer' });
  });

  it('pushed with an older asOf is stale', async () => {
    await scene.pushCustomers(named('New', { asOf: '2026-02-04T00:00:00Z' }));
    expect(await scene.pushCustomers(named('Old', { asOf: '2026-02-03T00:00:00Z' }))).toMatchObject({ stale: 1 });
    expect(await scene.customer()).toMatchObject({ name: 'New' });
  });
});
