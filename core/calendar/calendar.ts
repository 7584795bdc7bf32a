/** Working days of a place: its weekend, its public holidays, and days on which somebody in particular is closed. */
import { addDays, type LocalDate, weekday } from './dates.ts';
import { hasHolidays, holidaysOf } from './holidays/days.ts';

export type Place = {
  /** ISO 3166-1 alpha-2; without one only weekends are known. */
  readonly country?: string | undefined;
  /** ISO 3166-2, such as GB-SCT. */
  readonly region?: string | undefined;
  readonly closedOn?: readonly LocalDate[] | undefined;
};

export type Calendar = {
  /** A public holiday of the place, or a day of its own on which it is closed. */
  readonly isHoliday: (date: LocalDate) => boolean;
  readonly isBankingDay: (date: LocalDate) => boolean;
  /** The n-th banking day after the date, or before it where n is negative; the date itself where n is 0. */
  readonly addBankingDays: (date: LocalDate, count: number) => LocalDate;
  /** Whether the country's holidays are known; else only weekends count. */
  readonly knowsHolidays: boolean;
};

/** Banks rest on Friday and Saturday here; everywhere else on Saturday and Sunday. */
const FRIDAY_AND_SATURDAY = new Set('BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE'.split(' '));

const known = new Map<string, Calendar>();
const KEPT = 500;
const closings = new WeakMap<readonly LocalDate[], string>();

/** A decision asks for the same lists of days again and again, so each is written out once. */
function nameOf(closedOn: readonly LocalDate[]): string {
  const name = closings.get(closedOn) ?? closedOn.join();
  closings.set(closedOn, name);
  return name;
}

/** The calendar of a place; the same object for the same place. */
export function calendarOf(place: Place): Calendar {
  const name = `${place.country ?? ''} ${place.region ?? ''} ${place.closedOn ? nameOf(place.closedOn) : ''}`;
  const before = known.get(name);
  if (before) return before;
  if (known.size >= KEPT) known.clear();
  const calendar = makeCalendar(place);
  known.set(name, calendar);
  return calendar;
}

function makeCalendar({ country, region, closedOn = [] }: Place): Calendar {
  const days = country === undefined ? new Set<LocalDate>() : holidaysOf(country, region);
  const closed = new Set(closedOn);
  const weekend = FRIDAY_AND_SATURDAY.has(country ?? '') ? [5, 6] : [6, 7];
  const isHoliday = (date: LocalDate): boolean => days.has(date) || closed.has(date);
  const isBankingDay = (date: LocalDate): boolean => !isHoliday(date) && !weekend.includes(weekday(date));
  return {
    isHoliday,
    isBankingDay,
    addBankingDays: (date, count) => walk(date, count, isBankingDay),
    knowsHolidays: country !== undefined && hasHolidays(country),
  };
}

function walk(date: LocalDate, count: number, isOpen: (date: LocalDate) => boolean): LocalDate {
  const step = count < 0 ? -1 : 1;
  let candidate = date;
  for (let left = Math.abs(count); left > 0; ) {
    candidate = addDays(candidate, step);
    if (isOpen(candidate)) left--;
  }
  return candidate;
}
