import { afterEach, describe, expect, it } from 'vitest';
import { aLetter, anInvoiceView, openMachine, refused } from './fixture.ts';

let machine: Awaited<ReturnType<typeof openMachine>> | undefined;
afterEach(() => machine?.close());

const done = {
  'POST /_local/demo/pay': { eventId: 'evt_1', at: '2026-02-04T12:00:00.000Z' },
  'PUT /v1/invoices/INV-1/hold': { held: true },
  'DELETE /v1/invoices/INV-1/hold': { held: false },
  'POST /v1/tasks/T%2F1/outcome': {},
};

async function submitted(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  machine = await openMachine(done);
  const reply = await machine.submit(path, fields, headers);
  return { reply, asked: machine.asked.filter(({ call }) => !call.startsWith('GET ')) };
}

describe('the forms', () => {
  it.each([
    { form: 'clock', fields: { by: 'P30D' }, call: 'POST /_local/clock', body: { advanceBy: 'P30D' } },
    {
      form: 'clock',
      fields: { to: '2026-02-05T17:00:00Z' },
      call: 'POST /_local/clock',
      body: { advanceTo: '2026-02-05T17:00:00Z' },
    },
    {
      form: 'hold',
      fields: { invoice: 'INV-1', reason: 'asked', until: '' },
      call: 'PUT /v1/invoices/INV-1/hold',
      body: { reason: 'asked' },
    },
    {
      form: 'hold',
      fields: { invoice: 'INV-1', reason: 'asked', until: '2026-03-01' },
      call: 'PUT /v1/invoices/INV-1/hold',
      body: { reason: 'asked', until: '2026-03-01' },
    },
    { form: 'release', fields: { invoice: 'INV-1' }, call: 'DELETE /v1/invoices/INV-1/hold', body: undefined },
    {
      form: 'outcome',
      fields: { task: 'T/1', outcome: 'dispute', note: 'wrong goods' },
      call: 'POST /v1/tasks/T%2F1/outcome',
      body: { outcome: 'dispute', note: 'wrong goods' },
    },
  ])('$form asks $call with $body and goes back', async ({ form, fields, call, body }) => {
    const { reply, asked } = await submitted(`/console/${form}`, { ...fields, back: '/invoices/INV-1?run=x' });
    expect({ call: asked[0]?.call, body: asked[0]?.body }).toEqual({ call, body });
    expect(reply).toMatchObject({ status: 303, headers: { location: '/invoices/INV-1?run=x' } });
  });

  it('pays, lets what follows happen, and goes back to watch', async () => {
    const { reply, asked } = await submitted('/console/pay', { invoice: 'INV-1', back: '/?open=ses-1' });
    expect(asked.map(({ call, body }) => [call, body])).toEqual([
      ['POST /_local/demo/pay', { invoiceId: 'INV-1' }],
      ['POST /_local/settle', undefined],
    ]);
    expect(reply.headers.location).toBe('/?open=ses-1&paid=INV-1&paidAt=2026-02-04T12%3A00%3A00.000Z');
  });

  it.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', '/a\r\nset-cookie: x'])(
    'never goes back to %j',
    async (back) => {
      const { reply } = await submitted('/console/clock', { by: 'P1D', back });
      expect(reply.headers.location).toBe('/');
    },
  );

  it.each([
    { from: 'another site', headers: { 'sec-fetch-site': 'cross-site' } },
    { from: 'another port of this machine', headers: { host: '127.0.0.1:4747', origin: 'http://127.0.0.1:8080' } },
  ])('does nothing for a form of $from', async ({ headers }) => {
    const { reply, asked } = await submitted('/console/pay', { invoice: 'INV-1' }, headers);
    expect(reply.status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('shows why something was not done', async () => {
    machine = await openMachine({ 'POST /_local/demo/pay': refused(409, 'expected money owed, found 0.00') });
    const { status, body } = await machine.submit('/console/pay', { invoice: 'INV-1' });
    expect(status).toBe(409);
    expect(body).toContain('expected money owed, found 0.00');
  });
});

describe('after a payment', () => {
  const at = '2026-02-04T12:00:00.000Z';
  const watch = async (answers: Record<string, unknown>): Promise<string> => {
    machine = await openMachine(answers);
    return String((await machine.show(`/console/paid?invoice=INV-1&at=${at}`)).body);
  };
  const closed = anInvoiceView({ status: 'paid', balance: '0.00', caseState: 'closed', closedAs: 'paid' });
  const receipt = aLetter({ id: 'ses-9', kind: 'receipt', subject: 'Thank you', sentAt: '2026-02-05T10:00:00.000Z' });

  it('keeps asking while the receipt is on its way', async () => {
    const early = { ...receipt, sentAt: '2026-01-05T10:00:00.000Z' };
    const html = await watch({
      'GET /v1/invoices/INV-1': closed,
      'GET /_local/demo/inbox': { letters: [early], heldBack: [] },
    });
    expect(html).toContain('The case has ended: paid');
    expect(html).toContain('No receipt yet');
    expect(html).toContain('data-poll="/console/paid?invoice=INV-1&amp;at=');
  });

  it('stops asking once the case has ended and the receipt is there', async () => {
    const html = await watch({
      'GET /v1/invoices/INV-1': closed,
      'GET /_local/demo/inbox': { letters: [receipt], heldBack: [] },
    });
    expect(html).toContain('<a href="/?open=ses-9">Thank you</a>');
    expect(html).toContain('data-poll=""');
  });
});

describe('beside the pages', () => {
  it('opens the message that a record names', async () => {
    machine = await openMachine();
    const { headers } = await machine.show('/console/message?id=own-1');
    expect(headers.location).toBe('/?open=ses-1');
  });

  it('saves an attachment under a harmless name', async () => {
    machine = await openMachine({
      'GET /_local/demo/letters/ses-1/attachments/0': {
        ...{ fileName: 'report "a".csv', contentType: 'text/csv', content: Buffer.from('a,b').toString('base64') },
      },
    });
    const { headers, body } = await machine.show('/console/attachments/ses-1/0');
    expect(headers['content-disposition']).toBe('attachment; filename="report__a_.csv"');
    expect(String(body)).toBe('a,b');
  });
});
