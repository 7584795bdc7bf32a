/** The local pipeline with something to ask for: an invoice that was chased until its first call, and keys of two kinds. */
import * as z from 'zod';
import { createAdmin } from '../../../adapters/dynamodb/admin.ts';
import { keyRecord } from '../../../bin/operate/new-creditor.ts';
import { invoicesRequest } from '../../../contracts/openapi/examples.ts';
import { SCOPES } from '../../../contracts/scopes.ts';
import { DEMO_CREDITOR, ensureDemoCreditor, openTable } from '../../../local/demo/creditor.ts';
import { type Inside, type Pipeline, startPipeline } from '../../../local/pipeline.ts';

const KEY = 'key-of-the-schema-test';

export type Served = {
  readonly pipeline: Pipeline;
  readonly key: string;
  /** Ids that are there, by the word that stands before them in a path. */
  readonly ids: Readonly<Record<'invoices' | 'customers' | 'messages' | 'tasks' | 'stripe', string>>;
};

async function prepare({ tables, services, now }: Inside): Promise<void> {
  const { client, table, tableName } = openTable(tables[0] ?? '');
  await ensureDemoCreditor({ client, table, tableName, ledger: openTable(tableName).ledger }, services.secrets, now());
  const fields = { creditorId: DEMO_CREDITOR, label: 'schemathesis', scopes: [...SCOPES], requestsPerMinute: 60_000 };
  await createAdmin(client, table, tableName).putKey(keyRecord(KEY, fields, new Date(now()).toISOString()));
}

export async function serve(): Promise<Served> {
  const pipeline = await startPipeline({ clock: '2026-02-03T10:00:00.000Z', prepare });
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${KEY}` };
    const answer = await fetch(`${pipeline.url}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  await ask('POST', '/v1/invoices', invoicesRequest);
  const ids = await chase(pipeline, ask);
  return { pipeline, key: KEY, ids };
}

const page = z.object({ invoices: z.array(z.object({ invoiceId: z.string(), customerId: z.string() })) });
const tasks = z.object({ tasks: z.array(z.object({ taskId: z.string() })) });
const timeline = z.object({ records: z.array(z.object({ messageId: z.string().optional() })) });

/** Day by day until a person is to call. */
async function chase(
  pipeline: Pipeline,
  ask: (method: string, path: string) => Promise<unknown>,
): Promise<Served['ids']> {
  for (let day = 0; day < 90; day++) {
    await pipeline.advanceTo(pipeline.now() + 86_400_000);
    const task = tasks.parse(await ask('GET', '/v1/tasks')).tasks[0];
    const invoice = page.parse(await ask('GET', '/v1/invoices')).invoices[0];
    if (!task || !invoice) continue;
    const { records } = timeline.parse(await ask('GET', `/v1/invoices/${invoice.invoiceId}/timeline`));
    const message = records.find(({ messageId }) => messageId !== undefined)?.messageId;
    if (message) {
      const { invoiceId: invoices, customerId: customers } = invoice;
      return { invoices, customers, messages: message, tasks: task.taskId, stripe: DEMO_CREDITOR };
    }
  }
  throw new Error('expected a message and a task within 90 days of an unpaid invoice, found none');
}
