/** Small balances are not worth a message, unless what is overdue of the customer's adds up to one that is. */
import { localClock } from '../../calendar/dates.ts';
import { askedMinor } from '../asked.ts';
import type { Sibling, Situation } from '../decide.ts';
import { dueDate, isChaseable } from '../invoice.ts';
import { disputed } from './dispute.ts';
import { held } from './holds.ts';
import { moneyInFlight } from './money.ts';
import { promised } from './promise.ts';
import { later, type Rule } from './rule.ts';

/** The sum grows when another invoice becomes overdue, whose own case then speaks for all of them. */
const LOOK_AGAIN_DAYS = 7;

/** Whether what is owed is below the least that the policy writes about; then its siblings have to be looked up. */
export function isBelowMinimum({ policy, invoice }: Pick<Situation, 'policy' | 'invoice'>): boolean {
  const least = policy.minimumBalance?.[invoice.currency];
  return least !== undefined && invoice.owedMinor - (invoice.dispute?.amountMinor ?? 0) < least;
}

/** Undefined where the siblings were not looked up: then nothing can be said of the sum. */
export const smallBalance: Rule = (situation, now) => {
  const { invoice, policy, siblings, coveredMinor } = situation;
  const least = policy.minimumBalance?.[invoice.currency];
  if (least === undefined || siblings === undefined || askedMinor(invoice, now) >= least) return undefined;
  const others = siblings.filter((sibling) => addsUp(situation, sibling, now));
  const sum = others.reduce((total, other) => total + askable(other, now), askable({ invoice, coveredMinor }, now));
  return sum >= least ? undefined : { kind: 'hold', reason: 'small-balance', until: later(now, LOOK_AGAIN_DAYS) };
};

const askable = ({ invoice, coveredMinor }: Pick<Situation, 'invoice' | 'coveredMinor'>, now: string): number =>
  Math.max(0, askedMinor(invoice, now) - coveredMinor);

/** What nobody may be asked for adds to nothing. */
const quieting: readonly Rule[] = [held, moneyInFlight, disputed, promised];

function addsUp(situation: Situation, sibling: Sibling, now: string): boolean {
  const { invoice } = sibling;
  const due = dueDate(invoice);
  return (
    invoice.currency === situation.invoice.currency &&
    isChaseable(invoice) &&
    due !== null &&
    due < localClock(now, situation.customer.timeZone).date &&
    quieting.every((rule) => rule({ ...situation, ...sibling }, now) === undefined)
  );
}
