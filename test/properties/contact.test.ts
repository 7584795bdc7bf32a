/** Promise 3: no person is contacted more often than the strictest rule allows, nor outside their hours, receipts included. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicHolidays } from '../../data/holidays/days.ts';
import { contactOf, type Place, type Plan, play, type Sent } from './contact-world.ts';

const HISTORIES = 60;
const DAYS = 30;
const DAY = 86_400_000;

const US = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
];
const places: readonly Place[] = [
  { country: 'GB', timeZone: 'Europe/London', unknownZone: false },
  { country: 'IN', timeZone: 'Asia/Kolkata', unknownZone: false },
  { country: 'NP', timeZone: 'Asia/Kathmandu', unknownZone: false },
  { country: 'AU', timeZone: 'Australia/Lord_Howe', unknownZone: false },
  { country: 'CA', timeZone: 'America/St_Johns', unknownZone: false },
  { country: 'US', timeZone: 'Pacific/Honolulu', unknownZone: false },
  { country: 'US', timeZone: 'America/New_York', unknownZone: true },
  { country: 'DE', timeZone: 'Europe/Berlin', unknownZone: false },
];
/** Before changes of the clock both ways, a leap day, Easter, Thanksgiving and the end of a year. */
const starts = ['2026-03-26', '2026-10-22', '2028-02-24', '2026-04-01', '2026-11-20', '2026-12-18', '2026-03-05'].map(
  (day) => `${day}T03:17:00.000Z`,
);

const plan: fc.Arbitrary<Plan> = fc.record({
  start: fc.constantFrom(...starts),
  packs: fc.constantFrom(['default'], ['default', 'us-federal']),
  ownMost: fc.constantFrom(2, 3, 5),
  role: fc.constantFrom('first-party' as const, 'third-party' as const),
  customers: fc.array(
    fc.record({
      place: fc.constantFrom(...places),
      kind: fc.constantFrom('company' as const, 'consumer' as const),
      people: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 2 }),
      dueAgo: fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 3 }),
      paysAfterDays: fc.integer({ min: 1, max: 20 }),
    }),
    { minLength: 2, maxLength: 5 },
  ),
});

const holidays = new Map<string, readonly string[]>();
function isHoliday(country: string, date: string): boolean {
  const name = `${country} ${date.slice(0, 4)}`;
  const known = holidays.get(name) ?? publicHolidays(country, undefined, Number(date.slice(0, 4)));
  holidays.set(name, known);
  return known.includes(date);
}

/** What a clock on the wall shows, by no code of the product's. */
function wall(at: string, timeZone: string): { readonly date: string; readonly day: string; readonly time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  } as const).formatToParts(new Date(at));
  const part = (name: string): string => parts.find(({ type }) => type === name)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    day: part('weekday'),
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** Every word outside somebody's hours, on every clock that they may live by. */
function untimely({ customers }: Plan, sent: readonly Sent[]): string[] {
  return sent.flatMap(({ at, kind, customer }) => {
    const place = customers[customer]?.place;
    if (!place) return [`${kind} at ${at} to nobody known`];
    const zones = place.unknownZone ? US : [place.timeZone];
    return zones.flatMap((zone) => {
      const { date, day, time } = wall(at, zone);
      const wrong =
        day === 'Sat' || day === 'Sun' || time < '08:00' || time >= '20:00' || isHoliday(place.country, date);
      return wrong ? [`${kind} at ${at}, which is ${day} ${date} ${time} in ${zone}`] : [];
    });
  });
}

/** The people behind an address or number: the same one by either. */
const personOf = (address: string): number =>
  [0, 1, 2, 3].findIndex((one) => [contactOf(one).email, contactOf(one).mobile].includes(address));

/** Who is known under several customers may live by several clocks; then hours are what counts. */
const clocksOf = ({ customers }: Plan, person: number): readonly string[] => [
  ...new Set(customers.filter(({ people }) => people.includes(person)).map(({ place }) => place.timeZone)),
];

type Cap = { readonly most: number; readonly days: number; readonly channels: readonly string[] };

/** More than a cap allows within any so many days of 24 hours, or within as many calendar days on the person's one clock. */
function tooOften(given: Plan, sent: readonly Sent[]): string[] {
  const all: readonly Cap[] = [
    { most: given.ownMost, days: 10, channels: ['email', 'sms', 'call'] },
    { most: 3, days: 7, channels: ['email', 'sms', 'call'] },
    { most: 1, days: 1, channels: ['email'] },
    { most: 1, days: 1, channels: ['sms'] },
    { most: 2, days: 7, channels: ['sms'] },
    { most: 2, days: 7, channels: ['call'] },
  ];
  return [0, 1, 2, 3].flatMap((person) => {
    const theirs = sent.filter(
      ({ kind, people }) => kind !== 'receipt' && people.some((address) => personOf(address) === person),
    );
    return all.flatMap(({ most, days, channels }) => {
      const moments = theirs.filter(({ channel }) => channels.includes(channel)).map(({ at }) => Date.parse(at));
      const worst = Math.max(
        0,
        ...moments.map((end) => moments.filter((at) => at <= end && at > end - days * DAY).length),
      );
      const clocks = clocksOf(given, person);
      const dates = (clocks.length === 1 ? clocks : []).map((zone) => {
        const numbers = moments.map((at) => Date.parse(wall(new Date(at).toISOString(), zone).date) / DAY);
        return Math.max(0, ...numbers.map((end) => numbers.filter((day) => day <= end && day > end - days).length));
      });
      const found = Math.max(worst, ...(days > 1 ? dates : []));
      return found > most ? [`person ${person}: ${found} ${channels.join('+')} in ${days} days, ${most} allowed`] : [];
    });
  });
}

describe('promise 3', () => {
  it(`holds over ${HISTORIES} random histories of many customers, clocks, rules and executions at once`, async () => {
    const seen = { reminders: 0, receipts: 0, calls: 0, texts: 0 };
    await fc.assert(
      fc.asyncProperty(plan, async (given) => {
        const sent = await play(given, DAYS);
        seen.reminders += sent.filter(({ kind }) => kind === 'reminder').length;
        seen.receipts += sent.filter(({ kind }) => kind === 'receipt').length;
        seen.calls += sent.filter(({ kind }) => kind === 'call').length;
        seen.texts += sent.filter(({ channel }) => channel === 'sms').length;
        expect([...untimely(given, sent), ...tooOften(given, sent)]).toEqual([]);
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(HISTORIES / 4);
    process.stdout.write(`${HISTORIES} histories of ${DAYS} days: ${JSON.stringify(seen)}\n`);
  }, 300_000);
});
