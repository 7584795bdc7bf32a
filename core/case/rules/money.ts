/** Money on its way, and money of the customer that lies on no invoice. */
import { askedMinor } from '../asked.ts';
import { later, type Rule } from './rule.ts';

export const moneyInFlight: Rule = ({ invoice }, now) =>
  invoice.inFlight.length > 0 ? { kind: 'hold', reason: 'payment-in-flight', until: later(now, 1) } : undefined;

export const covered: Rule = ({ invoice, coveredMinor }, now) =>
  coveredMinor >= askedMinor(invoice, now) ? { kind: 'hold', reason: 'covered', until: later(now, 7) } : undefined;
