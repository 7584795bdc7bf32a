import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { InvoiceView, TimelineAnswer } from '../../contracts/api/views.ts';
import { addDays } from '../../core/calendar/dates.ts';
import { createKillable, type Killable } from '../support/scenario/killable.ts';
import { customerRow } from '../support/scenario/rows.ts';

const KILLS = 12;
const START = '2026-03-02T06:00:00.000Z';

let pipeline: Killable;
beforeAll(async () => {
  pipeline = await createKillable(START, 'key-of-seller');
});
afterAll(() => pipeline.remove());

/** Mulberry32: the same seed gives the same orders, though never the same moments. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Money in whole pounds. */
interface Sold {
  readonly row: { readonly invoiceNumber: string };
  readonly total: number;
  paid: number;
  paidAt?: string;
}

interface Order {
  readonly path: string;
  readonly body: object;
  readonly answered: (now: string) => void;
}

const clockAnswer = z.object({ now: z.string() });
const messages = z.object({
  messages: z.array(
    z.object({ kind: z.string(), to: z.array(z.string()), invoices: z.array(z.string()), sentAt: z.string() }),
  ),
});
const results = z.object({ results: z.array(z.object({ status: z.string() })) });

/** The ERP: sends again what was not answered, and remembers what was. */
function createErp(random: (below: number) => number) {
  const sold: Sold[] = [];
  let pending: Order[] = [];
  let payments = 0;
  let answers = 0;
  let heard = { count: Infinity, tell: (): void => undefined };

  const sell = (now: string): void => {
    const number = `INV-${sold.length + pending.length + 1}-${random(1_000_000)}`;
    const today = now.slice(0, 10);
    const total = 100 + random(900);
    const row = {
      ...{ invoiceNumber: number, asOf: now, currency: 'GBP', status: 'open' },
      ...{
        total: `${total}.00`,
        openBalance: `${total}.00`,
        issuedOn: addDays(today, -9),
        dueOn: addDays(today, random(8) - 3),
      },
      customer: customerRow({ customerId: `C-${random(4)}` }),
    };
    pending.push({
      path: '/v1/invoices',
      body: { invoices: [row] },
      answered: () => void sold.push({ row, total, paid: 0 }),
    });
  };

  const pay = (now: string): void => {
    const invoice = sold[random(Math.max(1, sold.length))];
    if (!invoice || invoice.paid > 0) return;
    const amount = random(2) === 0 ? invoice.total : 1 + random(invoice.total - 1);
    invoice.paid = amount;
    const { invoiceNumber } = invoice.row;
    const payment = {
      paymentId: `P-${++payments}`,
      invoiceNumber,
      amount: `${amount}.00`,
      currency: 'GBP',
      receivedAt: now,
    };
    const answered = (at: string): void => {
      if (amount === invoice.total) invoice.paidAt = at;
    };
    pending.push({ path: '/v1/payments', body: { payments: [payment] }, answered });
  };

  async function send(): Promise<void> {
    for (const order of [...pending]) {
      const answer = await pipeline.ask('POST', order.path, order.body);
      if (!answer) return;
      // Busy or failed is no answer about the row either: the ERP sends it again.
      if (answer.status !== 200) continue;
      expect(results.parse(answer.body).results.map(({ status }) => status)).toEqual([
        expect.stringMatching(/^(accepted|unchanged)$/),
      ]);
      const now = await clock();
      pending = pending.filter((one) => one !== order);
      order.answered(now ?? '9999');
      answers += 1;
      if (answers >= heard.count) heard.tell();
      if (now === undefined) return;
    }
  }

  /** Resolves when that many more orders were answered. */
  const answered = (count: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    heard = { count: answers + count, tell: resolve };
    return promise;
  };

  return { sold, sell, pay, send, answered, pending: () => pending.length };
}

async function clock(order?: object): Promise<string | undefined> {
  const answer = await pipeline.ask(order ? 'POST' : 'GET', '/_local/clock', order);
  return answer && clockAnswer.parse(answer.body).now;
}

type Erp = ReturnType<typeof createErp>;

/** Business as usual until the process is gone: the ERP speaks while days pass. */
async function work(erp: Erp, random: (below: number) => number): Promise<void> {
  for (let now = await clock(); now !== undefined; ) {
    for (let count = random(3); count >= 0; count--) erp.sell(now);
    for (let count = random(3); count > 0; count--) erp.pay(now);
    const [, after] = await Promise.all([erp.send(), clock({ advanceBy: `PT${6 + random(60)}H` })]);
    now = after;
  }
}

/** Half of the time just after an answer, when what was answered had better be kept; else at any moment. */
async function momentToDie(erp: Erp, random: (below: number) => number): Promise<void> {
  const after = erp.answered(1 + random(10));
  if (random(2) === 0) return delay(20 + random(1400));
  await Promise.race([after, delay(5000)]);
  await delay(random(100));
}

async function checkInvoice({ row, total, paid }: Sold): Promise<void> {
  const number = row.invoiceNumber;
  const view = InvoiceView.parse((await pipeline.ask('GET', `/v1/invoices/${number}`))?.body);
  const closedAs = paid === total ? 'paid' : 'exhausted';
  expect(view).toMatchObject({ invoiceNumber: number, balance: `${total - paid}.00`, caseState: 'closed', closedAs });
  const timeline = TimelineAnswer.parse((await pipeline.ask('GET', `/v1/invoices/${number}/timeline`))?.body);
  expect(timeline).toMatchObject({ whole: true, invoiceNumber: number });
  if (paid === total) return;
  const spoken = timeline.records.flatMap(({ type, data }) => {
    if (type === 'step.covered') return [data.steps ?? []].flat().map(String);
    if (type !== 'message.sent' && type !== 'message.unknown') return [];
    return [String(data.stepId ?? String(data.touch).split('#')[2]?.split('.')[0])];
  });
  expect([number, spoken.sort()]).toEqual([number, ['firm', 'friendly', 'second']]);
}

const DAY_MS = 86_400_000;

/** Five banking days lie between two reminders to one address, and no invoice is asked for after it was paid. */
async function checkMessages(sold: readonly Sold[]): Promise<void> {
  const sent = messages.parse((await pipeline.ask('GET', '/_local/messages'))?.body).messages;
  const reminders = sent.filter(({ kind }) => kind === 'reminder');
  const last = new Map<string, number>();
  const tooSoon = reminders.filter(({ to, sentAt }) => {
    const before = last.get(to.join()) ?? 0;
    last.set(to.join(), Date.parse(sentAt));
    return Date.parse(sentAt) - before < 6 * DAY_MS;
  });
  expect(tooSoon.map(({ to, sentAt }) => `${to} ${sentAt}`)).toEqual([]);
  const tooLate = reminders.flatMap(({ invoices, sentAt }) =>
    invoices.filter((number) => {
      const paidAt = sold.find(({ row }) => row.invoiceNumber === number)?.paidAt;
      return paidAt !== undefined && sentAt > paidAt;
    }),
  );
  expect(tooLate).toEqual([]);
  expect(new Set(reminders.flatMap(({ invoices }) => invoices)).size).toBeGreaterThan(sold.length / 2);
}

it(`loses nothing that was answered and sends nothing twice, killed ${KILLS} times at any moment`, {
  timeout: 300_000,
}, async () => {
  const seed = Number(process.env.DUNLIN_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`kill test: DUNLIN_SEED=${seed}\n`);
  const random = randomFrom(seed);
  const erp = createErp(random);
  for (let kills = 0; kills < KILLS; kills++) {
    await pipeline.start();
    const working = work(erp, random);
    await momentToDie(erp, random);
    await pipeline.kill();
    await working;
  }
  await pipeline.start();
  await erp.send();
  expect(erp.pending()).toBe(0);
  await clock({ advanceBy: 'P90D' });
  expect(erp.sold.length).toBeGreaterThan(KILLS);
  await checkMessages(erp.sold);
  for (const sold of erp.sold) await checkInvoice(sold);
});
