/** Pages of invoices and tasks: the indexes say which rows there are and in which order, consistent reads how they are now. */
import type * as z from 'zod';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { storedTask } from '../../contracts/stored/records.ts';
import type { ListPage, Lists, PageInput } from '../../core/ports.ts';
import { caseIdOf, customerPk, type Key, keyOf, listPk } from './keys.ts';
import type { QueryInput, Raw, Table } from './table.ts';

type Listing<T> = {
  readonly query: Pick<QueryInput, 'pk' | 'prefix'> & { readonly index: 'customer' | 'list' };
  readonly keyOf: (id: string) => Key;
  readonly schema: z.ZodType<T>;
};

const SORT_KEY = { customer: 'customerSk', list: 'listSk' } as const;
const PARTITION_KEY = { customer: 'customerPk', list: 'listPk' } as const;
const INVOICES_OF_CUSTOMER = 'INV#';
/** An order is a date, a sign and an id. */
const DATE_LENGTH = 'YYYY-MM-DD#'.length;
const ORDER = /^\d{4}-\d{2}-\d{2}#./s;

export function createLists(table: Table): Lists {
  /** The start key is made from the caller's own partition, so that no cursor leads into another creditor's. */
  function startKey<T>({ query: { index, pk, prefix = '' }, keyOf }: Listing<T>, after: string): Raw {
    return {
      ...keyOf(after.slice(DATE_LENGTH)),
      [PARTITION_KEY[index]]: pk,
      [SORT_KEY[index]]: `${prefix}${after}`,
    };
  }

  async function page<T>(listing: Listing<T>, { after, size }: PageInput): Promise<ListPage<T>> {
    const { query, schema } = listing;
    const found = await table.query({
      ...query,
      limit: size,
      start: after === undefined ? undefined : startKey(listing, after),
    });
    const orders = found.items.map((item) => String(item[SORT_KEY[query.index]]).slice(query.prefix?.length ?? 0));
    const items = await table.batchGet(found.items.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) })));
    const byKey = new Map(items.map((item) => [String(item.PK), item]));
    const rows = found.items.flatMap(({ PK }, index) => {
      const item = byKey.get(String(PK));
      return item ? [{ order: orders[index] ?? '', value: schema.parse(item) }] : [];
    });
    return { rows, next: found.next ? orders.at(-1) : undefined };
  }

  return {
    isOrder: (text) => ORDER.test(text),
    invoices: (creditorId, list, input) =>
      page(
        {
          query:
            typeof list === 'string'
              ? { index: 'list', pk: listPk.invoices(creditorId, list) }
              : { index: 'customer', pk: customerPk(creditorId, list.customerId), prefix: INVOICES_OF_CUSTOMER },
          keyOf: (id) => keyOf.invoice(caseIdOf(creditorId, id)),
          schema: storedInvoice,
        },
        input,
      ),
    tasks: (creditorId, state, input) =>
      page(
        {
          query: { index: 'list', pk: listPk.tasks(creditorId, state) },
          keyOf: (id) => keyOf.task(creditorId, id),
          schema: storedTask,
        },
        input,
      ),
    async liveInvoiceIds(creditorId, customerId) {
      const pk = customerPk(creditorId, customerId);
      const rows = await table.queryAll({ index: 'customer', pk, prefix: INVOICES_OF_CUSTOMER });
      return rows
        .filter(({ caseState, owedMinor }) => caseState === 'open' || Number(owedMinor) > 0)
        .map(({ customerSk }) => String(customerSk).slice(INVOICES_OF_CUSTOMER.length + DATE_LENGTH));
    },
  };
}
