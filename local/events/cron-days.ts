/** The two day fields of AWS's cron: days of the month with `L` and `W`, days of the week with `L` and `#`. */
import { type FieldRange, parseField, parseValue } from './cron-field.ts';

/** Whether a day (midnight in UTC of the local date) is taken. */
export type DayTest = (day: number) => boolean;

const DAY = 86_400_000;
const DAYS_OF_MONTH: FieldRange = { name: 'day of month', low: 1, high: 31 };
/** 1 is Sunday. */
const DAYS_OF_WEEK: FieldRange = {
  name: 'day of week',
  low: 1,
  high: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  first: 1,
};

/** `L` is the last day of the month, `15W` the weekday nearest to the 15th within the month, `LW` the last weekday. */
export function parseDayOfMonth(text: string): DayTest {
  if (text === 'L') return (day) => dateOf(day) === lastDate(day);
  if (text === 'LW') return (day) => dateOf(day) === nearestWeekday(day, lastDate(day));
  if (/^\d+W$/.test(text)) {
    const wanted = parseValue(text.slice(0, -1), DAYS_OF_MONTH);
    return (day) => wanted <= lastDate(day) && dateOf(day) === nearestWeekday(day, wanted);
  }
  const dates = parseField(text, DAYS_OF_MONTH);
  return (day) => dates.has(dateOf(day));
}

/** `L` is Saturday, `6L` the last Friday of the month, `6#3` its third Friday. */
export function parseDayOfWeek(text: string): DayTest {
  if (text === 'L') return (day) => weekdayOf(day) === 7;
  if (/^\w+L$/.test(text)) {
    const last = parseValue(text.slice(0, -1), DAYS_OF_WEEK);
    return (day) => weekdayOf(day) === last && dateOf(day) + 7 > lastDate(day);
  }
  const [name = '', place, ...more] = text.split('#');
  if (place === undefined) {
    const weekdays = parseField(text, DAYS_OF_WEEK);
    return (day) => weekdays.has(weekdayOf(day));
  }
  const weekday = parseValue(name, DAYS_OF_WEEK);
  if (more.length > 0 || !/^[1-5]$/.test(place)) throw new Error(`expected a day of week like 6#3, found ${text}`);
  return (day) => weekdayOf(day) === weekday && Math.ceil(dateOf(day) / 7) === Number(place);
}

function dateOf(day: number): number {
  return new Date(day).getUTCDate();
}

function weekdayOf(day: number): number {
  return new Date(day).getUTCDay() + 1;
}

function lastDate(day: number): number {
  const date = new Date(day);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** A Saturday moves to the Friday before and a Sunday to the Monday after, unless that is another month. */
function nearestWeekday(day: number, date: number): number {
  const weekday = weekdayOf(day + (date - dateOf(day)) * DAY);
  if (weekday === 7) return date === 1 ? 3 : date - 1;
  if (weekday === 1) return date === lastDate(day) ? date - 2 : date + 1;
  return date;
}
