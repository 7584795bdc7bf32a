/** The customer's own moment: a window defers over weekends, holidays and closed days, and never drops. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localClock } from '../../../core/calendar/dates.ts';
import { isOpen, minuteFor } from '../../../core/calendar/window.ts';
import { dayAfter, isOpenFor, momentOn, nextMoment, type Whose } from '../../../core/contact/moment.ts';

const window = { days: [1, 2, 3, 4, 5], fromMinute: 600, toMinute: 690 };
const LONDON = 'Europe/London';

const whose = (customer: Partial<Whose['customer']> = {}, creditor?: Whose['creditor']): Whose => ({
  policy: { window },
  customer: { customerId: 'C-1', timeZone: LONDON, ...customer },
  creditor,
});

describe('moments', () => {
  it.each([
    { date: '2026-02-07', of: whose(), open: '2026-02-09', when: 'a Saturday' },
    { date: '2026-02-08', of: whose(), open: '2026-02-09', when: 'a Sunday' },
    { date: '2026-02-09', of: whose(), open: '2026-02-09', when: 'a Monday' },
    { date: '2026-04-03', of: whose({ country: 'GB' }), open: '2026-04-07', when: 'Good Friday before Easter Monday' },
    { date: '2026-12-24', of: whose({ country: 'GB' }), open: '2026-12-24', when: 'Christmas Eve' },
    { date: '2026-12-25', of: whose({ country: 'GB' }), open: '2026-12-29', when: 'Christmas with its substitute day' },
    { date: '2026-11-30', of: whose({ country: 'GB', region: 'GB-SCT' }), open: '2026-12-01', when: 'St Andrew’s Day' },
    { date: '2026-11-30', of: whose({ country: 'GB' }), open: '2026-11-30', when: 'St Andrew’s Day elsewhere' },
    { date: '2028-02-29', of: whose({ country: 'GB' }), open: '2028-02-29', when: 'a leap day' },
    {
      date: '2026-02-09',
      of: whose({ country: 'GB' }, { country: 'GB', closedOn: ['2026-02-09', '2026-02-10'] }),
      open: '2026-02-11',
      when: 'a day on which the creditor is closed',
    },
    {
      date: '2026-07-14',
      of: whose({ country: 'GB' }, { country: 'FR' }),
      open: '2026-07-15',
      when: 'the creditor’s own national holiday',
    },
  ])('of $when fall on $open', ({ date, of, open }) => {
    expect(localClock(momentOn(of, date), LONDON)).toEqual({ date: open, minute: minuteFor(window, 'C-1') });
  });

  it('defer to the next open day over a weekend and over a change of the clock', () => {
    const friday = momentOn(whose(), '2026-03-27');
    const next = nextMoment(whose(), friday);
    expect(localClock(next, LONDON)).toEqual({ date: '2026-03-30', minute: minuteFor(window, 'C-1') });
    expect(Date.parse(next) - Date.parse(friday)).toBe(71 * 3_600_000);
  });

  it('are today’s when it lies ahead', () => {
    expect(localClock(nextMoment(whose(), '2026-02-03T00:00:00.000Z'), LONDON).date).toBe('2026-02-03');
  });

  it('keep no holiday where the policy writes on all seven days', () => {
    const always = { ...whose({ country: 'GB' }), policy: { window: { ...window, days: [1, 2, 3, 4, 5, 6, 7] } } };
    expect(isOpenFor(always, '2026-12-25T10:30:00.000Z')).toBe(true);
    expect(isOpenFor(whose({ country: 'GB' }), '2026-12-25T10:30:00.000Z')).toBe(false);
  });

  it('always lie ahead, on an open day, inside the window, in half-hour zones and over holidays too', () => {
    const places = [
      { timeZone: LONDON, country: 'GB' },
      { timeZone: 'America/New_York', country: 'US' },
      { timeZone: 'Asia/Kolkata', country: 'IN' },
      { timeZone: 'Australia/Adelaide', country: 'AU', region: 'AU-SA' },
      { timeZone: 'Pacific/Auckland', country: 'NZ' },
      { timeZone: 'America/St_Johns', country: 'CA', region: 'CA-NL' },
    ];
    const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom(...places), fc.string(), (at, place, customerId) => {
        const of = whose({ ...place, customerId });
        const next = nextMoment(of, at.toISOString());
        expect(next > at.toISOString()).toBe(true);
        expect(isOpen(window, next, place.timeZone) && isOpenFor(of, next)).toBe(true);
        expect(Date.parse(next) - at.getTime()).toBeLessThan(8 * 86_400_000);
      }),
    );
  });
});

describe('the day of a step', () => {
  it.each([
    { at: 3, unit: 'calendar-days' as const, due: '2026-04-02', then: '2026-04-05' },
    { at: 3, unit: undefined, due: '2026-04-02', then: '2026-04-05' },
    { at: 3, unit: 'banking-days' as const, due: '2026-04-02', then: '2026-04-09' },
    { at: -3, unit: 'banking-days' as const, due: '2026-04-09', then: '2026-04-02' },
    { at: 2, unit: 'banking-days' as const, due: '2025-12-31', then: '2026-01-05' },
  ])('$at $unit after $due is $then in Britain', ({ at, unit, due, then }) => {
    expect(dayAfter(whose({ country: 'GB' }), due, { at, unit })).toBe(then);
  });
});
