/** The local pipeline with something to ask for: an invoice that was chased until its first call, and keys of two kinds. */
import * as z from 'zod';
import { createAdmin } from '../../../adapters/dynamodb/admin.ts';
import { keyRecord } from '../../../bin/operate/new-creditor.ts';
import { invoicesRequest, policyBody } from '../../../contracts/openapi/examples.ts';
import { SCOPES } from '../../../contracts/scopes.ts';
import { instantOf } from '../../../core/calendar/dates.ts';
import { linkFor } from '../../../core/link/sign.ts';
import { DEMO_CREDITOR, ensureDemoCreditor, openTable } from '../../../local/demo/creditor.ts';
import { type Inside, type Pipeline, startPipeline } from '../../../local/pipeline.ts';

const KEY = 'key-of-the-schema-test';

export type Served = {
  readonly pipeline: Pipeline;
  readonly key: string;
  /** Ids that are there, by the word that stands before them in a path. */
  readonly ids: Readonly<
    Record<'invoices' | 'customers' | 'messages' | 'tasks' | 'stripe' | 'policies' | 'links', string>
  >;
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
  await ask('PUT', `/v1/policies/${policyBody.id}`, policyBody);
  const ids = await chase(pipeline, ask);
  return { pipeline, key: KEY, ids: { ...ids, policies: policyBody.id, links: await linkTo(pipeline, ids.invoices) } };
}

const page = z.object({ invoices: z.array(z.object({ invoiceId: z.string(), customerId: z.string() })) });
const tasks = z.object({ tasks: z.array(z.object({ taskId: z.string() })) });
const timeline = z.object({ records: z.array(z.object({ messageId: z.string().optional() })) });

/** What a colleague's mail would hold: to pause an invoice for a week. */
async function linkTo(pipeline: Pipeline, invoiceId: string): Promise<string> {
  const creditor = await openTable(pipeline.info().tables[0] ?? '').ledger.creditor(DEMO_CREDITOR);
  if (!creditor) throw new Error('expected the demo creditor in the table, found none');
  const wish = { recipient: creditor.email, action: 'hold-7-days', target: { invoiceId } } as const;
  const place = { publicUrl: pipeline.url, now: instantOf(pipeline.now()) };
  return linkFor(creditor, wish, place).split('/').at(-1) ?? '';
}

/** Day by day until a person is to call. */
async function chase(
  pipeline: Pipeline,
  ask: (method: string, path: string) => Promise<unknown>,
): Promise<Omit<Served['ids'], 'policies' | 'links'>> {
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
