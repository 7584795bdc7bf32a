/** A promise to pay quiets an invoice until its day and the days of grace after it are over. */
import { graceEnds, isBelieved, promiseOf, termsOf } from '../promise.ts';
import type { Rule } from './rule.ts';

export const promised: Rule = ({ invoice, customer, policy }, now) => {
  const promise = promiseOf(invoice);
  const terms = termsOf(policy);
  if (!promise || !isBelieved(invoice, terms)) return undefined;
  const until = graceEnds(promise, terms, customer.timeZone);
  return now < until ? { kind: 'hold', reason: 'promised', until } : undefined;
};
