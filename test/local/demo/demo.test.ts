/** The first months of the demo on the whole pipeline: played, killed, played on, and looked at. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CREDITOR } from '../../../local/demo/creditor.ts';
import { demoLedger } from '../../../local/demo/ledger.ts';
import { type Month, play } from '../../../local/demo/play.ts';
import { type OpenDemo, openDemo, outsideOf } from '../../../local/demo/start.ts';
import { summarize } from '../../../local/demo/summary.ts';
import { type Books, cashIn, notSent, readEverything, stillOpen } from '../../../local/demo/tally.ts';
import { tellAll } from '../../shows/told.ts';
import { wrongReminders } from '../../shows/wrong-reminders.ts';

const data = mkdtempSync(join(tmpdir(), 'dunlin-demo-'));
const complaints: string[] = [];
const months: Month[] = [];
const HALFWAY = '2019-12-20T06:00:00.000Z';
const END = '2020-03-10T18:00:00.000Z';
let open: OpenDemo;
let books: Books;

async function playUntil(endsAt: string): Promise<void> {
  open = await openDemo({ port: 0, data, empty: false }, (line) => void complaints.push(line));
  const { pipeline, isNew } = open;
  await play({
    ...{ pipeline, endsAt, outside: outsideOf(pipeline), resumed: !isNew },
    deeds: demoLedger().filter(({ at }) => at <= endsAt),
    onMonth: (month) => void months.push(month),
    isOver: () => false,
  });
}

beforeAll(async () => {
  await playUntil(HALFWAY);
  await open.pipeline.close();
  open.demo.client.destroy();
  await playUntil(END);
  books = await readEverything(open.demo, DEMO_CREDITOR);
});
afterAll(async () => {
  open.demo.client.destroy();
  await open.pipeline.close();
  rmSync(data, { recursive: true, force: true });
});

describe('the demo', () => {
  it('goes on where it ended, and pushes nothing twice', () => {
    expect(open.isNew).toBe(false);
    const told = demoLedger().filter((deed) => deed.at <= END && deed.do === 'invoice');
    expect(months.reduce((sum, { invoices }) => sum + invoices, 0)).toBe(told.length);
    expect(months.map(({ month }) => month)).toEqual([
      '2019-11',
      '2019-12',
      '2019-12',
      '2020-01',
      '2020-02',
      '2020-03',
    ]);
  });

  it('asks for nothing that was not owed and due', () => {
    const messages = open.pipeline.messages().map((message) => ({ ...message, invoices: [...message.invoices] }));
    expect(wrongReminders(messages, tellAll())).toEqual([]);
    expect(messages.filter(({ kind }) => kind === 'reminder').length).toBeGreaterThan(20);
  });

  it('counts the same money once, whoever tells of it and how often', () => {
    const paid = demoLedger().flatMap((deed) => {
      if (deed.at > END || deed.do === 'invoice' || deed.do === 'hold') return [];
      return deed.do === 'stripe' ? [deed.payment.invoiceNumber] : [String(deed.row.invoiceNumber)];
    });
    const totals = new Map(books.invoices.map(({ invoiceId, totalMinor }) => [invoiceId, totalMinor]));
    const pounds = books.invoices
      .filter(({ invoiceId, currency }) => currency === 'GBP' && /^INV/.test(invoiceId) && paid.includes(invoiceId))
      .reduce((sum, { invoiceId }) => sum + (totals.get(invoiceId) ?? 0), 0);
    // The overlay's part payment and its rest.
    expect(cashIn(books.payments).get('GBP')).toBe(pounds + 300_000);
    expect(stillOpen(books.invoices).get('EUR')).toBeUndefined();
  });

  it('says what was not sent, and why', () => {
    expect(notSent(books.audit)).toContainEqual({
      reason: 'held: unapplied money or an open credit note covered it',
      invoiceIds: ['OVL-0001'],
    });
    const words = summarize(open.pipeline, books).join('\n');
    expect(words).toMatch(/What happened until 2020-03-10/);
    expect(words).toMatch(/reminder {2}friendly {2}email/);
    expect(words).toMatch(/held: unapplied money or an open credit note covered it \(OVL-0001\)/);
  });

  it('lets no function fail', () => {
    expect(complaints).toEqual([]);
  });

  it('serves its pages', async () => {
    const page = await fetch(`${open.pipeline.url}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });
});
