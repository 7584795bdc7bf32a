/** The list of invoices: filters, pages and cursors, on a real table. */
import { beforeEach, describe, expect, it } from 'vitest';
import { InvoicesPage } from '../../../contracts/api/views.ts';
import { useQueries } from './scene.ts';

const scene = useQueries();
const page = async (query: Record<string, string>) =>
  InvoicesPage.parse((await scene().ask('GET /v1/invoices', { query })).body);
const idsOf = ({ invoices }: InvoicesPage) => invoices.map(({ invoiceId }) => invoiceId);

describe('GET /v1/invoices', () => {
  beforeEach(async () => {
    await scene().invoice({ invoiceId: 'due-1', dueOn: '2026-01-10' });
    await scene().invoice({ invoiceId: 'due-2', dueOn: '2026-01-20' });
    await scene().invoice({ invoiceId: 'ahead', dueOn: '2026-03-01' });
    await scene().invoice({ invoiceId: 'ended', dueOn: '2025-11-01', caseState: 'closed', closedAs: 'exhausted' });
    await scene().invoice({ invoiceId: 'written', dueOn: '2025-10-01', status: 'written_off', caseState: 'closed' });
    await scene().invoice({
      invoiceId: 'paid',
      dueOn: '2025-12-01',
      owedMinor: 0,
      caseState: 'closed',
      closedAs: 'paid',
    });
    await scene().invoice({
      invoiceId: 'void',
      dueOn: '2025-12-02',
      status: 'void',
      caseState: 'closed',
      closedAs: 'void',
    });
  });

  it.each([
    { query: { status: 'overdue' }, ids: ['due-1', 'due-2'] },
    { query: { status: 'open' }, ids: ['ahead'] },
    { query: { status: 'closed' }, ids: ['ended', 'written'] },
    { query: { status: 'paid' }, ids: ['paid'] },
    { query: { status: 'void' }, ids: ['void'] },
    { query: {}, ids: ['ended', 'due-1', 'due-2', 'ahead', 'written', 'paid', 'void'] },
    { query: { customerId: 'C-1', status: 'overdue' }, ids: ['due-1', 'due-2'] },
    { query: { customerId: 'C-2' }, ids: [] },
  ])('gives $ids for $query', async ({ query, ids }) => {
    expect(idsOf(await page({ ...query }))).toEqual(ids);
  });

  it('goes from page to page over both lists, each invoice once, with no next on the last page', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const found = await page({ limit: '2', ...(cursor ? { cursor } : {}) });
      expect(found.invoices.length).toBeGreaterThan(0);
      ids.push(...idsOf(found));
      cursor = found.next;
      pages++;
    } while (cursor);
    expect(ids).toEqual(['ended', 'due-1', 'due-2', 'ahead', 'written', 'paid', 'void']);
    expect(pages).toBe(4);
  });

  it('has no next where the wanted ones end exactly with the page', async () => {
    const found = await page({ status: 'overdue', limit: '2' });
    expect(idsOf(found)).toEqual(['due-1', 'due-2']);
    expect(found.next).toBeUndefined();
  });

  it('refuses a cursor of another list, of another creditor, or of nobody', async () => {
    const { next = '' } = await page({ limit: '2' });
    const wrong = [
      { query: { cursor: next, status: 'paid' } },
      { query: { cursor: next }, creditorId: 'somebody-else' },
      { query: { cursor: 'bm9ib2R5' } },
      { query: { cursor: Buffer.from('{"of":"x","list":0,"after":"y"}').toString('base64url') } },
    ];
    for (const request of wrong) {
      const reply = await scene().ask('GET /v1/invoices', request);
      expect(reply).toMatchObject({ status: 400, body: { problems: [{ path: 'cursor' }] } });
    }
    expect(next).not.toContain('creditor');
  });

  it('refuses what is no status, with the field named', async () => {
    const reply = await scene().ask('GET /v1/invoices', { query: { status: 'late' } });
    expect(reply).toMatchObject({ status: 400, body: { problems: [{ path: 'status' }] } });
  });
});
