/** When a person may be written to: a window defers and never drops, and each person has a minute of their own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekday } from '../../../core/calendar/dates.ts';
import { addWeekdays, type ContactWindow, isOpen, minuteFor } from '../../../core/calendar/window.ts';

const window: ContactWindow = { days: [1, 2, 3, 4, 5], fromMinute: 600, toMinute: 690 };
const LONDON = 'Europe/London';

describe('isOpen', () => {
  it.each([
    { at: '2026-02-03T09:59:59.999Z', zone: LONDON, open: false, when: 'a moment before it opens' },
    { at: '2026-02-03T10:00:00.000Z', zone: LONDON, open: true, when: 'it opens' },
    { at: '2026-02-03T11:29:59.999Z', zone: LONDON, open: true, when: 'its last moment' },
    { at: '2026-02-03T11:30:00.000Z', zone: LONDON, open: false, when: 'it closes' },
    { at: '2026-02-07T10:30:00.000Z', zone: LONDON, open: false, when: 'it is Saturday' },
    { at: '2026-07-03T09:15:00.000Z', zone: LONDON, open: true, when: 'the summer’s clock is ahead' },
    { at: '2026-02-02T00:29:00.000Z', zone: 'Australia/Sydney', open: true, when: 'it is Monday at 11:29 there' },
    { at: '2026-02-02T00:30:00.000Z', zone: 'Australia/Sydney', open: false, when: 'it is Monday at 11:30 there' },
    {
      at: '2026-02-01T23:30:00.000Z',
      zone: 'Australia/Sydney',
      open: true,
      when: 'it is Sunday in London and Monday there',
    },
  ])('is $open when $when', ({ at, zone, open }) => {
    expect(isOpen(window, at, zone)).toBe(open);
  });
});

describe('the spread', () => {
  it('gives each person the same minute every time, inside the window with room to spare at its end', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const minute = minuteFor(window, key);
        expect(minute).toBe(minuteFor(window, key));
        expect(minute).toBeGreaterThanOrEqual(600);
        expect(minute).toBeLessThan(675);
      }),
    );
  });

  it('is even: among a thousand people no tenth of the window is empty or crowded', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let at = 0; at < 1_000; at++) {
      const tenth = Math.floor((minuteFor(window, `C-${at}`) - 600) / 7.5);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.min(...tenths)).toBeGreaterThan(50);
    expect(Math.max(...tenths)).toBeLessThan(160);
  });

  it('stays inside a window shorter than the room at its end', () => {
    expect(minuteFor({ ...window, toMinute: 605 }, 'anybody')).toBe(600);
  });
});

describe('addWeekdays', () => {
  it.each([
    { date: '2026-02-06', count: 1, then: '2026-02-09' },
    { date: '2026-02-07', count: 1, then: '2026-02-09' },
    { date: '2026-02-02', count: 5, then: '2026-02-09' },
    { date: '2026-02-04', count: 0, then: '2026-02-04' },
    { date: '2026-12-31', count: 2, then: '2027-01-04' },
  ])('$count weekdays after $date is $then', ({ date, count, then }) => {
    expect(addWeekdays(date, count)).toBe(then);
    expect(count === 0 || weekday(then) <= 5).toBe(true);
  });
});
