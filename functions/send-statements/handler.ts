/** Sends each customer with open items its statement once a month, within its hours; it counts toward neither budget nor gap. */
import { addDays, type Instant, localClock } from '../../core/calendar/dates.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { momentOn, nextMoment } from '../../core/contact/moment.ts';
import type { Clock, Lists } from '../../core/ports.ts';
import type { JournalEntry } from '../../core/report/journal.ts';
import { nextStatementAt, statementMonth } from '../../core/report/statement-schedule.ts';
import { log, traceOf } from '../_shared/log.ts';
import type { Postbox } from '../_shared/mail-once.ts';
import { sendStatement } from './statement.ts';

export type Waiting = {
  readonly creditorId: string;
  readonly customerId: string;
  readonly dueAt: Instant;
  readonly month: string;
  readonly since: string;
};
type Begins = { readonly creditorId: string; readonly dueAt: Instant; readonly customerId?: undefined };
export type Due = Waiting | Begins;

export type Deps = Postbox & {
  readonly clock: Clock;
  readonly lists: Pick<Lists, 'liveInvoiceIds'>;
  readonly statements: {
    readonly due: (by: Instant, limit: number) => Promise<readonly Due[]>;
    readonly customersWithOpenItems: (creditorId: string) => Promise<readonly string[]>;
    readonly await: (items: readonly Waiting[]) => Promise<void>;
    readonly postpone: (item: Due, dueAt: Instant) => Promise<void>;
    readonly done: (item: Due) => Promise<void>;
    readonly paidOn: (creditorId: string, days: readonly string[]) => Promise<readonly JournalEntry[]>;
  };
};

export type Counts = { begun: number; sent: number; deferred: number; dropped: number; failed: number };

const PAGE = 100;
/** Pages of one tick at most: the rest waits for the next one. */
const PAGES = 5;

export const createHandler = (deps: Deps) => async (): Promise<Counts> => {
  const counts: Counts = { begun: 0, sent: 0, deferred: 0, dropped: 0, failed: 0 };
  const payments = rememberedPayments(deps);
  for (let page = 0; page < PAGES; page++) {
    const due = await deps.statements.due(deps.clock.now(), PAGE);
    for (const item of due) counts[await carryOut(deps, item, payments)]++;
    // What failed is due still: looked at again at once it would only fail again.
    if (due.length < PAGE || counts.failed > 0) return counts;
  }
  return counts;
};

export type PaymentsSince = (item: Waiting, now: Instant) => Promise<readonly JournalEntry[]>;

/** A creditor's journal is read once for all of its customers. */
function rememberedPayments({ statements }: Deps): PaymentsSince {
  const read = new Map<string, Promise<readonly JournalEntry[]>>();
  return async ({ creditorId, customerId, since }, now) => {
    const key = `${creditorId} ${since}`;
    const lines = read.get(key) ?? statements.paidOn(creditorId, daysFrom(since, now.slice(0, 10)));
    read.set(key, lines);
    return (await lines).filter((line) => line.customerId === customerId);
  };
}

function daysFrom(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

async function carryOut(deps: Deps, item: Due, payments: PaymentsSince): Promise<keyof Counts> {
  const now = deps.clock.now();
  try {
    if (item.customerId === undefined) return await begin(deps, item, now);
    const { kind, at } = await sendStatement(deps, item, payments, now);
    await (at === undefined ? deps.statements.done(item) : deps.statements.postpone(item, at));
    return kind;
  } catch (error) {
    const { creditorId, customerId } = item;
    log('error', 'STATEMENT_FAILED', { creditorId, customerId, ...traceOf(error) });
    return 'failed';
  }
}

/**
 * Gives each customer with open items a moment of its own. Whatever dies in between begins again with the next tick: a
 * customer who has its statement of the month already does not get it twice.
 */
async function begin(deps: Deps, item: Begins, now: Instant): Promise<keyof Counts> {
  const { ledger, statements } = deps;
  const creditor = await ledger.creditor(item.creditorId);
  if (creditor?.statementDay === undefined) {
    await statements.done(item);
    return 'dropped';
  }
  const { creditorId, statementDay, timeZone } = creditor;
  const policy = await ledger.policy(creditorId, creditor.policyId);
  const { month, since } = statementMonth({ timeZone, statementDay }, item.dueAt);
  const owing = await statements.customersWithOpenItems(creditorId);
  const customers = await ledger.customers(creditorId, owing);
  const payers = await ledger.customers(creditorId, [...new Set([...customers.values()].map(payerOf))]);
  const waiting = [...payers.values()].map((customer): Waiting => {
    const whose = { policy, customer, creditor };
    const today = momentOn(whose, localClock(now, customer.timeZone).date);
    const dueAt = today > now ? today : nextMoment(whose, now);
    return { creditorId, customerId: customer.customerId, dueAt, month, since };
  });
  await statements.await(waiting);
  await statements.postpone(item, nextStatementAt({ timeZone, statementDay }, now));
  return 'begun';
}

const payerOf = ({ billToId, customerId }: Customer): string => billToId ?? customerId;
