/** The restore drill: the table is rewound by days in the middle of everything, and nobody receives anything twice. */
import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { caseIdOf } from '../../adapters/dynamodb/keys.ts';
import { type RawItem, scanItems } from '../../adapters/dynamodb/scan.ts';
import { typed } from '../bin/typed.ts';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';
import { tableSchema } from '../support/table-schema.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const operates = (...words: readonly string[]) => typed(...words, '--local', stage.pipeline.url);
const contact = (email: string) => ({ email, roles: ['billing'] });
const tableName = () => stage.pipeline.info().tables[0] ?? '';

async function snapshot(): Promise<RawItem[]> {
  const items: RawItem[] = [];
  for await (const item of scanItems(dynamoClient(), tableName())) items.push(item);
  return items;
}

/** What "restore-table-to-point-in-time" leaves: another table with the items of then. */
async function copyOf(items: readonly RawItem[], TableName: string): Promise<string> {
  const client = dynamoClient();
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = tableSchema;
  const schema = { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes };
  await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...schema }));
  for (const Item of items) await client.send(new PutItemCommand({ TableName, Item }));
  return TableName;
}

const paymentOf = (id: string, invoice: string) => ({
  ...{ object: 'payment_intent', id, amount: 120_000, currency: 'gbp' },
  metadata: { dunlin_invoice_id: invoice },
});

/** What the ERP knows of everybody on day 5; INV-5 bounces, INV-6 was paid on day 2. */
async function begin(story: Story): Promise<void> {
  const issuedOn = story.on(-10);
  await story.push({ invoiceNumber: 'INV-1', issuedOn });
  await story.push({ invoiceNumber: 'INV-2', issuedOn, dueOn: story.on(3), customer: { customerId: 'C-2' } });
  await story.push({ invoiceNumber: 'INV-4', issuedOn, customer: { customerId: 'C-4' } });
  const contacts = [contact('bounce@acme.example'), contact('second@acme.example')];
  await story.push({ invoiceNumber: 'INV-5', issuedOn, dueOn: story.on(3), customer: { customerId: 'C-5', contacts } });
  await story.push({ invoiceNumber: 'INV-6', issuedOn, customer: { customerId: 'C-6' } });
  await story.goTo(2, '12:00');
  await story.stripe('payment_intent.succeeded', paymentOf('pi_6', 'INV-6'), 'evt_6');
  await story.goTo(5);
}

/** What happens between day 5 and day 13: a new invoice, a payment, a chargeback that opens a second cycle. */
const news = {
  late: (story: Story) =>
    story.push({ invoiceNumber: 'INV-3', issuedOn: story.on(-8), dueOn: story.on(5), customer: { customerId: 'C-3' } }),
  paid: (story: Story) => story.stripe('payment_intent.succeeded', paymentOf('pi_4', 'INV-4'), 'evt_4'),
  takenBack: (story: Story) =>
    story.stripe(
      'charge.dispute.funds_withdrawn',
      {
        object: 'dispute',
        id: 'dp_6',
        amount: 120_000,
        currency: 'gbp',
        payment_intent: 'pi_6',
        status: 'needs_response',
        charge: 'ch_6',
      },
      'evt_6b',
    ),
};

async function live(story: Story): Promise<void> {
  await news.late(story);
  await story.goTo(6, '12:00');
  await news.paid(story);
  await news.takenBack(story);
  await story.goTo(13, '20:00');
}

/** The ERP says everything again, Stripe repeats its events. */
async function tellAgain(story: Story): Promise<void> {
  await news.late(story);
  await story.push(...['INV-1', 'INV-2', 'INV-4', 'INV-5', 'INV-6'].map((invoiceNumber) => ({ invoiceNumber })));
  await news.paid(story);
  await news.takenBack(story);
  await story.settle();
}

const steps = (story: Story) => story.letters().map(({ what, invoices, to }) => `${what} ${invoices} to ${to}`);

/** The same days without any disaster, but with the same silence in the middle. */
async function undisturbed(): Promise<{ sent: string[]; steps: string[] }> {
  const story = await stage.story({ begins: -10 });
  await begin(story);
  await live(story);
  await operates('stop', '--reason', 'as in the drill');
  await story.goTo(16);
  await operates('go');
  await story.goTo(60);
  return { sent: story.sent(), steps: steps(story) };
}

describe('a table that is restored to day 5 on day 13', () => {
  it('sends what an undisturbed one sends, once, to the same people', async () => {
    const expected = await undisturbed();
    const story = await stage.story({ begins: -10 });
    await begin(story);
    const since = new Date(stage.pipeline.now()).toISOString();
    const before = await snapshot();
    await live(story);
    const sentBefore = story.sent();
    const oldRun = await story.field('run');

    const from = await copyOf(before, 'restored');
    expect(await operates('restore', 'copy', '--from', from, '--since', since)).toMatchObject({ exitCode: 0 });
    expect(story.executions().filter(({ status }) => status === 'RUNNING')).toEqual([]);
    const ofBefore = { caseId: caseIdOf(story.creditorId, 'INV-1'), cycle: 1, run: oldRun, stepId: 'firm' };
    expect(await stage.pipeline.invoke('send-reminder', ofBefore)).toMatchObject({ payload: { kind: 'superseded' } });
    expect(await operates('go')).toMatchObject({ exitCode: 1, note: expect.stringContaining('restore rebuild') });
    await story.goTo(14);
    const rebuilt = await operates('restore', 'rebuild', '--since', since);
    expect(rebuilt).toMatchObject({ exitCode: 0, note: expect.stringMatching(/^Rebuilt [1-9]/) });
    expect(await operates('restore', 'rebuild', '--since', since)).toMatchObject({
      note: expect.stringMatching(/^Rebuilt 0 messages/),
    });
    expect(await operates('audit', 'verify')).toMatchObject({ exitCode: 0, out: '' });
    await tellAgain(story);
    await story.goTo(16);
    expect(story.sent()).toEqual(sentBefore);

    expect(await operates('go')).toMatchObject({ exitCode: 0 });
    await story.goTo(60);
    expect(new Set(steps(story)).size).toBe(steps(story).length);
    expect(steps(story).toSorted()).toEqual(expected.steps.toSorted());
    expect(await story.invoice('INV-4')).toMatchObject({ status: 'paid', balance: '0.00' });
    expect(await story.invoice('INV-6')).toMatchObject({ balance: '1200.00' });
    expect(await operates('audit', 'verify')).toMatchObject({ exitCode: 0, out: '' });
  }, 180_000);
});
