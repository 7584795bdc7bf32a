/** The customer's own moment: the policy's hours on their clock, on a day that is nobody's holiday. */
import { type Calendar, calendarOf } from '../calendar/calendar.ts';
import { addDays, type Instant, instantAt, type LocalDate, localClock, weekday } from '../calendar/dates.ts';
import { type ContactWindow, minuteFor } from '../calendar/window.ts';
import type { Creditor } from './creditor.ts';
import type { Customer } from './customer.ts';

export type Whose = {
  readonly policy: { readonly window: ContactWindow };
  readonly customer: Pick<Customer, 'customerId' | 'timeZone' | 'country' | 'region'>;
  readonly creditor?: Pick<Creditor, 'country' | 'region' | 'closedOn'> | undefined;
};

/** So many days on, every window has opened that opens at all. */
const LOOK_AHEAD_DAYS = 40;

/** Banking days and holidays where the customer is. */
export const customerCalendar = ({ customer: { country, region } }: Pick<Whose, 'customer'>): Calendar =>
  calendarOf({ country, region });

/** A public holiday of the customer's or of the creditor's, or a day on which the creditor is closed. */
export function isDayOff(whose: Pick<Whose, 'customer' | 'creditor'>, date: LocalDate): boolean {
  return (
    customerCalendar(whose).isHoliday(date) || (whose.creditor ? calendarOf(whose.creditor).isHoliday(date) : false)
  );
}

/** A company that writes on all seven days of the week knows no days off either; contact rules may. */
const writesAlways = ({ days }: ContactWindow): boolean => days.length === 7;

export function isOpenDay(whose: Whose, date: LocalDate): boolean {
  const { window } = whose.policy;
  return window.days.includes(weekday(date)) && (writesAlways(window) || !isDayOff(whose, date));
}

/** Whether the policy lets the customer be contacted now. */
export function isOpenFor(whose: Whose, now: Instant): boolean {
  const { window } = whose.policy;
  const { date, minute } = localClock(now, whose.customer.timeZone);
  return minute >= window.fromMinute && minute < window.toMinute && isOpenDay(whose, date);
}

/** The customer's moment on that date, or on the next open one after it. */
export function momentOn(whose: Whose, date: LocalDate): Instant {
  const { policy, customer } = whose;
  let day = date;
  for (let tries = 0; tries < LOOK_AHEAD_DAYS && !isOpenDay(whose, day); tries++) day = addDays(day, 1);
  return instantAt(day, minuteFor(policy.window, customer.customerId), customer.timeZone);
}

/** The customer's first moment after the instant. */
export function nextMoment(whose: Whose, after: Instant): Instant {
  const today = localClock(after, whose.customer.timeZone).date;
  const moment = momentOn(whose, today);
  return moment > after ? moment : momentOn(whose, addDays(today, 1));
}

/** The day of a step or a gap: so many calendar or banking days after a date, or before it. */
export function dayAfter(
  whose: Pick<Whose, 'customer'>,
  date: LocalDate,
  { at, unit }: { readonly at: number; readonly unit?: 'calendar-days' | 'banking-days' | undefined },
): LocalDate {
  return unit === 'banking-days' ? customerCalendar(whose).addBankingDays(date, at) : addDays(date, at);
}
