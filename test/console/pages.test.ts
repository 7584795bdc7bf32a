import { afterEach, describe, expect, it } from 'vitest';
import type { TaskView } from '../../contracts/api/tasks.ts';
import { type Answers, aHeldBack, aLetter, anInvoiceView, CUSTOMER_NAME, openMachine, TIMELINE } from './fixture.ts';

let machine: Awaited<ReturnType<typeof openMachine>> | undefined;
afterEach(() => machine?.close());

async function shown(path: string, answers: Answers = {}): Promise<string> {
  machine = await openMachine(answers);
  return String((await machine.show(path)).body);
}

const inboxOf = (letters: readonly object[], heldBack: readonly object[] = []) => ({
  'GET /_local/demo/inbox': { letters, heldBack },
});

describe('every page', () => {
  it.each(['/', '/invoices', '/invoices/INV-1', '/tasks', '/nowhere/else'])(
    '%s may run and fetch only what is ours',
    async (path) => {
      machine = await openMachine();
      const { headers } = await machine.show(path);
      expect(headers['content-security-policy']).toContain(
        "default-src 'self'; frame-src 'self' data:; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
      );
    },
  );

  it.each(['/', '/invoices', '/invoices/INV-1'])('%s shows a name as text, whatever it holds', async (path) => {
    const html = await shown(path);
    expect(html).not.toContain(CUSTOMER_NAME);
    expect(html).toContain('Hartley &amp; Sons &lt;script&gt;');
  });

  it('shows the clock in the creditor’s zone and in UTC, with its three buttons', async () => {
    const html = await shown('/tasks');
    expect(html).toContain('Wed, 4 Feb 2026, 07:00</b> New York');
    expect(html).toContain('Wed, 4 Feb 2026, 12:00 UTC');
    expect(html).toMatch(
      /value="2026-02-05T17:00:00.000Z"[^>]*>Tomorrow.*value="2026-02-09T17:00:00.000Z"[^>]*>Next Monday.*value="P30D"/s,
    );
  });

  it('says what the API refused, in its words', async () => {
    machine = await openMachine();
    const { status, body } = await machine.show('/invoices/INV-404');
    expect(status).toBe(404);
    expect(body).toContain('expected a known path, found none');
  });

  it('asks the API with its key, and the machine’s own endpoints without', async () => {
    machine = await openMachine();
    await machine.show('/');
    for (const { call, key } of machine.asked)
      expect(key).toBe(call.includes(' /v1/') ? 'Bearer secret-key' : undefined);
  });

  it('encodes the ids it asks for', async () => {
    machine = await openMachine();
    await machine.show('/invoices/A%2FB%20%23%3F');
    expect(machine.asked.map(({ call }) => call)).toContain('GET /v1/invoices/A%2FB%20%23%3F');
  });
});

describe('the inbox', () => {
  it('shows a mail in a frame that may run nothing', async () => {
    const html = await shown('/');
    const [frame = ''] = /<iframe[^>]*>/.exec(html) ?? [];
    expect(frame).toContain('sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"');
    expect(frame).toContain(
      'srcdoc="&lt;base target=&quot;_blank&quot;&gt;&lt;p title=&quot;a&amp;quot;b&quot;&gt;Hello&lt;/p&gt;"',
    );
  });

  it('shows the text and the headers of a mail', async () => {
    expect(await shown('/?open=ses-1&view=text')).toContain(
      '<pre class="plain">Hello, invoice INV-1 is overdue.</pre>',
    );
    await machine?.close();
    expect(await shown('/?open=ses-1&view=headers')).toContain('<dt>X-Thread</dt><dd>thread-1</dd>');
  });

  it('says why a message went out: balance as read, rule, step and what comes next', async () => {
    const html = await shown('/?open=ses-1');
    expect(html).toContain('Why this message?');
    expect(html).toContain('<b>£1,200.00</b>');
    expect(html).toContain('<code>step-due</code>');
    expect(html).toContain('Friendly (3 days after the due date of 31 Jan 2026) <code>b2b-standard version 1</code>');
    expect(html).toContain('<b>Second</b> on Tue, 10 Feb 2026, 05:10');
  });

  it('shows what was held back in grey, with the reason', async () => {
    const html = await shown('/?kind=held', inboxOf([aLetter()], [aHeldBack()]));
    expect(html).toMatch(/<li class="grey">.*Stopped.*Friendly, INV-1.*a payment is on its way/s);
    expect(html).toContain('Stopped at the last moment: INV-1');
  });

  const mixed = inboxOf([
    aLetter({ id: 'a', subject: 'First reminder' }),
    aLetter({ id: 'b', kind: 'receipt', subject: 'Thank you', customerId: 'C-2' }),
    aLetter({ id: 'c', channel: 'sms', subject: '', text: 'Texted words' }),
  ]);
  it.each([
    { asked: 'kind=receipt', found: ['Thank you'] },
    { asked: 'channel=sms', found: ['Texted words'] },
    { asked: 'customer=C-2', found: ['Thank you'] },
    { asked: 'q=TEXTED', found: ['Texted words'] },
    { asked: 'q=hartley', found: ['First reminder', 'Texted words'] },
    { asked: 'q=nobody', found: [] },
  ])('lists what was asked for by $asked', async ({ asked, found }) => {
    const [list = ''] = (await shown(`/?${asked}&open=none`, mixed)).split('aria-label="Message"');
    const rows = ['First reminder', 'Thank you', 'Texted words'].filter((words) => list.includes(words));
    expect(rows).toEqual(found);
  });

  it('offers to pay what is owed, and nothing else', async () => {
    expect(await shown('/?open=ses-1')).toContain('Pay £1,200.00');
    await machine?.close();
    const paid = { 'GET /v1/invoices/INV-1': anInvoiceView({ status: 'paid', balance: '0.00', caseState: 'closed' }) };
    expect(await shown('/?open=ses-1', paid)).not.toContain('action="/console/pay"');
  });

  it('is tidy when nothing was sent', async () => {
    expect(await shown('/', inboxOf([]))).toContain('No message yet');
  });
});

describe('an invoice', () => {
  it('shows its reason, its records as sentences and its execution’s path', async () => {
    const html = await shown('/invoices/INV-1');
    expect(html).toContain('<p class="lead">The next step is not due yet</p>');
    expect(html).toContain('The e-mail “friendly” was sent <a href="/console/message?id=own-1">');
    expect(html).toContain('Chain whole');
    expect(html).toMatch(/aria-current="step".*Await payment or next step.*for 1 d 1 h so far/s);
  });

  it('says where its chain is broken', async () => {
    const html = await shown('/invoices/INV-1', {
      'GET /v1/invoices/INV-1/timeline': { ...TIMELINE, whole: false, brokenAt: 7 },
    });
    expect(html).toContain('Chain broken at 7');
  });

  it('offers to release a hold, or else to place one', async () => {
    expect(await shown('/invoices/INV-1')).toContain('action="/console/hold"');
    await machine?.close();
    const hold = { reason: 'Goods <returned>', until: null, by: 'api' };
    const html = await shown('/invoices/INV-1', { 'GET /v1/invoices/INV-1': anInvoiceView({ hold }) });
    expect(html).toContain('Goods &lt;returned&gt;');
    expect(html).toContain('action="/console/release"');
  });

  it('lists invoices by status', async () => {
    machine = await openMachine();
    const { body } = await machine.show('/invoices?status=overdue');
    expect(machine.asked.map(({ call }) => call)).toContain('GET /v1/invoices?status=overdue');
    expect(body).toContain('£1,200.00');
  });
});

describe('tasks', () => {
  const task: TaskView = {
    ...{ taskId: 'T/1', kind: 'decide', state: 'open', reason: 'path-exhausted', invoiceId: 'INV-1' },
    ...{ invoiceNumber: 'INV-1', customerId: 'C-1', owner: { name: 'Olive' }, openedAt: '2026-02-01T10:00:00.000Z' },
    dueOn: '2026-02-03',
  };
  it('offers a decision where one is asked for', async () => {
    const html = await shown('/tasks', { 'GET /v1/tasks': { tasks: [task] } });
    expect([...html.matchAll(/name="outcome" value="(\w+)"/g)].map(([, outcome]) => outcome)).toEqual([
      'write_off',
      'agency',
      'legal',
      'go_on',
    ]);
    expect(html).toContain('<i class="tag overdue">Due 3 Feb 2026</i>');
  });
});
