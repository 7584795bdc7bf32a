/** Banking days and public holidays by country and region; the table says what the library behind it says. */
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../core/calendar/calendar.ts';
import { holidaysOf } from '../../../core/calendar/holidays/days.ts';
import { easternEaster, westernEaster } from '../../../core/calendar/holidays/moving.ts';
import { publicHolidays } from '../../../data/holidays/days.ts';

describe('holidays', () => {
  it.each([
    { country: 'GB', date: '2026-04-03', is: true, what: 'Good Friday' },
    { country: 'GB', date: '2026-12-28', is: true, what: 'the substitute of Boxing Day, a Saturday' },
    { country: 'GB', date: '2023-05-08', is: true, what: 'the coronation’s one day' },
    { country: 'GB', date: '2024-05-08', is: false, what: 'the same date a year on' },
    { country: 'DE', date: '2026-06-04', is: false, what: 'Corpus Christi in the whole of Germany' },
    { country: 'DE', region: 'DE-BY', date: '2026-06-04', is: true, what: 'Corpus Christi in Bavaria' },
    { country: 'DE', region: 'DE-XX', date: '2026-10-03', is: true, what: 'a national day in an unknown region' },
    { country: 'US', date: '2026-11-26', is: true, what: 'Thanksgiving' },
    { country: 'US', date: '2020-06-19', is: false, what: 'Juneteenth before it was one' },
    { country: 'US', date: '2021-06-19', is: true, what: 'the first Juneteenth' },
    { country: 'TR', date: '2026-03-21', is: true, what: 'the second day of a feast of several' },
    { country: 'GR', date: '2026-04-13', is: true, what: 'eastern Easter Monday' },
    { country: 'XX', date: '2026-12-25', is: false, what: 'Christmas in a country that nobody knows' },
    { country: 'GB', date: '2036-12-25', is: false, what: 'Christmas beyond the table' },
  ])('$country: $what is $is', ({ country, region, date, is }) => {
    expect(calendarOf({ country, region }).isHoliday(date)).toBe(is);
  });

  it.each([
    ...['GB', 'US', 'DE', 'PH', 'AE', 'JP', 'IR', 'BR', 'ZA', 'IN'].map((country) => ({ country, region: undefined })),
    { country: 'GB', region: 'SCT' },
    { country: 'DE', region: 'BY' },
    { country: 'US', region: 'ca' },
    { country: 'ES', region: 'MD' },
  ])('of $country $region are in the table as the library has them', ({ country, region }) => {
    const table = holidaysOf(country, region && `${country}-${region.toUpperCase()}`);
    for (const year of [2019, 2024, 2027, 2035])
      expect([...table].filter((date) => date.startsWith(String(year))).sort()).toEqual(
        publicHolidays(country, region, year),
      );
  });
});

describe('banking days', () => {
  it.each([
    { country: 'GB', from: '2026-04-02', count: 1, then: '2026-04-07' },
    { country: 'GB', from: '2026-04-07', count: -1, then: '2026-04-02' },
    { country: 'GB', from: '2026-04-04', count: 0, then: '2026-04-04' },
    { country: 'GB', from: '2027-12-24', count: 2, then: '2027-12-30' },
    { country: 'AE', from: '2026-02-05', count: 2, then: '2026-02-09' },
    { country: 'EG', from: '2026-02-12', count: 1, then: '2026-02-15' },
    { country: undefined, from: '2028-02-28', count: 1, then: '2028-02-29' },
    { country: 'GB', from: '2040-12-24', count: 1, then: '2040-12-25' },
  ])('$count from $from in $country is $then', ({ country, from, count, then }) => {
    expect(calendarOf({ country }).addBankingDays(from, count)).toBe(then);
  });

  it('leave out days of one’s own, and say whether the holidays are known', () => {
    const calendar = calendarOf({ country: 'GB', closedOn: ['2026-02-10'] });
    expect(calendar.addBankingDays('2026-02-09', 1)).toBe('2026-02-11');
    expect([calendar.knowsHolidays, calendarOf({ country: 'XX' }).knowsHolidays]).toEqual([true, false]);
  });
});

it('Easter falls where both churches have it', () => {
  expect([2019, 2024, 2025, 2027, 2035].map(westernEaster)).toEqual([
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2027-03-28',
    '2035-03-25',
  ]);
  expect([2019, 2024, 2025, 2027, 2035].map(easternEaster)).toEqual([
    '2019-04-28',
    '2024-05-05',
    '2025-04-20',
    '2027-05-02',
    '2035-04-29',
  ]);
});
