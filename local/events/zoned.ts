/** Local dates and times of a time zone; a local time is written as the epoch milliseconds it would be in UTC. */
import { Temporal } from 'temporal-polyfill';

/** Midnight of the local day that holds a moment. */
export function localDate(epochMs: number, timeZone: string): number {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
  return Date.UTC(year, month - 1, day);
}

/** The moment of a local time: undefined where a clock change skips it, the first of the two where one repeats it. */
export function toEpoch(localMs: number, timeZone: string): number | undefined {
  if (timeZone === 'UTC') return localMs;
  const local = Temporal.PlainDateTime.from(new Date(localMs).toISOString().slice(0, 19));
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(local) ? zoned.epochMilliseconds : undefined;
}
