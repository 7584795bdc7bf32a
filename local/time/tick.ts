/** Schedule expressions of EventBridge: `rate(5 minutes)` and `cron(30 7 * * ? *)`, both in UTC. */

export interface Ticks {
  /** The first tick at or after the instant, in milliseconds since 1970. */
  readonly from: (ms: number) => number;
}

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

export function parseSchedule(expression: string): Ticks {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) return rateTicks(Number(rate[1]) * (units[rate[2] ?? ''] ?? 0), expression);
  const cron = /^cron\((.+)\)$/.exec(expression);
  if (cron?.[1]) return cronTicks(cron[1].trim().split(/\s+/), expression);
  throw new Error(`expected a schedule like rate(5 minutes) or cron(30 7 * * ? *), found ${expression}`);
}

/** AWS counts from the rule's creation; whole multiples since 1970 are as good and the same on every run. */
function rateTicks(period: number, expression: string): Ticks {
  if (period <= 0) throw new Error(`expected a rate of at least one minute, found ${expression}`);
  return { from: (ms) => Math.ceil(ms / period) * period };
}

const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function cronTicks(fields: readonly string[], expression: string): Ticks {
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  if (fields.length !== 6) throw new Error(`expected six fields in ${expression}, found ${fields.length}`);
  const minutes = readField(minute, [0, 59], []);
  const hours = readField(hour, [0, 23], []);
  const days = readField(day, [1, 31], []);
  const months = readField(month, [1, 12], ['', ...monthNames]);
  const weekdays = readField(weekday, [1, 7], ['', ...dayNames]);
  const years = readField(year, [1970, 2199], []);
  const isDay = (date: Date): boolean =>
    years.has(date.getUTCFullYear()) &&
    months.has(date.getUTCMonth() + 1) &&
    days.has(date.getUTCDate()) &&
    weekdays.has(date.getUTCDay() + 1);
  return {
    from(ms) {
      const start = Math.ceil(ms / 60_000) * 60_000;
      const midnight = Math.floor(start / 86_400_000) * 86_400_000;
      for (let ahead = 0; ahead < 366 * 5; ahead++) {
        const today = midnight + ahead * 86_400_000;
        if (!isDay(new Date(today))) continue;
        for (const h of hours)
          for (const m of minutes) {
            const tick = today + (h * 60 + m) * 60_000;
            if (tick >= start) return tick;
          }
      }
      throw new Error(
        `expected ${expression} to come due within five years of ${new Date(ms).toISOString()}, found no tick`,
      );
    },
  };
}

/** Values of one field in rising order: lists, ranges, steps and names; `L`, `W` and `#` are refused. */
function readField(field: string, [lowest, highest]: readonly [number, number], names: readonly string[]): Set<number> {
  const numberOf = (text: string): number =>
    names.includes(text.toUpperCase()) ? names.indexOf(text.toUpperCase()) : Number(text);
  const values = field.split(',').flatMap((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [from = '', to] = range === '*' || range === '?' ? [String(lowest), String(highest)] : range.split('-');
    const first = numberOf(from);
    const last = to === undefined ? (part.includes('/') ? highest : first) : numberOf(to);
    const by = Number(step);
    if (![first, last, by].every(Number.isInteger) || first < lowest || last > highest || by < 1) {
      throw new Error(`expected a cron field of values from ${lowest} to ${highest}, found ${field}`);
    }
    return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
  });
  return new Set(values.sort((a, b) => a - b));
}
