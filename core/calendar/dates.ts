/** Calendar dates as ISO strings (YYYY-MM-DD), and instants as UTC ISO strings with milliseconds, so that both sort as text. */
import { Temporal } from 'temporal-polyfill';

export type LocalDate = string;
export type Instant = string;

const DAY_MS = 86_400_000;

/** The UTC instant of a number of milliseconds since 1970, as it is stored. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

export function epochMs(instant: Instant): number {
  return Date.parse(instant);
}

export function addMs(instant: Instant, ms: number): Instant {
  return instantOf(epochMs(instant) + ms);
}

/** Days since 1970-01-01 of a calendar date: the arithmetic below needs no zone. */
function dayNumber(date: LocalDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return instantOf((dayNumber(date) + days) * DAY_MS).slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** ISO weekday: Monday 1 … Sunday 7. */
export function weekday(date: LocalDate): number {
  return ((dayNumber(date) + 3) % 7) + 1;
}

export function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether the runtime knows the IANA zone. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The date and the minute of the day that a wall clock in the zone shows at the instant. */
export function localClock(instant: Instant, zone: string): { readonly date: LocalDate; readonly minute: number } {
  const text = formatOf(zone).format(epochMs(instant));
  const match = /^(\d{4}-\d{2}-\d{2}), (\d{2}):(\d{2})$/.exec(text);
  if (!match) throw new RangeError(`expected "YYYY-MM-DD, hh:mm" from the zone ${zone}, found "${text}"`);
  return { date: match[1] ?? '', minute: Number(match[2]) * 60 + Number(match[3]) };
}

/** The instant at which a wall clock in the zone first shows the date and minute; in a spring gap, the same distance after it. */
export function instantAt(date: LocalDate, minute: number, zone: string): Instant {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const moment = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time });
  return instantOf(moment.epochMilliseconds);
}
