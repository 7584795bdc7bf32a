/** What an operator says to quiet an invoice, a customer or a creditor, on a real table. */
import { beforeAll, describe, expect, it } from 'vitest';
import { aCreditor, aCustomer, anInvoice } from '../support/builders.ts';
import { commit, storeCreditor, storeInvoice } from '../support/store.ts';
import { anOperator } from './operator.ts';

const operator = anOperator();
const { types, world } = operator;

beforeAll(async () => {
  await storeCreditor(world(), aCreditor());
  await commit(world(), [{ kind: 'customer', before: undefined, after: aCustomer() }]);
});

let invoices = 0;
/** A fresh invoice of 1,200.00 GBP, and how an operator speaks of it. */
async function anInvoiceOf(fields: Parameters<typeof anInvoice>[0] = {}) {
  const invoiceId = `INV-${++invoices}`;
  await storeInvoice(world(), anInvoice({ invoiceId, invoiceNumber: invoiceId, ...fields }));
  return {
    says: (deed: string, ...words: readonly string[]) =>
      types('invoices', deed, '--creditor', 'demo', '--invoice', invoiceId, ...words),
    row: async () => {
      const row = await world().ledger.invoice('demo', invoiceId);
      if (!row) throw new Error(`expected ${invoiceId}, found none`);
      return row;
    },
  };
}
const customer = () => world().ledger.customer('demo', 'C-1');
const saysOfCustomer = (deed: string, ...words: readonly string[]) =>
  types('customers', deed, '--creditor', 'demo', '--customer', 'C-1', ...words);

describe('invoices', () => {
  it('are held with a kind and released, each told as it is', async () => {
    const { says, row } = await anInvoiceOf();
    const held = await says('hold', '--reason', 'in court', '--kind', 'legal', '--until', '2026-02-15');
    expect(held).toMatchObject({ exitCode: 0, note: 'Held: nothing is sent for it meanwhile.' });
    expect((await row()).hold).toMatchObject({ kind: 'legal', until: '2026-02-16T00:00:00.000Z', by: 'operator' });
    expect(await says('hold', '--reason', 'query')).toMatchObject({
      exitCode: 1,
      note: 'expected no hold of another kind, found one of the kind "legal": lift it first',
    });
    expect((await says('release')).exitCode).toBe(0);
    expect((await row()).hold).toBeUndefined();
  });

  it('are disputed in part and settled', async () => {
    const { says, row } = await anInvoiceOf();
    expect(await says('dispute', '--reason', 'damaged', '--amount', '1300.00')).toMatchObject({
      exitCode: 1,
      note: '--amount: expected an amount above zero and not above the 1200.00 GBP that are owed, found "1300.00"',
    });
    await says('dispute', '--reason', 'damaged', '--amount', '240.00');
    expect((await row()).dispute).toMatchObject({ reason: 'damaged', amountMinor: 24_000, by: 'operator' });
    await says('settle');
    expect((await row()).dispute).toBeUndefined();
  });

  it('are promised for a day that is not over, and the promise is taken back', async () => {
    const { says, row } = await anInvoiceOf();
    expect((await says('promise', '--on', '2026-02-02')).note).toContain('--on: expected a day that is not over');
    await says('promise', '--on', '2026-02-20', '--amount', '600');
    expect((await row()).promise).toMatchObject({ on: '2026-02-20', amountMinor: 60_000, owedMinor: 120_000 });
    await says('withdraw');
    expect(await row()).toMatchObject({ lastPromise: { on: '2026-02-20', as: 'withdrawn' } });
    expect((await row()).promise).toBeUndefined();
  });

  it('that are not known are named', async () => {
    const said = await types('invoices', 'release', '--creditor', 'demo', '--invoice', 'NONE');
    expect(said).toMatchObject({ exitCode: 1, note: '"demo" has no invoice "NONE"' });
  });
});

describe('customers', () => {
  it('are never contacted again until they are released', async () => {
    await saysOfCustomer('do-not-contact', '--reason', 'asked in writing');
    expect((await customer())?.hold).toMatchObject({ kind: 'do-not-contact', reason: 'asked in writing' });
    await saysOfCustomer('release');
    expect((await customer())?.hold).toBeUndefined();
  });

  it('wait for an answer until they have one', async () => {
    await saysOfCustomer('reply');
    expect((await customer())?.reply).toMatchObject({ by: 'operator' });
    expect((await saysOfCustomer('reply')).note).toContain('Nothing to do');
    await saysOfCustomer('answered');
    expect((await customer())?.reply).toBeUndefined();
  });

  it('are not held for a kind that nobody knows', async () => {
    const said = await saysOfCustomer('hold', '--reason', 'x', '--kind', 'vague');
    expect(said).toMatchObject({ exitCode: 2 });
    expect(said.note).toContain('expected --kind person | legal');
  });
});

describe('sync check', () => {
  it('tells what differs, keeps it with the creditor, and forgets it with a check that agrees', async () => {
    await storeCreditor(world(), aCreditor({ creditorId: 'books' }));
    await commit(world(), [{ kind: 'customer', before: undefined, after: aCustomer({ creditorId: 'books' }) }]);
    await storeInvoice(world(), anInvoice({ creditorId: 'books' }));
    const check = (...words: readonly string[]) => types('sync', 'check', '--creditor', 'books', ...words);
    const differs = await check('--count', '2', '--total', 'GBP:1500.00');
    expect(differs).toMatchObject({ exitCode: 0, out: 'count\tERP 2\there 1\nGBP\tERP 1500.00\there 1200.00' });
    const since = async () => (await world().ledger.creditor('books'))?.syncCheck?.disagreesSince;
    expect(await since()).toBeDefined();
    expect((await check('--count', '1', '--total', 'GBP:1200', '--as-of', '2026-01-01T00:00:00Z')).note).toContain(
      'a later check is known already',
    );
    expect((await check('--count', '1', '--total', 'GBP:1200')).note).toContain('They agree');
    expect(await since()).toBeUndefined();
  });
});
