/** When a schedule fires next: `rate(…)`, `cron(…)` and `at(…)` as EventBridge rules and EventBridge Scheduler read them. */
import { type Cron, parseCron } from './cron.ts';
import { localDate, toEpoch } from './zoned.ts';

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const DAY = 86_400_000;

/** The last day that is looked at: cron fields have years up to 2199. */
const LAST_YEAR = 2199;

/**
 * The first moment strictly after `afterMs`, in epoch milliseconds; Infinity when there is none any more.
 * A rate counts from `anchorMs` (when the schedule was made), whatever the time zone. Throws on what AWS would refuse.
 */
export function nextFire(expression: string, afterMs: number, timeZone = 'UTC', anchorMs = 0): number {
  const [, kind, inner = ''] = /^(rate|cron|at)\(([^()]*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return nextOfRate(inner, afterMs, anchorMs);
  if (kind === 'cron') return nextOfCron(cronOf(inner), afterMs, timeZone);
  if (kind === 'at') return nextOfAt(inner, afterMs, timeZone);
  throw new Error(`expected a schedule like rate(5 minutes), cron(0 10 * * ? *) or at(…), found ${expression}`);
}

/** A span of 24 hours is a day, also when the clocks change, as AWS documents it. */
function nextOfRate(inner: string, afterMs: number, anchorMs: number): number {
  const [, digits = '', unit = '', plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const value = Number(digits);
  const length = UNITS[unit];
  if (!length || value < 1 || (value === 1) !== (plural === '')) {
    throw new Error(`expected a rate like "1 minute" or "5 minutes", found ${JSON.stringify(inner)}`);
  }
  const period = value * length;
  return anchorMs + (Math.max(0, Math.floor((afterMs - anchorMs) / period)) + 1) * period;
}

function nextOfAt(inner: string, afterMs: number, timeZone: string): number {
  const [, date = '', hour, minute, second] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(inner) ?? [];
  const day = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(day)) throw new Error(`expected at(yyyy-mm-ddThh:mm:ss), found at(${inner})`);
  const moment = toEpoch(day + (Number(hour) * 60 + Number(minute)) * 60_000, timeZone);
  if (moment === undefined) throw new Error(`at(${inner}) is skipped by the clock change in ${timeZone}`);
  const atMs = moment + Number(second) * 1000;
  return atMs > afterMs ? atMs : Number.POSITIVE_INFINITY;
}

const parsed = new Map<string, Cron>();

function cronOf(inner: string): Cron {
  const known = parsed.get(inner) ?? parseCron(inner);
  parsed.set(inner, known);
  return known;
}

/** Goes day by day in local time; a time that a clock change skips does not fire, and one that it repeats fires once. */
function nextOfCron(cron: Cron, afterMs: number, timeZone: string): number {
  for (let day = localDate(afterMs, timeZone); new Date(day).getUTCFullYear() <= LAST_YEAR; day += DAY) {
    if (!cron.takesDay(day)) continue;
    const moments = cron.minutesOfDay.map((minute) => toEpoch(day + minute * 60_000, timeZone));
    const next = moments.filter((moment) => moment !== undefined).filter((moment) => moment > afterMs);
    if (next.length > 0) return Math.min(...next);
  }
  return Number.POSITIVE_INFINITY;
}
