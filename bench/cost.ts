/** `npm run cost`: what 1,000 invoices cost on AWS, from counted operations of a small run and a dated price table. */
import { parseArgs } from 'node:util';
import { measurePath } from './measure.ts';
import { type Line, priceOf, readPrices } from './price.ts';

const BUDGET_USD = 0.75;

const { values } = parseArgs({ options: { invoices: { type: 'string', default: '50' } } });
const measured = await measurePath(Number(values.invoices));
const prices = readPrices();
const { orchestration, sending } = priceOf(measured, prices);
const steps = measured.cases.reduce((sum, one) => sum + one.steps, 0) / measured.invoices;

const say = (text = ''): void => void process.stdout.write(`${text}\n`);
const usd = (amount: number): string => `$${amount.toFixed(4)}`.padStart(10);
const count = (number: number): string =>
  number.toLocaleString('en-GB', { maximumFractionDigits: number < 10 ? 3 : 0 }).padStart(10);

function print(title: string, lines: readonly Line[]): number {
  const sum = lines.reduce((all, line) => all + line.usd, 0);
  say(`\n${title}`);
  for (const line of lines) say(`  ${line.what.padEnd(42)}${count(line.count)}${usd(line.usd)}`);
  say(`  ${''.padEnd(52)}${usd(sum)}`);
  return sum;
}

say(`1,000 invoices that nobody pays, ${steps} steps each, in ${prices.region} at the prices of ${prices.asOf}`);
say(`Counted on ${measured.invoices} invoices through 90 days on the local pipeline. ${prices.note}`);
const { assumed } = prices;
const waits = Object.entries(assumed.callMilliseconds).map(([service, ms]) => `${service} ${ms}`);
say(
  `Assumed: Lambda at ${assumed.memoryGigabytes} GB takes ${assumed.ownMilliseconds} ms and what it waits for (ms a call: ${waits.join(', ')}); ` +
    `${assumed.coldShare * 100} % of starts are cold at ${assumed.coldMilliseconds} ms; ${assumed.logBytesOfRuntime} bytes of runtime log a call; ` +
    `${assumed.tracedShare * 100} % of traces taken. The schedules' own polls are fixed and left out.`,
);
const orchestrated = print('Orchestration', orchestration);
say(`  ${orchestrated <= BUDGET_USD ? 'within' : 'OVER'} the budget of $${BUDGET_USD.toFixed(2)}`);
print('Sending', sending);
