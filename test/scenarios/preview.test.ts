/** A preview says today what the pipeline then does, day by day: the same book is previewed first and lived through after. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createLists } from '../../adapters/dynamodb/lists.ts';
import { createBookReader } from '../../adapters/dynamodb/open-book.ts';
import { createTable } from '../../adapters/dynamodb/table.ts';
import { instantOf, localClock } from '../../core/calendar/dates.ts';
import type { Entry, Preview } from '../../core/preview/entry.ts';
import { simulate } from '../../core/preview/simulate.ts';
import type { Row } from '../support/scenario/rows.ts';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage, type StoryOptions } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const DAYS = 60;

async function previewOf({ creditorId }: Story): Promise<Preview> {
  const [tableName = ''] = stage.pipeline.info().tables;
  const client = dynamoClient();
  const table = createTable(client, tableName);
  const ledger = createLedger(table, tableName);
  const creditor = await ledger.creditor(creditorId);
  if (!creditor) throw new Error('expected the story’s creditor to be there, found none');
  const now = instantOf(stage.pipeline.now());
  const book = await createBookReader(table, ledger, createLists(table))(creditor, now);
  client.destroy();
  return simulate(book, { now, days: DAYS });
}

/**
 * A task is mailed to a colleague, so both reach an inbox; the mail about a missing address asks to look at the case. A
 * message that stands for several steps is known by its tone and what it lists, whichever of them fell due.
 */
function foretold({ on, kind, channel, tone, task, customerId, invoiceIds }: Entry): string {
  const mailed = task === 'nobody-to-write-to' ? 'person-needed' : task;
  const what = kind === 'message' ? `${channel} ${tone} to ${contactOf(customerId)}` : mailed;
  return `${on} ${what} ${[...invoiceIds].sort().join(' ')}`;
}

const lived = (story: Story): string[] =>
  story.letters().map(({ sentAt, what, channel, tone, to, invoices }) => {
    const { date } = localClock(instantOf(Date.parse(sentAt)), 'Europe/London');
    const act = tone === undefined ? what : `${channel} ${tone} to ${to.join(' ')}`;
    return `${date} ${act} ${[...invoices].sort().join(' ')}`;
  });

async function both(options: StoryOptions & { readonly begins: number }, tell: (story: Story) => Promise<void>) {
  const { begins } = options;
  const story = await stage.story(options);
  await tell(story);
  await stage.pipeline.settle();
  const { entries } = await previewOf(story);
  await story.goTo(begins + DAYS);
  return { foretold: entries.map(foretold).sort(), lived: lived(story).sort(), entries };
}

const contactOf = (customerId: string): string => `ap@${customerId.toLowerCase()}.example`;

const of = (customerId: string): Row => ({
  customerId,
  contacts: [{ name: 'Accounts payable', email: contactOf(customerId), roles: ['billing'] }],
});

describe('a preview of a small book', () => {
  it('of one invoice for each customer is what then goes out, with the weekends, the holds and the promises', async () => {
    const { foretold, lived, entries } = await both({ begins: -10 }, async (story) => {
      await story.push(
        { invoiceNumber: 'NEW', customer: of('C-NEW') },
        { invoiceNumber: 'LARGE', customer: of('C-LARGE'), total: '8000.00' },
        { invoiceNumber: 'LATER', customer: of('C-LATER'), dueOn: story.on(11) },
        { invoiceNumber: 'OLD', customer: of('C-OLD'), dueOn: story.on(-30), issuedOn: story.on(-60) },
        { invoiceNumber: 'HELD', customer: of('C-HELD'), dueOn: story.on(-9) },
        { invoiceNumber: 'MUTE', customer: { ...of('C-MUTE'), contacts: [] } },
      );
      await story.hold({ reason: 'checking', until: story.at(14, '12:00') }, 'invoices/HELD');
    });
    expect(lived).toEqual(foretold);
    expect(lived.length).toBeGreaterThan(25);
    expect(new Set(entries.flatMap(({ deferrals }) => deferrals.map(({ reason }) => reason)))).toEqual(
      new Set(['closed-day', 'hold', 'outside-window', 'gap']),
    );
  });

  it('of customers with several invoices each is what then goes out: one message, with all that rides on it', async () => {
    const { foretold, lived, entries } = await both({ begins: 1 }, async (story) => {
      const rows = [0, -4, -13, 6, -20, 2, -9].map((due, index) => ({
        invoiceNumber: `INV-${index}`,
        customer: of(`C-${index % 3}`),
        dueOn: story.on(due),
        issuedOn: story.on(due - 30),
        currency: index % 2 === 0 ? 'GBP' : 'EUR',
      }));
      await story.push(...rows);
    });
    expect(lived).toEqual(foretold);
    expect(entries.some(({ kind, invoiceIds }) => kind === 'message' && invoiceIds.length > 1)).toBe(true);
  });

  it('of a creditor with two reminders a day is what then goes out: the most urgent first, the others a day later', async () => {
    const creditor = { dailyReminders: 2 };
    const { foretold, lived, entries } = await both({ begins: -1, creditor }, async (story) => {
      const rows = ['100.00', '3100.00', '1600.00', '5000.00'].map((total, index) => ({
        invoiceNumber: `INV-${index}`,
        customer: of(`C-${index}`),
        issuedOn: story.on(-10),
        total,
      }));
      await story.push(...rows);
    });
    expect(lived).toEqual(foretold);
    const first = entries.filter(({ stepId }) => stepId === 'friendly').map(({ invoiceIds }) => invoiceIds[0]);
    expect(first).toEqual(['INV-3', 'INV-1', 'INV-2', 'INV-0']);
    const most = Math.max(
      ...[
        ...Map.groupBy(
          entries.filter(({ kind }) => kind === 'message'),
          ({ on }) => on,
        ).values(),
      ].map((day) => day.length),
    );
    expect(most).toBe(2);
    expect(entries.flatMap(({ deferrals }) => deferrals.map(({ reason }) => reason))).toContain('day-full');
  });
});
