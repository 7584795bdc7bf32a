/** The public holidays of a country or region in one year, as the package date-holidays knows them. */
import Holidays from 'date-holidays';

const DAY_MS = 86_400_000;

/** A half holiday is a working day; one that begins at sunset is counted by the day it is named for. */
export function publicHolidays(country: string, region: string | undefined, year: number): readonly string[] {
  const calendar = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const days = calendar.getHolidays(year).flatMap(({ type, date, start, end }) => {
    if (type !== 'public') return [];
    const whole = Math.floor((end.getTime() - start.getTime()) / DAY_MS + 0.05);
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    return Array.from({ length: whole }, (_, at) => new Date(first + at * DAY_MS).toISOString().slice(0, 10));
  });
  return [...new Set(days)].filter((day) => day.startsWith(`${year}-`)).sort();
}

/** Every country, and each region of its own whose name is a subdivision's. */
export function places(): readonly { readonly country: string; readonly region?: string }[] {
  const all = new Holidays();
  return Object.keys(all.getCountries()).flatMap((country) => [
    { country },
    ...Object.keys(all.getStates(country) ?? {}).map((region) => ({ country, region })),
  ]);
}
