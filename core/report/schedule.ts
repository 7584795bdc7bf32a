/** When a creditor's daily report is due: 07:30 on its own clock. */
import { addDays, type Instant, instantAt, localClock } from '../calendar/dates.ts';

const REPORT_MINUTE = 7 * 60 + 30;

type Zoned = { readonly timeZone: string };

/** The first report moment strictly after the instant. */
export function nextReportAt({ timeZone }: Zoned, now: Instant): Instant {
  const today = localClock(now, timeZone).date;
  const at = instantAt(today, REPORT_MINUTE, timeZone);
  return at > now ? at : instantAt(addDays(today, 1), REPORT_MINUTE, timeZone);
}

/** The report of a date covers the day from its moment on, and the day before it; instants. */
export function reportWindow({ timeZone }: Zoned, date: string) {
  return {
    since: instantAt(addDays(date, -1), REPORT_MINUTE, timeZone),
    from: instantAt(date, REPORT_MINUTE, timeZone),
    to: instantAt(addDays(date, 1), REPORT_MINUTE, timeZone),
    zone: timeZone,
  };
}
