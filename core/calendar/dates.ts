/** Calendar dates as ISO strings (YYYY-MM-DD), and instants as UTC ISO strings with milliseconds, so that both sort as text. */

export type LocalDate = string;
export type Instant = string;

const DAY_MS = 86_400_000;

const MINUTE_MS = 60_000;
/** The end of the year 9999: up to here an instant has a year of four digits. */
const LAST_MS = 253_402_300_800_000;

const digits = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => String(n).padStart(2, '0'));
/** What follows the date of an instant, in the two parts that it is put together from. */
const minutes = digits(24).flatMap((hour) => digits(60).map((minute) => `T${hour}:${minute}:`));
const seconds = digits(60).map((second) => `${second}.`);

/** The UTC instant of a number of milliseconds since 1970, as it is stored; from parts, for a date object costs ten times that. */
export function instantOf(epochMs: number): Instant {
  if (!Number.isInteger(epochMs) || epochMs < 0 || epochMs >= LAST_MS) return new Date(epochMs).toISOString();
  const day = Math.floor(epochMs / DAY_MS);
  const inDay = epochMs - day * DAY_MS;
  const inMinute = inDay % MINUTE_MS;
  const ms = inMinute % 1000;
  const end = ms === 0 ? '000Z' : `${String(ms).padStart(3, '0')}Z`;
  return `${dayName(day)}${minutes[Math.floor(inDay / MINUTE_MS)]}${seconds[Math.floor(inMinute / 1000)]}${end}`;
}

const STORED = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const ZERO = '0'.charCodeAt(0);

/** The number that the decimal digits of a text make, from one place up to another. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + text.charCodeAt(at) - ZERO;
  return number;
}

/** Milliseconds since 1970; an instant as it is stored is read by its places, which costs a fraction of parsing it. */
export function epochMs(instant: Instant): number {
  if (instant.length !== 24 || !STORED.test(instant)) return Date.parse(instant);
  const minute = numberAt(instant, 11, 13) * 60 + numberAt(instant, 14, 16);
  const ms = numberAt(instant, 17, 19) * 1000 + numberAt(instant, 20, 23);
  return dayNumber(instant.slice(0, 10)) * DAY_MS + minute * MINUTE_MS + ms;
}

export function addMs(instant: Instant, ms: number): Instant {
  return instantOf(epochMs(instant) + ms);
}

/** A decision turns the same few dates into numbers and back many times; more than these, and it begins afresh. */
const DATES_KEPT = 20_000;
const numbers = new Map<LocalDate, number>();
const names = new Map<number, LocalDate>();

/** Days since 1970-01-01 of a calendar date: the arithmetic below needs no zone. */
function dayNumber(date: LocalDate): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  if (numbers.size >= DATES_KEPT) numbers.clear();
  const number = Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
  numbers.set(date, number);
  return number;
}

function dayName(number: number): LocalDate {
  const known = names.get(number);
  if (known !== undefined) return known;
  if (names.size >= DATES_KEPT) names.clear();
  const name = new Date(number * DAY_MS).toISOString().slice(0, 10);
  names.set(number, name);
  return name;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dayName(dayNumber(date) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** ISO weekday: Monday 1 … Sunday 7. */
export function weekday(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
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

/** Milliseconds by which the zone's wall clock is ahead of UTC at that instant, asked of the runtime's zone data. */
function askedOffset(epoch: number, zone: string): number {
  const text = formatOf(zone).format(epoch);
  const match = /^(\d{4}-\d{2}-\d{2}), (\d{2}):(\d{2})$/.exec(text);
  if (!match) throw new RangeError(`expected "YYYY-MM-DD, hh:mm" from the zone ${zone}, found "${text}"`);
  const minute = Number(match[2]) * 60 + Number(match[3]);
  return dayNumber(match[1] ?? '') * DAY_MS + minute * MINUTE_MS - Math.floor(epoch / MINUTE_MS) * MINUTE_MS;
}

/** Some days in which a zone's clock changes once, if at all: before the instant the one offset holds, from it on the other. */
type Span = { readonly before: number; readonly changesAt: number; readonly after: number };
/** No zone has ever gone forth and back within so short a time since clocks are kept by law alone. */
const SPAN_MS = 8 * DAY_MS;
const spans = new Map<string, Map<number, Span>>();
/** Ten years of them; a process that looks at more begins afresh. */
const SPANS_KEPT = 460;

/** A formatter costs microseconds and a decision asks many times, so what was once asked is remembered. */
function offsetAt(epoch: number, zone: string): number {
  let known = spans.get(zone);
  if (!known) {
    known = new Map();
    spans.set(zone, known);
  }
  const number = Math.floor(epoch / SPAN_MS);
  let span = known.get(number);
  if (!span) {
    if (known.size >= SPANS_KEPT) known.clear();
    span = spanFrom(number * SPAN_MS, zone);
    known.set(number, span);
  }
  return epoch < span.changesAt ? span.before : span.after;
}

/** The minute of the change is closed in on by halves. */
function spanFrom(start: number, zone: string): Span {
  const before = askedOffset(start, zone);
  const after = askedOffset(start + SPAN_MS, zone);
  if (before === after) return { before, changesAt: start, after };
  let last = 0;
  let first = SPAN_MS / MINUTE_MS;
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (askedOffset(start + middle * MINUTE_MS, zone) === before) last = middle;
    else first = middle;
  }
  return { before, changesAt: start + first * MINUTE_MS, after };
}

/** The date and the minute of the day that a wall clock in the zone shows at the instant. */
export function localClock(instant: Instant, zone: string): { readonly date: LocalDate; readonly minute: number } {
  const epoch = epochMs(instant);
  const wall = epoch + offsetAt(epoch, zone);
  const day = Math.floor(wall / DAY_MS);
  return { date: dayName(day), minute: Math.floor((wall - day * DAY_MS) / MINUTE_MS) };
}

/**
 * The instant at which a wall clock in the zone first shows the date and minute. In a spring gap, which no clock shows,
 * the instant at which it would have been shown without the change: the same distance after the gap's start.
 */
export function instantAt(date: LocalDate, minute: number, zone: string): Instant {
  const wall = dayNumber(date) * DAY_MS + minute * MINUTE_MS;
  const before = wall - offsetAt(wall - DAY_MS, zone);
  if (offsetAt(before, zone) === wall - before) return instantOf(before);
  const after = wall - offsetAt(wall + DAY_MS, zone);
  return instantOf(offsetAt(after, zone) === wall - after ? after : before);
}
