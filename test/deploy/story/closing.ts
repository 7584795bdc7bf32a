/** Last chapter: text messages, and the books of the whole run: everything ends, once each, and nothing is left over. */
import * as z from 'zod';
import { readCustomers } from '../../../local/demo/books.ts';
import type { House } from '../stage/house.ts';
import type { Outside } from '../stage/outside.ts';
import { type InvoiceRow, peopleOf, pushed } from '../stage/slice.ts';
import { FIRST, invoiceOf, parts, SECOND } from './cast.ts';
import { type Opened, push } from './opening.ts';
import type { Stopped } from './switches.ts';
import { count, standingOf, timelineOf } from './watching.ts';

export async function aTextArrives(house: House, { slice }: Opened): Promise<void> {
  const { invoiceNumber, mobiles } = invoiceOf(slice, parts.takesTexts);
  await house.seen.line({
    what: 'a text message at the endpoint for End User Messaging',
    expected: `to ${mobiles.join()}, naming ${invoiceNumber}`,
    seen: () => {
      const named = house.texts.messages().map(({ to, text }) => (text.includes(invoiceNumber) ? to : 'another'));
      return `to ${named.join(' and ')}, naming ${invoiceNumber}`;
    },
    within: 120,
  });
}

type Ledger = { readonly creditorId: string; readonly erp: Outside; readonly rows: readonly InvoiceRow[] };

export function booksOf({ erp, slice }: Opened, { second, secondRow, rows }: Stopped): readonly Ledger[] {
  return [
    { creditorId: FIRST, erp, rows: [...new Set([...slice, ...rows])] },
    { creditorId: SECOND, erp: second, rows: [secondRow] },
  ];
}

export async function everythingEnds(house: House, books: readonly Ledger[]): Promise<void> {
  const { seen, stage, executions } = house;
  for (const { creditorId, erp, rows } of books) {
    const settled = rows.map((row) => ({ ...pushed(row, '0'), asOf: stage.now() }));
    await seen.line({
      what: `the ERP of ${creditorId} says that all is paid`,
      expected: `${rows.length} accepted`,
      seen: () => push(erp, settled),
    });
    await seen.line({
      what: `cases of ${creditorId}: closed as paid`,
      expected: `${rows.length} of ${rows.length}`,
      seen: () => count(rows, async (row) => (await standingOf(erp, row)).startsWith('closed paid')),
      within: 60,
    });
  }
  await seen.line({
    what: 'executions of both versions: all have ended, one of them by hand',
    expected: 'ABORTED 1, SUCCEEDED the others',
    seen: async () => {
      const statuses = (await executions.all()).map(({ status }) => status);
      const others = statuses.filter((status) => status !== 'SUCCEEDED');
      return `${[...new Set(others)].map((status) => `${status} ${others.filter((one) => one === status).length}`).join(', ')}, SUCCEEDED the others`;
    },
    within: 60,
  });
}

/** The audit and the inboxes tell the same: each message that was recorded as sent arrived once, and no other did. */
export async function theBooksAgree(house: House, books: readonly Ledger[]): Promise<void> {
  const { seen } = house;
  const timelines = await Promise.all(books.flatMap(({ erp, rows }) => rows.map((row) => timelineOf(erp, row))));
  const sent = timelines.flatMap(({ invoiceId, records }) =>
    records.filter(({ type }) => type === 'message.sent').map(({ data, version }) => ({ ...data, version, invoiceId })),
  );
  const told = z.array(z.looseObject({ providerId: z.string(), messageId: z.string() })).parse(sent);
  await seen.line({
    what: 'messages recorded twice',
    expected: '0',
    seen: () => String(told.length - new Set(told.map(({ messageId }) => messageId)).size),
  });
  await seen.line({
    what: 'messages recorded as sent, and arrived',
    expected: `${told.length} of ${told.length}`,
    seen: async () => {
      const arrived = await reminders(house);
      return count(told, async ({ providerId }) => arrived.filter((one) => one === providerId).length === 1);
    },
  });
  await seen.line({
    what: 'messages at customers that no timeline tells of',
    expected: '0',
    seen: async () => {
      const known = new Set(told.map(({ providerId }) => providerId));
      return String((await reminders(house)).filter((one) => !known.has(one)).length);
    },
  });
  const whole = `${timelines.length} of ${timelines.length}`;
  const chains = () => count(timelines, async (timeline) => timeline.whole);
  await seen.line({ what: 'audit chains unbroken', expected: whole, seen: chains });
  await seen.line({ what: 'messages in dead-letter queues', expected: '0', seen: () => deadLetters(house) });
}

/** Provider ids of what customers received, receipts apart: a receipt answers a payment and stands in no step's record. */
async function reminders(house: House): Promise<readonly string[]> {
  const people = new Set([...readCustomers().values()].flatMap((customer) => peopleOf(customer).emails));
  const mails = (await house.mails()).filter(
    ({ to, subject }) => to.some((address) => people.has(address)) && !subject.startsWith('Thank you'),
  );
  return [...mails.map(({ providerId }) => providerId), ...house.texts.messages().map(({ id }) => id)];
}

/** By account, region and queue. */
const Queues = z.object({
  messages: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.array(z.unknown())))),
});

async function deadLetters({ emulator }: House): Promise<string> {
  const answer = await fetch(`${emulator.endpoint}/_ministack/sqs/messages`);
  const regions = Object.values(Queues.parse(await answer.json()).messages).flatMap((account) =>
    Object.values(account),
  );
  return String(regions.flatMap((queues) => Object.values(queues).flat()).length);
}

export async function nothingStaysBehind({ seen, emulator, close }: House): Promise<void> {
  await close();
  const answers = () =>
    fetch(emulator.endpoint).then(
      () => 'answers',
      () => 'is closed',
    );
  await seen.line({ what: 'the emulator’s port after its end', expected: 'is closed', seen: answers });
}
