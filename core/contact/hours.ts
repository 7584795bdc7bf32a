/** Hours that several clocks and rules have to agree on: when all are open, and when next they will be. */
import {
  addDays,
  addMs,
  epochMs,
  type Instant,
  instantAt,
  instantOf,
  type LocalDate,
  localClock,
  weekday,
} from '../calendar/dates.ts';
import { type ContactWindow, minuteFor, placeOf } from '../calendar/window.ts';

/** One window on one clock; `ruleId` is whose it is, the policy's own where there is none. */
export type Opening = {
  readonly window: ContactWindow;
  readonly zone: string;
  readonly isDayOff: (date: LocalDate) => boolean;
  readonly ruleId?: string | undefined;
};

/** Later than this no opening is looked for: windows that have not met by then never meet. */
const LOOK_AHEAD_DAYS = 40;
const SLACK_MINUTES = 15;

const opensOn = ({ window, isDayOff }: Opening, date: LocalDate): boolean =>
  window.days.includes(weekday(date)) && !isDayOff(date);

/** The first opening that is shut at the instant; undefined where all are open. */
export function shutAt(openings: readonly Opening[], now: Instant): Opening | undefined {
  // Openings of one zone follow one another, so that its clock is read once.
  let zone: string | undefined;
  let clock = { date: '', minute: 0 };
  for (const opening of openings) {
    if (opening.zone !== zone) clock = localClock(now, opening.zone);
    zone = opening.zone;
    const { fromMinute, toMinute } = opening.window;
    if (clock.minute < fromMinute || clock.minute >= toMinute || !opensOn(opening, clock.date)) return opening;
  }
  return undefined;
}

/** When this one opens next, strictly after the instant. */
function opensAfter(opening: Opening, after: Instant): Instant {
  const { window, zone } = opening;
  let date = localClock(after, zone).date;
  for (let tries = 0; tries < LOOK_AHEAD_DAYS; tries++, date = addDays(date, 1)) {
    const at = opensOn(opening, date) ? instantAt(date, window.fromMinute, zone) : after;
    if (at > after) return at;
  }
  return addMs(after, LOOK_AHEAD_DAYS * 86_400_000);
}

/** The first instant, the given one included, at which all are open; undefined where they never are. */
export function firstOpen(openings: readonly Opening[], from: Instant): Instant | undefined {
  const last = addMs(from, LOOK_AHEAD_DAYS * 86_400_000);
  let at = from;
  for (let shut = shutAt(openings, at); shut; shut = shutAt(openings, at)) {
    at = opensAfter(shut, at);
    if (at > last) return undefined;
  }
  return at;
}

/** Until when all stay open. */
function closesAt(openings: readonly Opening[], at: Instant): Instant {
  let earliest: Instant | undefined;
  for (const { window, zone } of openings) {
    const { date } = localClock(at, zone);
    const end =
      window.toMinute === 1440 ? instantAt(addDays(date, 1), 0, zone) : instantAt(date, window.toMinute, zone);
    if (earliest === undefined || end < earliest) earliest = end;
  }
  return earliest ?? at;
}

/**
 * A person's moment in the next hours at which all are open: their own minute of the first window where that is among
 * them, else a stable one between opening and closing, so that the sends of a day are spread over it.
 */
export function momentAfter(openings: readonly Opening[], after: Instant, key: string): Instant | undefined {
  let from = after;
  for (let tries = 0; tries < LOOK_AHEAD_DAYS; tries++) {
    const open = firstOpen(openings, from);
    if (open === undefined) return undefined;
    const end = closesAt(openings, open);
    const moment = momentWithin(openings, { open, end }, key);
    if (moment > after) return moment;
    from = end;
  }
  return undefined;
}

function momentWithin(
  [first]: readonly Opening[],
  { open, end }: { open: Instant; end: Instant },
  key: string,
): Instant {
  if (first) {
    const own = instantAt(localClock(open, first.zone).date, minuteFor(first.window, key), first.zone);
    if (own >= open && own < end) return own;
  }
  const width = Math.max(1, Math.floor((epochMs(end) - epochMs(open)) / 60_000) - SLACK_MINUTES);
  return instantOf(epochMs(open) + (placeOf(key) % width) * 60_000);
}
