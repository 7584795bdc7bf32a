import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../local/time/tick.ts';

const next = (expression: string, from: string): string =>
  new Date(parseSchedule(expression).from(Date.parse(from))).toISOString();

describe('the first tick of a schedule at or after an instant', () => {
  it.each([
    ['rate(5 minutes)', '2026-02-03T10:01:00Z', '2026-02-03T10:05:00.000Z'],
    ['rate(5 minutes)', '2026-02-03T10:05:00Z', '2026-02-03T10:05:00.000Z'],
    ['rate(1 hour)', '2026-02-03T10:00:00.001Z', '2026-02-03T11:00:00.000Z'],
    ['cron(30 7 * * ? *)', '2026-02-03T07:30:01Z', '2026-02-04T07:30:00.000Z'],
    ['cron(0/15 8-9 ? * MON-FRI *)', '2026-02-07T00:00:00Z', '2026-02-09T08:00:00.000Z'],
    ['cron(0 12 29 2 ? *)', '2026-03-01T00:00:00Z', '2028-02-29T12:00:00.000Z'],
    ['cron(5,50 23 31 DEC ? 2026)', '2026-02-03T10:01:00Z', '2026-12-31T23:05:00.000Z'],
  ])('%s after %s is %s', (expression, from, expected) => {
    expect(next(expression, from)).toBe(expected);
  });

  it.each([
    'rate(5 fortnights)',
    'rate(0 minutes)',
    'cron(0 0 * * ?)',
    'cron(0 0 L * ? *)',
    'cron(70 0 * * ? *)',
    'at(2026-02-03T10:00:00)',
  ])('refuses %s', (expression) => {
    expect(() => parseSchedule(expression)).toThrow(/expected .*found/);
  });
});
