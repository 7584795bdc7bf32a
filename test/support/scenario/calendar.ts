/** Days of a story, counted from the due date of its invoices, on the creditor's clock. */
import {
  addDays,
  daysBetween,
  type Instant,
  instantAt,
  instantOf,
  type LocalDate,
  localClock,
  weekday,
} from '../../../core/calendar/dates.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface Calendar {
  readonly zone: string;
  /** The date of a day: 0 is the due date, 3 is three days after it. */
  readonly on: (day: number) => LocalDate;
  /** The instant at which the creditor's clock shows that time of that day. */
  readonly at: (day: number, time?: string) => Instant;
  /** Which day of the story, and what the clock of the zone shows. */
  readonly read: (instant: Instant, zone?: string) => { readonly day: number; readonly time: string };
}

/** The first day 0 of the wanted weekday that lies at least `lead` days ahead. */
export function calendarFrom(
  nowMs: number,
  { zone, dueOn, lead }: { zone: string; dueOn: Weekday; lead: number },
): Calendar {
  const earliest = addDays(localClock(instantOf(nowMs), zone).date, lead);
  const wanted = WEEKDAYS.indexOf(dueOn) + 1;
  const zero = addDays(earliest, (wanted - weekday(earliest) + 7) % 7);
  return {
    zone,
    on: (day) => addDays(zero, day),
    at: (day, time = '12:00') => instantAt(addDays(zero, day), minutesOf(time), zone),
    read(instant, there = zone) {
      const { date, minute } = localClock(instant, there);
      return { day: daysBetween(zero, date), time: timeOf(minute) };
    },
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
