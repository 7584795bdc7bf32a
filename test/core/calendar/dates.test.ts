/** Dates without zones, and wall clocks with them: changes of the clock, half hours, leap days, the year's end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMs,
  daysBetween,
  epochMs,
  instantAt,
  instantOf,
  isDate,
  isZone,
  localClock,
  weekday,
} from '../../../core/calendar/dates.ts';

const HALF_PAST_NINE = 9 * 60 + 30;

describe('calendar dates', () => {
  it.each([
    { date: '2026-02-28', days: 1, then: '2026-03-01' },
    { date: '2028-02-28', days: 1, then: '2028-02-29' },
    { date: '2028-02-29', days: 365, then: '2029-02-28' },
    { date: '2026-12-31', days: 1, then: '2027-01-01' },
    { date: '2027-01-01', days: -1, then: '2026-12-31' },
    { date: '2100-02-28', days: 1, then: '2100-03-01' },
    { date: '1969-12-31', days: 1, then: '1970-01-01' },
  ])('$days days from $date is $then', ({ date, days, then }) => {
    expect(addDays(date, days)).toBe(then);
    expect(daysBetween(date, then)).toBe(days);
  });

  it.each([
    { date: '2026-11-22', iso: 7 },
    { date: '2026-11-23', iso: 1 },
    { date: '2028-02-29', iso: 2 },
    { date: '1970-01-01', iso: 4 },
    { date: '1969-12-28', iso: 7 },
  ])('$date is weekday $iso', ({ date, iso }) => {
    expect(weekday(date)).toBe(iso);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '26-01-01',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    '',
    'today',
  ])('does not take "%s" for a date', (text) => {
    expect(isDate(text)).toBe(false);
  });

  it('takes a leap day of a leap year for a date', () => {
    expect(isDate('2028-02-29')).toBe(true);
  });

  it('adds milliseconds to an instant and keeps it sortable as text', () => {
    expect(addMs('2026-12-31T23:59:59.999Z', 1)).toBe('2027-01-01T00:00:00.000Z');
    expect(instantOf(epochMs('2026-02-01T05:59:00Z'))).toBe('2026-02-01T05:59:00.000Z');
  });
});

describe('instants', () => {
  it('are read and written as the runtime does it, by the millisecond', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString();
          expect(instantOf(date.getTime())).toBe(text);
          expect(epochMs(text)).toBe(date.getTime());
        },
      ),
    );
  });

  it.each(['2026-13-01T00:00:00.000Z', '2026-02-03T24:00:00.000Z', '2026-02-03T10:00:00+02:00', 'soon'])(
    'reads %s as the runtime does',
    (text) => {
      expect(epochMs(text)).toBe(Date.parse(text));
    },
  );
});

describe('wall clocks', () => {
  it.each([
    { at: '2026-01-15T00:30:00.000Z', zone: 'America/New_York', date: '2026-01-14', minute: 19 * 60 + 30 },
    { at: '2026-01-15T00:30:00.000Z', zone: 'Asia/Kolkata', date: '2026-01-15', minute: 6 * 60 },
    { at: '2026-01-15T00:30:00.000Z', zone: 'Asia/Kathmandu', date: '2026-01-15', minute: 6 * 60 + 15 },
    { at: '2026-12-31T23:30:00.000Z', zone: 'Pacific/Kiritimati', date: '2027-01-01', minute: 13 * 60 + 30 },
    { at: '2026-01-15T00:00:59.999Z', zone: 'UTC', date: '2026-01-15', minute: 0 },
    { at: '2026-03-29T00:59:59.000Z', zone: 'Europe/London', date: '2026-03-29', minute: 59 },
    { at: '2026-03-29T01:00:00.000Z', zone: 'Europe/London', date: '2026-03-29', minute: 120 },
    { at: '2026-10-25T00:30:00.000Z', zone: 'Europe/London', date: '2026-10-25', minute: 90 },
    { at: '2026-10-25T01:30:00.000Z', zone: 'Europe/London', date: '2026-10-25', minute: 90 },
  ])('shows $date and minute $minute in $zone at $at', ({ at, zone, date, minute }) => {
    expect(localClock(at, zone)).toEqual({ date, minute });
  });

  it.each([
    { date: '2026-07-01', minute: HALF_PAST_NINE, zone: 'Europe/London', at: '2026-07-01T08:30:00.000Z' },
    { date: '2026-01-01', minute: HALF_PAST_NINE, zone: 'Asia/Kolkata', at: '2026-01-01T04:00:00.000Z' },
    { date: '2026-01-01', minute: 0, zone: 'Australia/Lord_Howe', at: '2025-12-31T13:00:00.000Z' },
    { date: '2027-01-01', minute: 0, zone: 'Pacific/Kiritimati', at: '2026-12-31T10:00:00.000Z' },
    // Spring: 01:30 is on no clock in London; the same distance after the gap's start.
    { date: '2026-03-29', minute: 90, zone: 'Europe/London', at: '2026-03-29T01:30:00.000Z' },
    // Lord Howe changes by half an hour.
    { date: '2026-10-04', minute: 2 * 60 + 15, zone: 'Australia/Lord_Howe', at: '2026-10-03T15:45:00.000Z' },
    // Autumn: 01:30 is shown twice; the first time.
    { date: '2026-10-25', minute: 90, zone: 'Europe/London', at: '2026-10-25T00:30:00.000Z' },
    { date: '2026-11-01', minute: 90, zone: 'America/New_York', at: '2026-11-01T05:30:00.000Z' },
    // Chile changes at midnight, so the day has no 00:00.
    { date: '2026-09-06', minute: 0, zone: 'America/Santiago', at: '2026-09-06T04:00:00.000Z' },
    { date: '2028-02-29', minute: 600, zone: 'Europe/Berlin', at: '2028-02-29T09:00:00.000Z' },
  ])('minute $minute of $date in $zone is $at', ({ date, minute, zone, at }) => {
    expect(instantAt(date, minute, zone)).toBe(at);
  });

  it('shows again the minute that was asked for, in every zone, except in a spring gap', () => {
    const zones = [
      'Europe/London',
      'America/New_York',
      'Asia/Kolkata',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'America/St_Johns',
      'UTC',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.nat({ max: 3_650 }),
        fc.integer({ min: 600, max: 1_439 }),
        (zone, days, minute) => {
          const date = addDays('2024-01-01', days);
          expect(localClock(instantAt(date, minute, zone), zone)).toEqual({ date, minute });
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('never goes back: a later minute of a day is no earlier instant, also on the days of the change', () => {
    fc.assert(
      fc.property(fc.constantFrom('2026-03-29', '2026-10-25', '2026-06-01'), fc.nat({ max: 1_438 }), (date, minute) => {
        const [first, second] = [
          instantAt(date, minute, 'Europe/London'),
          instantAt(date, minute + 1, 'Europe/London'),
        ];
        const folded = date === '2026-03-29' && minute === 119;
        expect(folded || second > first).toBe(true);
      }),
    );
  });

  it('knows zones and refuses what is none', () => {
    expect([isZone('Europe/London'), isZone('Etc/UTC'), isZone('Europe/Atlantis'), isZone('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(() => localClock('2026-01-01T00:00:00.000Z', 'Europe/Atlantis')).toThrow(RangeError);
  });
});
