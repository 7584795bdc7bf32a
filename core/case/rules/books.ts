/** What the books say ends or forbids a path: closed, withdrawn, nothing owed, never chased. */
import { isChaseable } from '../invoice.ts';
import { LOOK_AGAIN_DAYS, later, type Rule } from './rule.ts';

const closed: Rule = ({ invoice }) =>
  invoice.caseState === 'closed' && invoice.closedAs ? { kind: 'close', reason: invoice.closedAs } : undefined;

const withdrawn: Rule = ({ invoice }) => {
  if (invoice.status === 'void') return { kind: 'close', reason: 'void' };
  return invoice.status === 'written_off' ? { kind: 'close', reason: 'written-off' } : undefined;
};

const nothingOwed: Rule = ({ invoice }) =>
  invoice.owedMinor <= 0 && invoice.inFlight.length === 0 ? { kind: 'close', reason: 'paid' } : undefined;

const notChased: Rule = ({ invoice }, now) =>
  isChaseable(invoice) ? undefined : { kind: 'hold', reason: 'not-chased', until: later(now, LOOK_AGAIN_DAYS) };

export const booksSay: readonly Rule[] = [closed, withdrawn, nothingOwed, notChased];
