/** Days that move with the year: Easter by both reckonings, and the n-th weekday of a month. */
import { addDays, type LocalDate, weekday } from '../dates.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Easter Sunday of the western churches, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
export function westernEaster(year: number): LocalDate {
  const century = Math.floor(year / 100);
  const moon =
    (year % 19) * 19 + century - Math.floor(century / 4) - Math.floor((century - moonShift(century) + 1) / 3);
  const epact = (moon + 15) % 30;
  const rest = year % 100;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor(((year % 19) + 11 * epact + 22 * sunday) / 451);
  const day = epact + sunday - 7 * late + 114;
  return `${year}-${two(Math.floor(day / 31))}-${two((day % 31) + 1)}`;
}

const moonShift = (century: number): number => Math.floor((century + 8) / 25);

/** Easter Sunday of the eastern churches, by Meeus's Julian algorithm, thirteen days on (right from 1900 to 2099). */
export function easternEaster(year: number): LocalDate {
  const moon = (19 * (year % 19) + 15) % 30;
  const sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const day = moon + sunday + 114;
  return addDays(`${year}-${two(Math.floor(day / 31))}-${two((day % 31) + 1)}`, 13);
}

/** The n-th (1 to 5; 0: the last) of an ISO weekday in a month; undefined where the month has no fifth one. */
export function nthWeekday(
  year: number,
  { month, nth, day }: { readonly month: number; readonly nth: number; readonly day: number },
): LocalDate | undefined {
  const first = `${year}-${two(month)}-01`;
  const start = addDays(first, (day - weekday(first) + 7) % 7);
  const named = addDays(start, 7 * (nth === 0 ? 4 : nth - 1));
  if (named.slice(5, 7) === two(month)) return named;
  return nth === 0 ? addDays(named, -7) : undefined;
}
