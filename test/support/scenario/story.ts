/** One story: a creditor of its own, what its ERP and its customers do, and what came of it. */
import { createHmac } from 'node:crypto';
import { caseIdOf, keyOf } from '../../../adapters/dynamodb/keys.ts';
import type { Table } from '../../../adapters/dynamodb/table.ts';
import { TasksAnswer } from '../../../contracts/api/tasks.ts';
import { InvoiceView, TimelineAnswer } from '../../../contracts/api/views.ts';
import type { Pipeline } from '../../../local/pipeline.ts';
import type { ExecutionRow } from '../../../local/states/execution.ts';
import type { Calendar } from './calendar.ts';
import { type Letter, lettersOf } from './inbox.ts';
import { invoiceRow, type Row } from './rows.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface StoryPlace {
  readonly pipeline: Pipeline;
  readonly calendar: Calendar;
  readonly creditorId: string;
  readonly key: string;
  readonly stripeSecret: string;
  readonly table: Table;
}

export type Story = ReturnType<typeof createStory>;

export function createStory({ pipeline, calendar, creditorId, key, stripeSecret, table }: StoryPlace) {
  const { faults } = pipeline;
  const newest = new Map<string, Row>();
  let revision = 0;
  let events = 0;

  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(pipeline.url + path, { method, headers, ...init });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async function done(answer: Promise<Answer>): Promise<unknown> {
    const { status, body } = await answer;
    if (status !== 200) throw new Error(`expected the call to be carried out, found ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** The ERP's newest word about invoices, as a body: what it said before, and what changed. */
  function bill(...rows: readonly Row[]): { readonly invoices: readonly Row[] } {
    const invoices = (rows.length > 0 ? rows : [{}]).map((fields) => {
      const number = String(fields.invoiceNumber ?? 'INV-1');
      const said = { ...newest.get(number), ...fields };
      newest.set(number, said);
      return invoiceRow(calendar, pipeline.now(), ++revision, said);
    });
    return { invoices };
  }

  const push = (...rows: readonly Row[]): Promise<unknown> => done(ask('POST', '/v1/invoices', bill(...rows)));

  async function pay(amount: string, fields: Row = {}): Promise<unknown> {
    const receivedAt = new Date(pipeline.now()).toISOString();
    const meant = fields.customerId || fields.allocations ? {} : { invoiceNumber: 'INV-1' };
    const payment = {
      paymentId: 'P-1',
      amount,
      currency: 'GBP',
      receivedAt,
      method: 'bank_transfer',
      ...meant,
      ...fields,
    };
    return done(ask('POST', '/v1/payments', { payments: [payment] }));
  }

  /** A correctly signed event of Stripe about a PaymentIntent; repeated calls are other events unless `id` is given. */
  async function stripe(type: string, object: Row, id = `evt_${creditorId}_${++events}`): Promise<Answer> {
    const seconds = Math.floor(pipeline.now() / 1000);
    const body = JSON.stringify({ id, object: 'event', type, created: seconds, data: { object } });
    const signature = createHmac('sha256', stripeSecret).update(`${seconds}.${body}`).digest('hex');
    const response = await fetch(`${pipeline.url}/v1/webhooks/stripe/${creditorId}`, {
      method: 'POST',
      headers: { 'stripe-signature': `t=${seconds},v1=${signature}`, 'content-type': 'application/json' },
      body,
    });
    return { status: response.status, body: await response.json() };
  }

  const everything = (): Letter[] => lettersOf(pipeline, creditorId, (instant) => calendar.read(instant).day);
  const letters = (): Letter[] => everything().filter(({ what }) => what !== 'report');

  return {
    ...{ pipeline, calendar, creditorId, faults, ask, bill, push, pay, stripe, letters },
    on: calendar.on,
    at: calendar.at,
    goTo: (day: number, time?: string) => pipeline.advanceTo(calendar.at(day, time)),
    settle: () => pipeline.settle(),
    /** Everything but reports, as `day 3: friendly INV-1`. */
    sent: () => letters().map(({ day, what, invoices }) => `day ${day}: ${what} ${invoices.join(' ')}`),
    reports: () => everything().filter(({ what }) => what === 'report'),
    invoice: async (id = 'INV-1') => InvoiceView.parse(await done(ask('GET', `/v1/invoices/${id}`))),
    timeline: async (id = 'INV-1') => TimelineAnswer.parse(await done(ask('GET', `/v1/invoices/${id}/timeline`))),
    tasks: async () => TasksAnswer.parse(await done(ask('GET', '/v1/tasks'))).tasks,
    hold: (body: Row, of = 'invoices/INV-1') => done(ask('PUT', `/v1/${of}/hold`, body)),
    release: (of = 'invoices/INV-1') => done(ask('DELETE', `/v1/${of}/hold`)),
    resume: (id = 'INV-1') => done(ask('POST', `/v1/invoices/${id}/resume`)),
    /** A field of the invoice's row, as the table holds it. */
    field: async (name: string, id = 'INV-1'): Promise<unknown> => {
      const row = await table.get(keyOf.invoice(caseIdOf(creditorId, id)));
      return row?.[name];
    },
    /** Executions of the invoice, the first one first. */
    executions: (id = 'INV-1'): ExecutionRow[] =>
      [...pipeline.services.states.executions()]
        .filter(({ input }) => JSON.parse(input).caseId === caseIdOf(creditorId, id))
        .reverse(),
    /** Withdraws what is still open, so that the next story has the pipeline for itself. */
    async end(): Promise<void> {
      faults.clear();
      const open = [...newest.keys()].map((invoiceNumber) => ({ invoiceNumber, status: 'void' }));
      if (open.length > 0) await push(...open);
      await pipeline.settle();
    },
  };
}
