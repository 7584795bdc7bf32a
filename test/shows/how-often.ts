/** How often a customer was reminded: in all, on one day, on days of rest; counted from the messages and the customers' file alone. */
import { readFileSync } from 'node:fs';
import Holidays from 'date-holidays';
import * as z from 'zod';

export const Reminders = z.object({
  messages: z.array(
    z.object({
      kind: z.string(),
      sentAt: z.iso.datetime(),
      customerId: z.string().optional(),
      to: z.array(z.string()),
    }),
  ),
});
export type Reminder = z.output<typeof Reminders>['messages'][number];

export type Place = {
  readonly timeZone: string;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
};
export type PlaceOf = (customerId: string) => Place;

const Customers = z.object({
  customers: z.array(
    z.object({
      customer: z.looseObject({
        customerId: z.string(),
        timeZone: z.string(),
        country: z.string().optional(),
        region: z.string().optional(),
      }),
    }),
  ),
});

/** Where the demo's customers are. */
export function demoPlaces(): PlaceOf {
  const file = readFileSync(new URL('../../data/customers.json', import.meta.url), 'utf8');
  const places = new Map(
    Customers.parse(JSON.parse(file)).customers.map(({ customer }) => [customer.customerId, customer]),
  );
  return (customerId) => places.get(customerId) ?? { timeZone: 'UTC' };
}

export type Counted = {
  readonly reminders: number;
  readonly mostPerCustomerAndDay: number;
  readonly onWeekends: number;
  readonly onHolidays: number;
  readonly mostToOneCustomer: number;
  /** Calendar days between two reminders to one customer, at the least. */
  readonly leastDaysBetween: number | undefined;
};

const DAY = 86_400_000;
const known = new Map<string, Holidays>();

function isHoliday(date: string, { country, region }: Place): boolean {
  if (country === undefined) return false;
  const subdivision = region?.slice(country.length + 1);
  const name = `${country} ${subdivision ?? ''}`;
  const calendar = known.get(name) ?? (subdivision ? new Holidays(country, subdivision) : new Holidays(country));
  known.set(name, calendar);
  const found = calendar.isHoliday(new Date(`${date} 12:00:00`));
  return found !== false && found.some(({ type }) => type === 'public');
}

const most = (counts: ReadonlyMap<string, number>): number => Math.max(0, ...counts.values());

function countBy<T>(rows: readonly T[], name: (row: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(name(row), (counts.get(name(row)) ?? 0) + 1);
  return counts;
}

/** Days and weekends are the customer's own. */
export function howOften(messages: readonly Reminder[], placeOf: PlaceOf): Counted {
  const sent = messages
    .filter(({ kind }) => kind === 'reminder')
    .map(({ customerId, to, sentAt }) => {
      const who = customerId ?? to[0] ?? '';
      const place = placeOf(who);
      const format = new Intl.DateTimeFormat('en-CA', { timeZone: place.timeZone, dateStyle: 'short' });
      return { who, place, date: format.format(Date.parse(sentAt)) };
    });
  const dates = Map.groupBy(sent, ({ who }) => who);
  const gaps = [...dates.values()].flatMap((theirs) => {
    const days = theirs.map(({ date }) => Date.parse(date) / DAY).sort((a, b) => a - b);
    return days.slice(1).map((day, at) => day - (days[at] ?? 0));
  });
  return {
    reminders: sent.length,
    mostPerCustomerAndDay: most(countBy(sent, ({ who, date }) => `${who} ${date}`)),
    onWeekends: sent.filter(({ date }) => [0, 6].includes(new Date(date).getUTCDay())).length,
    onHolidays: sent.filter(({ date, place }) => isHoliday(date, place)).length,
    mostToOneCustomer: most(countBy(sent, ({ who }) => who)),
    leastDaysBetween: gaps.length > 0 ? Math.min(...gaps) : undefined,
  };
}
