/** The report's moment on the creditor's clock, also across changes of the clock. */
import { describe, expect, it } from 'vitest';
import { journalDays } from '../../../core/report/build.ts';
import { nextReportAt, reportWindow } from '../../../core/report/schedule.ts';

const london = { timeZone: 'Europe/London' };

describe('nextReportAt', () => {
  it.each([
    { now: '2026-02-03T07:29:59.999Z', at: '2026-02-03T07:30:00.000Z', timeZone: 'Europe/London', when: 'today' },
    {
      now: '2026-02-03T07:30:00.000Z',
      at: '2026-02-04T07:30:00.000Z',
      timeZone: 'Europe/London',
      when: 'tomorrow, once it has come',
    },
    {
      now: '2026-03-28T08:00:00.000Z',
      at: '2026-03-29T06:30:00.000Z',
      timeZone: 'Europe/London',
      when: 'after 22.5 hours in spring',
    },
    {
      now: '2026-10-24T07:00:00.000Z',
      at: '2026-10-25T07:30:00.000Z',
      timeZone: 'Europe/London',
      when: 'after 24.5 hours in autumn',
    },
    {
      now: '2026-02-03T20:00:00.000Z',
      at: '2026-02-04T02:00:00.000Z',
      timeZone: 'Asia/Kolkata',
      when: 'at half past two UTC less half an hour',
    },
    {
      now: '2026-12-31T12:00:00.000Z',
      at: '2026-12-31T17:30:00.000Z',
      timeZone: 'Pacific/Kiritimati',
      when: 'in the new year there',
    },
  ])('is $at ($when)', ({ now, at, timeZone }) => {
    expect(nextReportAt({ timeZone }, now)).toBe(at);
  });
});

it('covers the 24 hours from its moment and the 24 before, an hour less on the day of the spring change', () => {
  expect(reportWindow(london, '2026-03-29')).toEqual({
    since: '2026-03-28T07:30:00.000Z',
    from: '2026-03-29T06:30:00.000Z',
    to: '2026-03-30T06:30:00.000Z',
    zone: 'Europe/London',
  });
});

it.each([
  { zone: 'Europe/London', date: '2026-02-03', days: ['2026-02-02', '2026-02-03'] },
  { zone: 'Pacific/Auckland', date: '2026-03-01', days: ['2026-02-27', '2026-02-28'] },
])('looks for its lines on the UTC days $days for $zone', ({ zone, date, days }) => {
  expect(journalDays(reportWindow({ timeZone: zone }, date))).toEqual(days);
});
