/** GET /v1/invoices and GET /v1/invoices/{id}. */
import { type InvoicesQuery, readInvoicesQuery } from '../../contracts/api/queries.ts';
import type { InvoicesPage } from '../../contracts/api/views.ts';
import type { InvoiceList } from '../../core/ports.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { wrongQuery } from './answers.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Deps } from './deps.ts';
import { gather } from './gather.ts';
import { invoiceViews } from './invoice-view.ts';

/** Where invoices of a status can be: a path that ended unpaid is still owed, a written-off invoice is not. */
const LISTS: Readonly<Record<NonNullable<InvoicesQuery['status']>, readonly InvoiceList[]>> = {
  open: ['open'],
  overdue: ['open'],
  closed: ['open', 'settled'],
  paid: ['settled'],
  void: ['settled'],
};

function listsFor({ status, customerId }: InvoicesQuery): readonly InvoiceList[] {
  if (customerId !== undefined) return [{ customerId }];
  return status === undefined ? ['open', 'settled'] : LISTS[status];
}

export async function listInvoices({ ledger, lists, clock }: Deps, { creditorId, query }: Request): Promise<Reply> {
  const read = readInvoicesQuery(query);
  if (!read.ok) return wrongQuery(read.problems);
  const { status, customerId, limit, cursor } = read.value;
  const question = ['invoices', creditorId, status ?? '', customerId ?? ''];
  const from = cursor === undefined ? { list: 0 } : readCursor(question, cursor);
  if (!from || (from.after !== undefined && !lists.isOrder(from.after))) return wrongQuery('cursor');
  const now = clock.now();
  const { shown, next } = await gather({
    sources: listsFor(read.value).map((list) => (input) => lists.invoices(creditorId, list, input)),
    from,
    limit,
    show: async (invoices) =>
      (await invoiceViews(ledger, creditorId, invoices, now)).map((view) =>
        status === undefined || view.status === status ? view : undefined,
      ),
  });
  const body: InvoicesPage = { invoices: [...shown], ...(next ? { next: writeCursor(question, next) } : {}) };
  return { status: 200, body };
}

export async function showInvoice({ ledger, clock }: Deps, request: Request): Promise<Reply> {
  const { creditorId } = request;
  const invoice = await ledger.invoice(creditorId, pathId(request));
  if (!invoice) return problem('not-found', 'expected the id of an invoice, found none under it');
  const [body] = await invoiceViews(ledger, creditorId, [invoice], clock.now());
  return { status: 200, body };
}
