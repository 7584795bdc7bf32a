/** When a creditor's statements are due: on its day of each month, at six in the morning on its own clock. */
import { addDays, type Instant, instantAt, type LocalDate, localClock } from '../calendar/dates.ts';

const STATEMENT_MINUTE = 6 * 60;

type Scheduled = { readonly timeZone: string; readonly statementDay: number };

const onDay = (month: string, day: number): LocalDate => `${month}-${String(day).padStart(2, '0')}`;
const monthAfter = (date: LocalDate): string => addDays(onDay(date.slice(0, 7), 28), 4).slice(0, 7);

/** The first moment strictly after the instant. */
export function nextStatementAt({ timeZone, statementDay }: Scheduled, now: Instant): Instant {
  const today = localClock(now, timeZone).date;
  const at = instantAt(onDay(today.slice(0, 7), statementDay), STATEMENT_MINUTE, timeZone);
  return at > now ? at : instantAt(onDay(monthAfter(today), statementDay), STATEMENT_MINUTE, timeZone);
}

/** The month that a moment's statements are of, and the day of those before them. */
export function statementMonth({ timeZone, statementDay }: Scheduled, dueAt: Instant) {
  const date = localClock(dueAt, timeZone).date;
  const before = addDays(onDay(date.slice(0, 7), 1), -1).slice(0, 7);
  return { month: date.slice(0, 7), since: onDay(before, statementDay) };
}
