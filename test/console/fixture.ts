/** A machine as the console sees it: recorded answers behind a real port, and what the console asked of it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { HeldBack, Letter } from '../../console/answers.ts';
import { createConsole } from '../../console/console.ts';
import type { PageReply } from '../../console/reply.ts';
import type { InvoiceView, TimelineAnswer } from '../../contracts/api/views.ts';

export const CUSTOMER_NAME = 'Hartley & Sons <script>alert(1)</script>';

export function aLetter(fields: Partial<Letter> = {}): Letter {
  return {
    id: 'ses-1',
    kind: 'reminder',
    channel: 'email',
    from: 'billing@seller.example',
    to: ['ap@acme.example'],
    cc: [],
    replyTo: ['olive@seller.example'],
    subject: 'Invoice INV-1 is 3 days overdue',
    text: 'Hello, invoice INV-1 is overdue.',
    html: '<p title="a&quot;b">Hello</p>',
    sentAt: '2026-02-03T10:10:00.000Z',
    invoiceIds: ['INV-1'],
    invoices: ['INV-1'],
    customerId: 'C-1',
    headers: [{ name: 'X-Thread', value: 'thread-1' }],
    attachments: [],
    why: {
      ...{ rule: 'step-due', step: 'friendly', stepAt: 3, policy: 'b2b-standard version 1', balance: '1200.00' },
      ...{ currency: 'GBP', dueOn: '2026-01-31', balanceAsOf: '2026-02-01T05:59:00.000Z', timeZone: 'Europe/London' },
    },
    ...fields,
  };
}

export function anInvoiceView(fields: Partial<InvoiceView> = {}): InvoiceView {
  return {
    ...{ invoiceId: 'INV-1', invoiceNumber: 'INV-1', customerId: 'C-1', type: 'invoice', status: 'overdue' },
    ...{ currency: 'GBP', total: '1200.00', balance: '1200.00', issuedOn: '2026-01-01', dueOn: '2026-01-31' },
    ...{ asOf: '2026-02-01T05:59:00.000Z', caseState: 'open', closedAs: null, step: 'second', stepsDone: ['friendly'] },
    ...{ cycle: 1, nextAt: '2026-02-10T10:10:00.000Z', reason: 'The next step is not due yet' },
    ...{ policy: { id: 'b2b-standard', version: 1 }, segment: null, hold: null, promisedOn: null },
    ...{ dispute: null, asked: '1200.00', promise: null, lastPromise: null, promisesBroken: 0 },
    ...fields,
  };
}

export function aHeldBack(fields: Partial<HeldBack> = {}): HeldBack {
  return {
    ...{ id: 'stopped-INV-1-4', kind: 'stopped', at: '2026-02-02T10:10:00.000Z', step: 'friendly', channel: 'email' },
    ...{ reason: 'Stopped at the last moment: a payment is on its way' },
    ...{ invoiceId: 'INV-1', invoiceNumber: 'INV-1', customerId: 'C-1' },
    ...fields,
  };
}

export const TIMELINE: TimelineAnswer = {
  ...{ invoiceId: 'INV-1', invoiceNumber: 'INV-1', whole: true, brokenAt: null },
  records: [
    {
      ...{
        version: 1,
        type: 'message.sent',
        at: '2026-02-03T10:10:00.000Z',
        by: 'execution',
        previous: '',
        hash: 'h1',
      },
      ...{ words: 'The e-mail “friendly” was sent', messageId: 'own-1', data: { stepId: 'friendly' } },
    },
  ],
};

export const EXECUTION = {
  ...{ name: 'abc-c1-r1', status: 'RUNNING', state: 'AwaitPaymentOrNextStep', startedAt: '2026-02-03T10:05:00.000Z' },
  ...{ wakeAt: '2026-02-10T10:10:00.000Z', transitions: 3, input: { caseId: 'x', cycle: 1, run: 1 } },
  visits: [
    { state: 'EvaluateEscalation', enteredAt: '2026-02-03T10:05:00.000Z', exitedAt: '2026-02-03T10:05:00.000Z' },
    { state: 'AwaitPaymentOrNextStep', enteredAt: '2026-02-03T10:05:00.000Z' },
  ],
};

const WHY = {
  ...{ status: 'ready', words: 'The next step is due', code: 'step-due' },
  ...{ until: null, stepId: null, ruleId: null, messageId: null },
};

const CUSTOMER = {
  ...{ customerId: 'C-1', name: CUSTOMER_NAME, kind: 'company', locale: 'en-GB', timeZone: 'Europe/London' },
  segment: { id: null, policyId: 'b2b-standard', why: 'There are no segments', pinned: false },
  ...{ country: 'GB', contacts: [], owner: null, parentId: null, billToId: null, riskScore: null, tags: [] },
  ...{ attributes: {}, asOf: '2026-01-01T00:00:00Z', hold: null, reply: null, unapplied: [], credit: [] },
  ...{ open: [], contact: WHY, lastReminder: null },
  ...{ invoices: [], promises: [], disputes: [] },
};

const CLOCK = {
  ...{ now: '2026-02-04T12:00:00.000Z', timeZone: 'America/New_York' },
  ...{ tomorrow: '2026-02-05T17:00:00.000Z', nextMonday: '2026-02-09T17:00:00.000Z' },
};

/** Answers by method and path without query. */
export type Answers = Readonly<Record<string, unknown>>;

export type Asked = { readonly call: string; readonly body: unknown; readonly key: string | undefined };

/** An answer that is a refusal. */
export const refused = (status: number, detail: string) => ({
  refused: { status, title: 'Refused', status_: status, detail },
});

export async function openMachine(answers: Answers = {}) {
  const asked: Asked[] = [];
  const letter = aLetter();
  const all = new Map<string, unknown>(
    Object.entries({
      'GET /_local/demo/clock': CLOCK,
      'GET /_local/demo/inbox': { letters: [letter], heldBack: [] },
      'GET /_local/demo/letters/ses-1': letter,
      'GET /_local/demo/messages/own-1': letter,
      'GET /_local/demo/executions/INV-1': { names: ['abc-c1-r1'] },
      'GET /_local/executions/abc-c1-r1': EXECUTION,
      'GET /v1/customers/C-1': CUSTOMER,
      'GET /v1/invoices': { invoices: [anInvoiceView()] },
      'GET /v1/invoices/INV-1': anInvoiceView(),
      'GET /v1/invoices/INV-1/timeline': TIMELINE,
      'GET /v1/tasks': { tasks: [] },
      'POST /_local/settle': {},
      'POST /_local/clock': {},
      ...answers,
    }),
  );
  const server = createServer(async (incoming, outgoing) => {
    const [path] = (incoming.url ?? '').split('?');
    asked.push({
      call: `${incoming.method} ${incoming.url}`,
      body: await bodyOf(incoming),
      key: incoming.headers.authorization,
    });
    const answer = all.get(`${incoming.method} ${path}`) ?? refused(404, 'expected a known path, found none');
    const no = typeof answer === 'object' && answer !== null && 'refused' in answer ? answer.refused : undefined;
    const status = typeof no === 'object' && no !== null && 'status_' in no ? Number(no.status_) : 200;
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(no ?? answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const ask = createConsole({ url: `http://127.0.0.1:${port}`, key: 'secret-key' });
  return {
    asked,
    show: (path: string): Promise<PageReply> => ask({ method: 'GET', path, headers: {}, body: Buffer.alloc(0) }),
    submit: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<PageReply> =>
      ask({ method: 'POST', path, headers, body: Buffer.from(new URLSearchParams(fields).toString()) }),
    close: async (): Promise<void> => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
