/** When a person may be written to: allowed weekdays and hours on their own clock, with a stable spread inside the hours. */
import { createHash } from 'node:crypto';
import { addDays, type Instant, type LocalDate, localClock, weekday } from './dates.ts';

/** Hours of the day in minutes since midnight, `from` included, `to` excluded; weekdays as ISO numbers (Monday 1). */
export type ContactWindow = {
  readonly days: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
};

/** Minutes kept free at the end of the window, so that a late start still falls inside it. */
const SLACK_MINUTES = 15;

export function isOpen(window: ContactWindow, instant: Instant, zone: string): boolean {
  const { date, minute } = localClock(instant, zone);
  return window.days.includes(weekday(date)) && minute >= window.fromMinute && minute < window.toMinute;
}

/** Hashes are remembered, for a decision asks for its person's minute again and again; beyond so many it begins afresh. */
const PLACES_KEPT = 20_000;
const places = new Map<string, number>();

/** A number of 32 bits that is always the same for the key. */
export function placeOf(key: string): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  if (places.size >= PLACES_KEPT) places.clear();
  const place = createHash('sha256').update(key).digest().readUInt32BE(0);
  places.set(key, place);
  return place;
}

/** The minute of the day at which this person is written to: always the same, spread evenly over the window. */
export function minuteFor(window: ContactWindow, key: string): number {
  const width = Math.max(1, window.toMinute - window.fromMinute - SLACK_MINUTES);
  return window.fromMinute + (placeOf(key) % width);
}

/** So many parts the window has where the most urgent go first. */
const PARTS = 10;

/** The more urgent (0 to 1), the earlier the part of the window; within its part everybody keeps a minute of their own. */
export function minuteByUrgency(window: ContactWindow, key: string, urgency: number): number {
  const width = Math.max(1, window.toMinute - window.fromMinute - SLACK_MINUTES);
  const part = Math.min(PARTS - 1, Math.floor((1 - urgency) * PARTS));
  const share = (minuteFor(window, key) - window.fromMinute) / width;
  return window.fromMinute + Math.floor(((part + share) * width) / PARTS);
}

/** The date of the n-th weekday after `date` (Monday to Friday; public holidays are not known here). */
export function addWeekdays(date: LocalDate, count: number): LocalDate {
  let candidate = date;
  for (let left = count; left > 0; ) {
    candidate = addDays(candidate, 1);
    if (weekday(candidate) <= 5) left--;
  }
  return candidate;
}
