/** The project deployed for real and driven through its public doors: one stage, one story, in order. */
import { afterAll, beforeAll, it } from 'vitest';
import { type House, openHouse } from './stage/house.ts';
import { createSeen } from './stage/seen.ts';
import { moneyComes, moneyGoesBack } from './story/money.ts';
import { dailyReport, firstReminders, type Opened, open } from './story/opening.ts';

const seen = createSeen();
let house: House;
let opened: Opened;

beforeAll(async () => {
  house = await openHouse(seen);
});

afterAll(async () => {
  process.stdout.write(`\n${seen.table()}\n`);
  await house?.close();
});

it('takes invoices of a creditor that its own command line made', async () => {
  opened = await open(house);
});
it('starts an execution per case by its schedule and reminds each customer once', () => firstReminders(house, opened));
it('mails finance its daily report', () => dailyReport(house));
it('ends cases when money comes', () => moneyComes(house, opened));
it('opens a case again when money goes back', () => moneyGoesBack(house, opened));
