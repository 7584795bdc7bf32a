/** When schedules fire: rates from their anchor, AWS's cron with its special signs, clock changes, and what is refused. */
import { describe, expect, it } from 'vitest';
import { nextFire } from '../../../local/events/schedule.ts';

/** The next moments, one after the other. */
function fires(expression: string, after: string, timeZone?: string, count = 1, anchor = 0): string[] {
  const moments: string[] = [];
  let at = Date.parse(after);
  while (moments.length < count) {
    at = nextFire(expression, at, timeZone, anchor);
    moments.push(new Date(at).toISOString().replace(':00.000Z', 'Z'));
  }
  return moments;
}

describe('a rate', () => {
  const anchor = Date.parse('2026-02-03T10:02:00Z');
  it.each([
    ['rate(5 minutes)', '2026-02-03T10:02:00Z', '2026-02-03T10:07Z'],
    ['rate(5 minutes)', '2026-02-03T10:06:59Z', '2026-02-03T10:07Z'],
    ['rate(1 hour)', '2026-02-03T12:02:00Z', '2026-02-03T13:02Z'],
    ['rate(2 days)', '2026-02-04T00:00:00Z', '2026-02-05T10:02Z'],
    ['rate(1 day)', '2026-01-01T00:00:00Z', '2026-02-04T10:02Z'],
  ])('%s after %s', (expression, after, next) => {
    expect(fires(expression, after, undefined, 1, anchor)).toEqual([next]);
  });
});

describe('a cron', () => {
  it.each([
    ['cron(0 10 * * ? *)', '2026-02-03T10:00:00Z', ['2026-02-04T10:00Z', '2026-02-05T10:00Z']],
    ['cron(0/15 8-9 ? * MON-FRI *)', '2026-02-06T09:31:00Z', ['2026-02-06T09:45Z', '2026-02-09T08:00Z']],
    ['cron(5,35 14 * * ? *)', '2026-02-03T14:05:00Z', ['2026-02-03T14:35Z', '2026-02-04T14:05Z']],
    ['cron(0 0 L * ? *)', '2026-02-03T00:00:00Z', ['2026-02-28T00:00Z', '2026-03-31T00:00Z']],
    ['cron(0 0 LW * ? *)', '2026-02-03T00:00:00Z', ['2026-02-27T00:00Z', '2026-03-31T00:00Z']],
    ['cron(0 0 1W * ? *)', '2026-02-03T00:00:00Z', ['2026-03-02T00:00Z', '2026-04-01T00:00Z']],
    ['cron(0 0 1W AUG ? *)', '2026-02-03T00:00:00Z', ['2026-08-03T00:00Z', '2027-08-02T00:00Z']],
    ['cron(0 0 15W * ? *)', '2026-02-16T00:00:00Z', ['2026-03-16T00:00Z', '2026-04-15T00:00Z']],
    ['cron(0 0 31W * ? *)', '2026-05-01T00:00:00Z', ['2026-05-29T00:00Z', '2026-07-31T00:00Z']],
    ['cron(0 0 31W * ? *)', '2027-04-01T00:00:00Z', ['2027-05-31T00:00Z', '2027-07-30T00:00Z']],
    ['cron(0 0 ? * 6#3 *)', '2026-02-03T00:00:00Z', ['2026-02-20T00:00Z', '2026-03-20T00:00Z']],
    ['cron(0 0 ? * FRIL *)', '2026-02-03T00:00:00Z', ['2026-02-27T00:00Z', '2026-03-27T00:00Z']],
    ['cron(0 0 ? * L *)', '2026-02-03T00:00:00Z', ['2026-02-07T00:00Z', '2026-02-14T00:00Z']],
    ['cron(0 0 1 1/6 ? *)', '2026-02-03T00:00:00Z', ['2026-07-01T00:00Z', '2027-01-01T00:00Z']],
    ['cron(0 0 29 2 ? *)', '2026-02-03T00:00:00Z', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    ['cron(0 0 1 1 ? 2028-2030)', '2026-02-03T00:00:00Z', ['2028-01-01T00:00Z', '2029-01-01T00:00Z']],
  ])('%s after %s', (expression, after, next) => {
    expect(fires(expression, after, undefined, 2)).toEqual(next);
  });

  it('whose years are over fires never', () => {
    expect(nextFire('cron(0 0 1 1 ? 2020)', Date.parse('2026-02-03T00:00:00Z'))).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    ['cron(30 7 * * ? *)', '2026-03-28T12:00:00Z', 'Europe/London', ['2026-03-29T06:30Z', '2026-03-30T06:30Z']],
    ['cron(30 7 * * ? *)', '2026-02-03T00:00:00Z', 'Asia/Tokyo', ['2026-02-03T22:30Z', '2026-02-04T22:30Z']],
    ['cron(30 1 * * ? *)', '2026-03-28T12:00:00Z', 'Europe/London', ['2026-03-30T00:30Z', '2026-03-31T00:30Z']],
    ['cron(30 1 * * ? *)', '2026-10-24T12:00:00Z', 'Europe/London', ['2026-10-25T00:30Z', '2026-10-26T01:30Z']],
  ])('%s after %s in %s keeps the local clock', (expression, after, timeZone, next) => {
    expect(fires(expression, after, timeZone, 2)).toEqual(next);
  });
});

describe('a moment', () => {
  it('fires once, in its time zone', () => {
    const expression = 'at(2026-07-01T09:30:05)';
    expect(fires(expression, '2026-02-03T00:00:00Z', 'Europe/London')).toEqual(['2026-07-01T08:30:05.000Z']);
    expect(nextFire(expression, Date.parse('2026-08-01T00:00:00Z'))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a schedule is refused', () => {
  it.each([
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 minutes)',
    'rate(5 weeks)',
    'rate(1.5 hours)',
    'every 5 minutes',
    'cron(0 10 * * *)',
    'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)',
    'cron(60 10 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 0 0 * ? *)',
    'cron(0 0 * 13 ? *)',
    'cron(0 0 ? * 0 *)',
    'cron(0 0 ? * 6#6 *)',
    'cron(0 0 ? * MON#1,TUE *)',
    'cron(0 0 L-3 * ? *)',
    'cron(0 0 15W,L * ? *)',
    'cron(0/0 0 * * ? *)',
    'cron(10-5 0 * * ? *)',
    'cron(0 0 * * ? 1969)',
    'cron(H 0 * * ? *)',
    'at(2026-07-01)',
  ])('%s', (expression) => {
    expect(() => nextFire(expression, 0)).toThrow('expected');
  });
});
