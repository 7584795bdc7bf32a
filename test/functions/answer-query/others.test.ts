/** Messages, customers, tasks and the API's document, on a real table. */
import { describe, expect, it } from 'vitest';
import { TasksAnswer } from '../../../contracts/api/tasks.ts';
import { CustomerView, MessageView } from '../../../contracts/api/views.ts';
import { addressDigest } from '../../../core/contact/digest.ts';
import { aCreditor, aMessage, aTask } from '../../support/builders.ts';
import { commit, storeCreditor } from '../../support/store.ts';
import { useQueries } from './scene.ts';

const scene = useQueries();

describe('GET /v1/messages/{id}', () => {
  const letter = {
    to: ['ap@acme.example'],
    cc: ['robin@demo.example'],
    subject: 'Invoice INV-1',
    text: 'Dear …',
    html: '<p>Dear …</p>',
    invoiceNumbers: ['INV-1'],
  };

  async function storeMessage(messageId: string) {
    const recipients = { [addressDigest(aCreditor().addressKey, 'ap@acme.example')]: 'delivered' } as const;
    await commit(scene().world, [
      { kind: 'message', message: aMessage({ creditorId: scene().creditorId, messageId, recipients }) },
    ]);
    scene().kept[`messages/${messageId}.json`] = letter;
  }

  it('opens the bytes as sent, with what became of them at each address', async () => {
    await storeMessage('m-open');
    const reply = await scene().ask('GET /v1/messages/{id}', { params: { id: 'm-open' } });
    expect(MessageView.parse(reply.body)).toEqual({
      messageId: 'm-open',
      kind: 'reminder',
      channel: 'email',
      sentAt: '2026-02-03T10:14:00.000Z',
      to: ['ap@acme.example'],
      cc: ['robin@demo.example'],
      subject: 'Invoice INV-1',
      text: 'Dear …',
      html: '<p>Dear …</p>',
      invoices: ['INV-1'],
      recipients: [
        { address: 'ap@acme.example', status: 'delivered' },
        { address: 'robin@demo.example', status: 'not-tracked' },
      ],
      stepId: 'friendly',
    });
  });

  it('has no HTML and no subject for a text message', async () => {
    await storeMessage('m-sms');
    scene().kept['messages/m-sms.json'] = { to: ['+447700900123'], cc: [], subject: '', html: '', text: 'Hello' };
    const reply = await scene().ask('GET /v1/messages/{id}', { params: { id: 'm-sms' } });
    expect(MessageView.parse(reply.body)).toMatchObject({ html: null, subject: '', text: 'Hello', invoices: [] });
  });

  it('does not open another creditor’s message, and says no more of it than of none', async () => {
    await storeMessage('m-mine');
    await storeCreditor(scene().world, aCreditor({ creditorId: 'neighbour' }));
    const theirs = await scene().ask('GET /v1/messages/{id}', { params: { id: 'm-mine' }, creditorId: 'neighbour' });
    expect(theirs.status).toBe(404);
    expect(theirs).toEqual(await scene().ask('GET /v1/messages/{id}', { params: { id: 'm-none' } }));
  });

  it('is not found where its bytes were not kept or have expired', async () => {
    await storeMessage('m-gone');
    delete scene().kept['messages/m-gone.json'];
    expect((await scene().ask('GET /v1/messages/{id}', { params: { id: 'm-gone' } })).status).toBe(404);
  });
});

describe('GET /v1/customers/{id}', () => {
  it('shows the customer with its hold and its money that lies on no invoice', async () => {
    const hold = { reason: 'Insolvency', by: 'api' };
    await scene().customer({ customerId: 'C-7', hold, unapplied: { GBP: 5000, JPY: 7 }, owner: { name: 'Robin' } });
    const reply = await scene().ask('GET /v1/customers/{id}', { params: { id: 'C-7' } });
    expect(CustomerView.parse(reply.body)).toMatchObject({
      customerId: 'C-7',
      name: 'Acme Ltd',
      country: 'GB',
      parentId: null,
      owner: { name: 'Robin' },
      hold: { reason: 'Insolvency', until: null, by: 'api' },
      unapplied: [
        { currency: 'GBP', amount: '50.00' },
        { currency: 'JPY', amount: '7' },
      ],
      credit: [],
    });
    expect((await scene().ask('GET /v1/customers/{id}', { params: { id: 'C-8' } })).status).toBe(404);
  });
});

describe('why nobody was reminded, in GET /v1/customers/{id}', () => {
  const shown = async () =>
    CustomerView.parse((await scene().ask('GET /v1/customers/{id}', { params: { id: 'C-1' } })).body);

  it('is told of each invoice that is owed and of the customer, with what is promised and disputed', async () => {
    scene().clock.at = '2026-02-03T11:20:00.000Z';
    await scene().invoice({ promisedOn: '2026-02-10' });
    const dispute = { reason: 'Goods broken', amountMinor: 100, by: 'robin', at: '2026-02-01T06:00:00.000Z' };
    await scene().invoice({ invoiceId: 'INV-2', dueOn: '2026-02-28', currency: 'EUR', owedMinor: 7000, dispute });
    await scene().invoice({
      invoiceId: 'INV-3',
      dueOn: '2026-01-02',
      owedMinor: 0,
      caseState: 'closed',
      closedAs: 'paid',
    });
    expect(await shown()).toMatchObject({
      open: [
        { currency: 'EUR', amount: '70.00' },
        { currency: 'GBP', amount: '1200.00' },
      ],
      contact: { status: 'held', code: 'promised', until: '2026-02-12T00:00:00.000Z' },
      invoices: [
        { invoiceNumber: 'INV-1', overdue: true, why: { status: 'held', code: 'promised' } },
        { invoiceNumber: 'INV-2', overdue: false, balance: '70.00', why: { status: 'not-due' } },
      ],
      promises: [{ invoiceNumber: 'INV-1', on: '2026-02-10', amount: null, brokenBefore: 0 }],
      disputes: [{ invoiceNumber: 'INV-2', reason: 'Goods broken', amount: '1.00', until: null, by: 'robin' }],
    });
  });

  it('is that money on account covers the oldest invoices, and that nobody can be written to about the rest', async () => {
    scene().clock.at = '2026-02-03T11:20:00.000Z';
    await scene().customer({ customerId: 'C-9', unapplied: { GBP: 120_000 }, contacts: [] });
    await scene().invoice({ customerId: 'C-9', dueOn: '2026-01-30' });
    await scene().invoice({ customerId: 'C-9', invoiceId: 'INV-2' });
    const { body } = await scene().ask('GET /v1/customers/{id}', { params: { id: 'C-9' } });
    const { contact, invoices } = CustomerView.parse(body);
    expect(invoices.map(({ why }) => why.code)).toEqual(['covered', 'nobody-to-write-to']);
    expect(contact.status).toBe('cannot-be-contacted');
  });
});

describe('GET /v1/tasks', () => {
  const tasks = async (query: Record<string, string>) =>
    TasksAnswer.parse((await scene().ask('GET /v1/tasks', { query })).body);

  it('lists by state, owner and customer, page by page', async () => {
    const given = [
      aTask({ creditorId: scene().creditorId, taskId: 't-1', dueOn: '2026-02-01' }),
      aTask({ creditorId: scene().creditorId, taskId: 't-2', dueOn: '2026-02-02', ownerEmail: 'kim@demo.example' }),
      aTask({ creditorId: scene().creditorId, taskId: 't-3', dueOn: '2026-02-03', customerId: 'C-2' }),
      aTask({
        creditorId: scene().creditorId,
        taskId: 't-4',
        state: 'done',
        outcome: 'voicemail',
        doneAt: scene().clock.at,
      }),
    ];
    await commit(
      scene().world,
      given.map((after) => ({ kind: 'task', before: undefined, after }) as const),
    );
    const ids = async (query: Record<string, string>) => (await tasks(query)).tasks.map(({ taskId }) => taskId);
    expect(await ids({})).toEqual(['t-1', 't-2', 't-3']);
    expect(await ids({ state: 'done' })).toEqual(['t-4']);
    expect(await ids({ owner: 'Robin@demo.example' })).toEqual(['t-1', 't-3']);
    expect(await ids({ customerId: 'C-2' })).toEqual(['t-3']);
    const first = await tasks({ limit: '2' });
    expect(await ids({ limit: '2', cursor: first.next ?? '' })).toEqual(['t-3']);
    expect(first.tasks[0]?.reason).toBe('The next step of the path is due');
    expect((await scene().ask('GET /v1/tasks', { query: { cursor: first.next ?? '', state: 'done' } })).status).toBe(
      400,
    );
  });
});

it('serves the OpenAPI document without a creditor', async () => {
  const reply = await scene().ask('GET /v1/openapi.json', { creditorId: '' });
  expect(reply).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
});
