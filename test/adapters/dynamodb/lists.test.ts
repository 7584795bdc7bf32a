/** Lists on a real table: order, pages, and whose rows they give. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLists } from '../../../adapters/dynamodb/lists.ts';
import type { InvoiceList, Lists } from '../../../core/ports.ts';
import { aMessage, anInvoice, aTask } from '../../support/builders.ts';
import { commit, storeInvoice } from '../../support/store.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let world: TestTable;
let lists: Lists;
let creditorId: string;
let creditors = 0;

beforeAll(async () => {
  world = await startTable();
  lists = createLists(world.table);
});
afterAll(() => world.stop());
beforeEach(() => {
  creditorId = `creditor-${++creditors}`;
});

const store = (...invoices: Parameters<typeof anInvoice>[0][]) =>
  Promise.all(invoices.map((fields) => storeInvoice(world, anInvoice({ creditorId, ...fields }))));

const storeMessage = (customerId: string) =>
  commit(world, [{ kind: 'message', message: aMessage({ creditorId, customerId, messageId: `m-${creditorId}` }) }]);

async function allPages(list: InvoiceList, size: number): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const page = await lists.invoices(creditorId, list, { after, size });
    pages.push(page.rows.map(({ value }) => value.invoiceId));
    after = page.next;
  } while (after !== undefined);
  return pages;
}

describe('the list of invoices', () => {
  it('gives what is owed by due date, undated last, each invoice once over all pages', async () => {
    await store(
      { invoiceId: 'no-date', dueOn: null },
      { invoiceId: 'late', dueOn: '2026-03-01' },
      { invoiceId: 'early', dueOn: '2026-01-01' },
      { invoiceId: 'middle#1', dueOn: '2026-02-01' },
      { invoiceId: 'middle/2', dueOn: '2026-02-01' },
    );
    const pages = await allPages('open', 2);
    expect(pages.flat()).toEqual(['early', 'middle#1', 'middle/2', 'late', 'no-date']);
    expect(pages[0]).toHaveLength(2);
  });

  it('keeps what is owed and what is settled apart', async () => {
    await store(
      { invoiceId: 'owed' },
      { invoiceId: 'paid', owedMinor: 0, caseState: 'closed', closedAs: 'paid' },
      { invoiceId: 'void', status: 'void', caseState: 'closed', closedAs: 'void' },
    );
    expect((await allPages('open', 10)).flat()).toEqual(['owed']);
    expect((await allPages('settled', 10)).flat().sort()).toEqual(['paid', 'void']);
  });

  it('gives all of one customer, page by page, and nothing but invoices', async () => {
    await store({ invoiceId: 'a', customerId: 'C-9' }, { invoiceId: 'b', customerId: 'C-9' }, { invoiceId: 'other' });
    await storeMessage('C-9');
    expect((await allPages({ customerId: 'C-9' }, 1)).flat()).toEqual(['a', 'b']);
  });

  it('reads each row as it is now, fields that the index does not copy included', async () => {
    await store({ paymentUrl: 'https://pay.example/1', hold: { reason: 'why', by: 'api' } });
    const { rows } = await lists.invoices(creditorId, 'open', { size: 5 });
    expect(rows[0]?.value).toMatchObject({ paymentUrl: 'https://pay.example/1', hold: { reason: 'why', by: 'api' } });
  });

  it('gives nothing of another creditor, even after a place of that creditor’s list', async () => {
    await store({ invoiceId: 'mine', dueOn: '2026-02-02' });
    const mine = creditorId;
    creditorId = 'neighbour';
    await store({ invoiceId: 'theirs-1', dueOn: '2026-01-01' }, { invoiceId: 'theirs-2', dueOn: '2026-03-01' });
    const { next } = await lists.invoices('neighbour', 'open', { size: 1 });
    expect(next).toBeDefined();
    const { rows } = await lists.invoices(mine, 'open', { after: next, size: 10 });
    expect(rows.map(({ value }) => value.invoiceId)).toEqual(['mine']);
  });
});

describe('the list of tasks', () => {
  it('gives open and done ones apart, by the day by which they are to be done', async () => {
    const tasks = [
      aTask({ creditorId, taskId: 'later', dueOn: '2026-03-02' }),
      aTask({ creditorId, taskId: 'sooner', dueOn: '2026-03-01' }),
      aTask({ creditorId, taskId: 'over', state: 'done', outcome: 'voicemail' }),
    ];
    await commit(
      world,
      tasks.map((after) => ({ kind: 'task', before: undefined, after }) as const),
    );
    const idsOf = async (state: 'open' | 'done', size: number, after?: string) => {
      const page = await lists.tasks(creditorId, state, { size, after });
      return { ids: page.rows.map(({ value }) => value.taskId), next: page.next };
    };
    const first = await idsOf('open', 1);
    expect(first.ids).toEqual(['sooner']);
    expect((await idsOf('open', 5, first.next)).ids).toEqual(['later']);
    expect((await idsOf('done', 5)).ids).toEqual(['over']);
  });
});

describe('the live invoices of a customer', () => {
  it('are those with an open case or something owed', async () => {
    await store(
      { invoiceId: 'chased#1' },
      { invoiceId: 'exhausted', caseState: 'closed', closedAs: 'exhausted' },
      { invoiceId: 'paid', owedMinor: 0, caseState: 'closed', closedAs: 'paid' },
      { invoiceId: 'of-another', customerId: 'C-2' },
    );
    await storeMessage('C-1');
    expect([...(await lists.liveInvoiceIds(creditorId, 'C-1'))].sort()).toEqual(['chased#1', 'exhausted']);
  });
});

it('knows the places of a list from other texts', () => {
  expect(['2026-01-31#INV-1', '9999-12-31#a#b'].map(lists.isOrder)).toEqual([true, true]);
  expect(['', '2026-01-31#', 'INV-1', 'x2026-01-31#INV-1'].map(lists.isOrder)).toEqual([false, false, false, false]);
});
