import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { toProviderEvent } from '../../../adapters/stripe/event.ts';
import { verifyStripeEvent } from '../../../adapters/stripe/signature.ts';
import { type Ask, createAsk } from '../../../console/ask.ts';
import type { InvoiceView } from '../../../contracts/api/views.ts';
import { createHeldBack } from '../../../local/demo/held-back.ts';
import { createLetters } from '../../../local/demo/letters.ts';
import { payBalance } from '../../../local/demo/pay.ts';
import { anInvoiceView, TIMELINE } from '../../console/fixture.ts';

const close: Array<() => void> = [];
afterEach(() => {
  for (const one of close.splice(0)) one();
});

/** An API that answers by path; it tells which paths were asked for, and the last webhook. */
async function openApi(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  let webhook: { readonly rawBody: Buffer; readonly header: unknown } | undefined;
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const [path = ''] = (incoming.url ?? '').split('?');
    asked.push(path);
    if (incoming.method === 'POST')
      webhook = { rawBody: Buffer.concat(chunks), header: incoming.headers['stripe-signature'] };
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[path] ?? {}));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  close.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return { url, asked, ask: createAsk({ url, key: 'key' }), webhook: () => webhook };
}

const nowMs = Date.parse('2026-02-04T12:00:00Z');

describe('the Pay button', () => {
  const pay = async (fields: Partial<InvoiceView>) => {
    const api = await openApi({ '/v1/invoices/INV-1': anInvoiceView(fields) });
    const till = { url: api.url, creditorId: 'demo', stripeSecret: 'whsec_x', ask: api.ask, now: () => nowMs };
    return { api, paid: payBalance(till, 'INV-1') };
  };

  it.each([
    { currency: 'GBP', balance: '1200.05', minor: 120_005 },
    { currency: 'JPY', balance: '90000', minor: 90_000 },
    { currency: 'ISK', balance: '500', minor: 500 },
    { currency: 'KWD', balance: '1.250', minor: 1250 },
  ])('fires a signed event over the whole balance in $currency', async ({ currency, balance, minor }) => {
    const { api, paid } = await pay({ currency, balance });
    await paid;
    const verified = verifyStripeEvent({
      rawBody: undefined,
      header: undefined,
      ...api.webhook(),
      secrets: ['whsec_x'],
      nowMs,
    });
    expect(verified.ok && toProviderEvent(verified.event)).toMatchObject({
      ...{ kind: 'succeeded', amountMinor: minor, currency, invoiceId: 'INV-1', at: '2026-02-04T12:00:00.000Z' },
    });
    expect(api.asked).toContain('/v1/webhooks/stripe/demo');
  });

  it('is the same money when pressed twice before the first is applied', async () => {
    const [first, second] = [await pay({}), await pay({})];
    expect((await first.paid).eventId).toBe((await second.paid).eventId);
    const later = await pay({ cycle: 2 });
    expect((await later.paid).eventId).not.toBe((await first.paid).eventId);
  });

  it('fires nothing where nothing is owed', async () => {
    const { api, paid } = await pay({ balance: '0.00' });
    await expect(paid).rejects.toThrow('expected an invoice on which money is owed, found a balance of 0.00');
    expect(api.webhook()).toBeUndefined();
  });
});

describe('what was held back', () => {
  const [sent] = TIMELINE.records;
  const stop = {
    ...{
      version: 2,
      type: 'message.stopped',
      at: '2026-02-03T10:11:00.000Z',
      words: 'Stopped: paid',
      data: { stepId: 'friendly', channel: 'sms' },
    },
  };
  const records = [sent, { ...sent, ...stop }];
  const readFrom = async (
    invoice: InvoiceView,
    version: () => number = () => 1,
    told: readonly unknown[] = records,
  ) => {
    const api = await openApi({
      '/v1/invoices': { invoices: [invoice] },
      '/v1/invoices/INV-1/timeline': { ...TIMELINE, records: told },
    });
    return { api, read: createHeldBack(api.ask satisfies Ask, version) };
  };

  it('is every message that was stopped, with its reason', async () => {
    const { read } = await readFrom(anInvoiceView());
    expect(await read()).toEqual([
      {
        ...{ id: 'stopped-INV-1-2', kind: 'stopped', at: '2026-02-03T10:11:00.000Z', reason: 'Stopped: paid' },
        ...{ step: 'friendly', channel: 'sms', invoiceId: 'INV-1', invoiceNumber: 'INV-1', customerId: 'C-1' },
      },
    ]);
  });

  it.each([
    { because: 'a person holds it', fields: { hold: { reason: 'returned', until: null, by: 'api' } } },
    { because: 'payment is promised', fields: { promisedOn: '2026-02-20' } },
  ])('is an open case that is silent, for $because', async ({ fields }) => {
    const { read } = await readFrom(anInvoiceView(fields));
    expect((await read()).map(({ kind }) => kind)).toEqual(['stopped', 'held']);
  });

  it('is no closed case', async () => {
    const { read } = await readFrom(anInvoiceView({ caseState: 'closed', promisedOn: '2026-02-20' }));
    expect((await read()).map(({ kind }) => kind)).toEqual(['stopped']);
  });

  const decided = (version: number, decision: string, rule: string) => ({
    ...{ ...sent, version, type: 'decision.made', words: `because of ${rule}` },
    data: { decision, rule, until: '2026-03-01T00:00:00.000Z' },
  });
  it('is every decision to wait in silence, once for as long as it lasts', async () => {
    const hold = { reason: 'returned', until: null, by: 'api' };
    const { read } = await readFrom(anInvoiceView({ hold }), () => 1, [
      decided(1, 'hold', 'covered'),
      decided(2, 'wait', 'not-due'),
      decided(3, 'hold', 'hold'),
      decided(4, 'hold', 'hold'),
    ]);
    expect((await read()).map(({ id, reason, until }) => [id, reason, until])).toEqual([
      ['held-INV-1-1', 'because of covered', '2026-03-01T00:00:00.000Z'],
      ['held-INV-1-3', 'because of hold', '2026-03-01T00:00:00.000Z'],
    ]);
  });

  it('is read again only after something was written, and then only where an invoice changed', async () => {
    let version = 1;
    const { api, read } = await readFrom(anInvoiceView(), () => version);
    await read();
    await read();
    expect(api.asked).toEqual(['/v1/invoices', '/v1/invoices/INV-1/timeline']);
    version = 2;
    await read();
    expect(api.asked).toEqual(['/v1/invoices', '/v1/invoices/INV-1/timeline', '/v1/invoices']);
  });
});

describe('the letters', () => {
  const email = {
    ...{ id: 'ses-1', from: 'a@b.example', to: ['c@d.example'], cc: [], bcc: [], replyTo: [], subject: 'Hello' },
    ...{
      text: 'Hi',
      html: '<p>Hi</p>',
      headers: [{ name: 'References', value: '<x>' }],
      sentAt: '2026-02-03T10:10:00.000Z',
    },
    tags: [
      { name: 'dunlin-kind', value: 'reminder' },
      { name: 'dunlin-message', value: 'own-1' },
    ],
    attachments: [{ fileName: 'a.csv', contentType: 'text/csv', size: 3, content: 'YSxi' }],
  };
  const kept = {
    ...{ customerId: 'C-1', invoiceIds: ['id-1'], invoiceNumbers: ['INV-1'] },
    why: {
      ...{ rule: 'step-due', step: 'friendly', stepAt: 3, policy: 'p version 1', owedMinor: 90000, currency: 'JPY' },
      ...{ dueOn: '2026-01-31', balanceAsOf: '2026-02-01T00:00:00Z', timeZone: 'Asia/Tokyo' },
    },
  };
  const services = (mails: readonly (typeof email)[]) => ({
    ses: { messages: () => mails, handle: unused, resume: () => undefined },
    sms: { messages: () => [], handle: unused, optOut: () => undefined },
    s3: {
      ...{ handle: unused, put: () => undefined, keys: () => [] },
      get: (_: string, key: string) => (key === 'messages/own-1.json' ? Buffer.from(JSON.stringify(kept)) : undefined),
    },
  });
  const unused = () => Promise.reject(new Error('expected no request'));

  it('carry what their sender kept: whom and what they are about, and why they went out', () => {
    const [one] = createLetters(services([email]), ['bucket']).all();
    expect(one?.messageId).toBe('own-1');
    expect(one?.letter).toMatchObject({
      ...{ kind: 'reminder', customerId: 'C-1', invoiceIds: ['id-1'], invoices: ['INV-1'] },
      why: { balance: '90000', currency: 'JPY', stepAt: 3 },
    });
    expect(one?.letter.headers).toContainEqual({ name: 'References', value: '<x>' });
  });

  it('are shown too where nothing was kept beside them', () => {
    const [one] = createLetters(services([{ ...email, tags: [] }]), ['bucket']).all();
    expect(one?.letter).toMatchObject({ kind: 'other', invoiceIds: [] });
  });
});
