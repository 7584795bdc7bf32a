/** A promise to pay quiets an invoice until its day and the days of grace after it are over. */
import { addDays, instantAt } from '../../calendar/dates.ts';
import type { Rule } from './rule.ts';

/** A day's grace after the promised date, for money takes its time. */
export const promised: Rule = ({ invoice, customer }, now) => {
  if (invoice.promisedOn === undefined) return undefined;
  const until = instantAt(addDays(invoice.promisedOn, 2), 0, customer.timeZone);
  return now < until ? { kind: 'hold', reason: 'promised', until } : undefined;
};
