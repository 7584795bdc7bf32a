/** The project deployed for real and driven through its public doors: one stage, one story, in order. */
import { afterAll, beforeAll, it } from 'vitest';
import { type House, openHouse } from './stage/house.ts';
import { createSeen } from './stage/seen.ts';
import { aTextArrives, booksOf, everythingEnds, nothingStaysBehind, theBooksAgree } from './story/closing.ts';
import { moneyComes, moneyGoesBack } from './story/money.ts';
import { dailyReport, firstReminders, type Opened, open } from './story/opening.ts';
import { aPersonMendsIt } from './story/person.ts';
import { nothingLeaves, nothingWasLost, type Stopped, stopEverything } from './story/switches.ts';
import { type Aborted, abortOne, comesBack } from './story/trouble.ts';
import { inFlightGoOn, upgrade } from './story/upgrade.ts';

const seen = createSeen();
let house: House;
let opened: Opened;
let aborted: Aborted;
let stopped: Stopped;

beforeAll(async () => {
  house = await openHouse(seen);
});

afterAll(async () => {
  await house?.close();
  process.stdout.write(`\n${seen.table()}\n`);
});

it('takes invoices of a creditor that its own command line made', async () => {
  opened = await open(house);
});
it('starts an execution per case by its schedule and reminds each customer once', () => firstReminders(house, opened));
it('mails finance its daily report', () => dailyReport(house));
it('ends cases when money comes', () => moneyComes(house, opened));
it('lets somebody abort an execution', async () => {
  aborted = await abortOne(house, opened);
});
it('takes a second version while cases are parked', () => upgrade(house, opened));
it('sends a text message', () => aTextArrives(house, opened));
it('sends nothing while it is stopped, also for what a refund opens again, and loses nothing', async () => {
  stopped = await stopEverything(house, opened);
  await moneyGoesBack(house, opened);
  await nothingLeaves(house, opened, stopped);
  await nothingWasLost(house, stopped);
});
it('asks a person, and goes on when the cause is mended', () => aPersonMendsIt(house, stopped));
it('brings an aborted case back by its lease', () => comesBack(house, aborted));
it('finishes what was in flight, in the second version’s words', () => inFlightGoOn(house, opened));
it('ends everything once, with books that agree', async () => {
  const books = booksOf(opened, stopped);
  await everythingEnds(house, books);
  await theBooksAgree(house, books);
});
it('leaves nothing of its own behind', () => nothingStaysBehind(house));
