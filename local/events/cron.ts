/** AWS's cron: minute, hour, day of month, month, day of week, year; with `?`, `L`, `W` and `#` as documented. */
import { type DayTest, parseDayOfMonth, parseDayOfWeek } from './cron-days.ts';
import { parseField } from './cron-field.ts';

export type Cron = {
  /** Whether it fires on a day, given as midnight in UTC of the local date. */
  readonly takesDay: DayTest;
  /** The minutes after midnight at which it fires on such a day, ascending. */
  readonly minutesOfDay: readonly number[];
};

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6) throw new Error(`expected six fields in cron(${text}), found ${fields.length}`);
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Error(`expected ? as either the day of month or the day of week in cron(${text})`);
  }
  const months = parseField(month, { name: 'month', low: 1, high: 12, names: MONTHS, first: 1 });
  const years = parseField(year, { name: 'year', low: 1970, high: 2199 });
  const takesDate = dayOfMonth === '?' ? parseDayOfWeek(dayOfWeek) : parseDayOfMonth(dayOfMonth);
  const minutes = [...parseField(minute, { name: 'minute', low: 0, high: 59 })];
  const hours = [...parseField(hour, { name: 'hour', low: 0, high: 23 })];
  return {
    takesDay: (day) => {
      const date = new Date(day);
      return years.has(date.getUTCFullYear()) && months.has(date.getUTCMonth() + 1) && takesDate(day);
    },
    minutesOfDay: hours.flatMap((one) => minutes.map((other) => one * 60 + other)).sort((a, b) => a - b),
  };
}
