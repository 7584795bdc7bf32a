/**
 * Reads a running demo's `/_local/messages`, or a file of the same shape, says how often its customers were reminded, and
 * fails where one was reminded twice on a day, on a weekend or on a public holiday: `node test/shows/count-reminders.ts [url or file]`.
 */
import { readFileSync } from 'node:fs';
import { demoPlaces, howOften, Reminders } from './how-often.ts';

const [from = 'http://127.0.0.1:4747'] = process.argv.slice(2);
const told: unknown = from.startsWith('http')
  ? await (await fetch(`${from}/_local/messages`)).json()
  : JSON.parse(readFileSync(from, 'utf8'));
const counted = howOften(Reminders.parse(told).messages, demoPlaces());
process.stdout.write(
  `${counted.reminders} reminders\n` +
    `at most ${counted.mostPerCustomerAndDay} to one customer on one day\n` +
    `${counted.onWeekends} on weekends, ${counted.onHolidays} on public holidays of the customer\n` +
    `at most ${counted.mostToOneCustomer} to one customer in all, never less than ${counted.leastDaysBetween ?? 'any'} days apart\n`,
);
const isRight =
  counted.reminders > 0 && counted.mostPerCustomerAndDay <= 1 && counted.onWeekends + counted.onHolidays === 0;
process.exitCode = isRight ? 0 : 1;
