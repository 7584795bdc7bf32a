/** The customer's own moment: the policy's hours on their clock, on a day that is nobody's holiday. */
import { type Calendar, calendarOf } from '../calendar/calendar.ts';
import { addDays, type Instant, instantAt, type LocalDate, localClock, weekday } from '../calendar/dates.ts';
import { type ContactWindow, minuteByUrgency, minuteFor } from '../calendar/window.ts';
import { dueDate, type Invoice } from '../case/invoice.ts';
import { urgencyOf } from '../policy/urgency.ts';
import type { Creditor } from './creditor.ts';
import type { Customer } from './customer.ts';

type ItsCreditor = Pick<Creditor, 'country' | 'region' | 'closedOn' | 'dailyReminders'> & {
  readonly largeFrom?: Creditor['largeFrom'] | undefined;
};

export type Whose = {
  readonly policy: { readonly window: ContactWindow };
  readonly customer: Pick<Customer, 'customerId' | 'timeZone' | 'country' | 'region' | 'riskScore'>;
  readonly creditor?: ItsCreditor | undefined;
  /** What the moment is about, where there is one thing. */
  readonly invoice?: Pick<Invoice, 'owedMinor' | 'currency' | 'dueOn' | 'instalments'> | undefined;
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
  const { customer } = whose;
  let day = date;
  for (let tries = 0; tries < LOOK_AHEAD_DAYS && !isOpenDay(whose, day); tries++) day = addDays(day, 1);
  return instantAt(day, minuteOn(whose, day), customer.timeZone);
}

/** The customer's own minute; where the creditor's reminders of a day are limited, the most urgent come earliest. */
function minuteOn({ policy: { window }, customer, creditor, invoice }: Whose, day: LocalDate): number {
  if (creditor?.dailyReminders === undefined || !invoice) return minuteFor(window, customer.customerId);
  const largeFromMinor = creditor.largeFrom?.[invoice.currency];
  const { owedMinor } = invoice;
  const { riskScore } = customer;
  const urgency = urgencyOf({ owedMinor, largeFromMinor, dueOn: dueDate(invoice), riskScore }, day);
  return minuteByUrgency(window, customer.customerId, urgency);
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
