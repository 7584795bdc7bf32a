/** A preview as a calendar: what happens on each day, what was put off from it and why, and the sums. */
import { addDays, daysBetween, type LocalDate, weekday } from '../calendar/dates.ts';
import type { Deferral, Entry, Preview } from './entry.ts';

/** Messages of one step through one channel. */
export type Sent = {
  readonly stepId: string;
  readonly channel: 'email' | 'sms';
  readonly stepAt: number;
  readonly count: number;
  /** Invoices on them, each counted once. */
  readonly invoices: number;
};
export type Counted = { readonly name: string; readonly count: number };
export type PutOff = Pick<Deferral, 'to' | 'reason' | 'ruleId'> & { readonly count: number };

export type Day = {
  readonly on: LocalDate;
  /** ISO: Monday 1. */
  readonly weekday: number;
  readonly messages: number;
  readonly sent: readonly Sent[];
  readonly tasks: readonly Counted[];
  /** Steps whose day this was, or had become, and that were put off from it. */
  readonly putOff: readonly PutOff[];
};

export type Reason = {
  readonly reason: string;
  readonly ruleId: string | undefined;
  readonly count: number;
  readonly longestDays: number;
  readonly customers: number;
};

export type Summary = {
  readonly days: readonly Day[];
  readonly messages: number;
  readonly rehearsed: number;
  readonly sent: readonly Sent[];
  readonly tasks: readonly Counted[];
  /** Customers who get at least one message, and the most that one of them gets. */
  readonly people: number;
  readonly mostToOne: number;
  readonly deferrals: readonly Reason[];
  /** Why invoices stand where they stand when the preview ends. */
  readonly waiting: readonly Counted[];
};

export function summaryOf({ entries, waiting }: Preview, from: LocalDate, days: number): Summary {
  const last = [addDays(from, days - 1), ...entries.map(({ on }) => on)].sort().at(-1) ?? from;
  const byDay = Map.groupBy(entries, ({ on }) => on);
  const putOff = Map.groupBy(
    entries.flatMap(({ deferrals }) => deferrals),
    (deferral) => deferral.from,
  );
  const dates = Array.from({ length: daysBetween(from, last) + 1 }, (_, day) => addDays(from, day));
  const messages = entries.filter(({ kind }) => kind === 'message');
  const perCustomer = [...Map.groupBy(messages, ({ customerId }) => customerId).values()];
  return {
    days: dates.map((on) => dayOf(on, byDay.get(on) ?? [], putOff.get(on) ?? [])),
    messages: messages.length,
    rehearsed: messages.filter(({ rehearsed }) => rehearsed).length,
    sent: sentOf(entries),
    tasks: tasksOf(entries),
    people: perCustomer.length,
    mostToOne: Math.max(0, ...perCustomer.map((one) => one.length)),
    deferrals: reasonsOf(entries),
    waiting: counted(waiting.map(({ reason }) => reason)),
  };
}

function dayOf(on: LocalDate, entries: readonly Entry[], deferrals: readonly Deferral[]): Day {
  const groups = Map.groupBy(deferrals, ({ to, reason, ruleId }) => `${to} ${reason} ${ruleId ?? ''}`);
  return {
    on,
    weekday: weekday(on),
    messages: entries.filter(({ kind }) => kind === 'message').length,
    sent: sentOf(entries),
    tasks: tasksOf(entries),
    putOff: [...groups.values()]
      .flatMap((group) => (group[0] ? [{ ...kindOf(group[0]), count: group.length }] : []))
      .sort((a, b) => b.count - a.count),
  };
}

const kindOf = ({ to, reason, ruleId }: Deferral): Omit<PutOff, 'count'> => ({ to, reason, ruleId });

/** In the order of the path. */
function sentOf(entries: readonly Entry[]): readonly Sent[] {
  const messages = entries.filter(({ kind }) => kind === 'message');
  const groups = Map.groupBy(messages, ({ stepId, channel }) => `${stepId} ${channel}`);
  return [...groups.values()]
    .flatMap((group): Sent[] => {
      const [first] = group;
      const invoices = new Set(group.flatMap(({ invoiceIds }) => invoiceIds)).size;
      return first ? [{ ...partsOf(first), count: group.length, invoices }] : [];
    })
    .sort((a, b) => a.stepAt - b.stepAt || (a.stepId < b.stepId ? -1 : 1));
}

const partsOf = ({ stepId, channel = 'email', stepAt }: Entry): Pick<Sent, 'stepId' | 'channel' | 'stepAt'> => ({
  stepId,
  channel,
  stepAt,
});

const tasksOf = (entries: readonly Entry[]): readonly Counted[] =>
  counted(entries.flatMap(({ kind, task }) => (kind === 'message' || task === undefined ? [] : [task])));

function counted(names: readonly string[]): readonly Counted[] {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, group]) => ({ name, count: group.length }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function reasonsOf(entries: readonly Entry[]): readonly Reason[] {
  const all = entries.flatMap(({ customerId, deferrals }) => deferrals.map((one) => ({ ...one, customerId })));
  const groups = Map.groupBy(all, ({ reason, ruleId }) => `${reason} ${ruleId ?? ''}`);
  return [...groups.values()]
    .flatMap((group): Reason[] => {
      const [first] = group;
      if (!first) return [];
      return [
        {
          reason: first.reason,
          ruleId: first.ruleId,
          count: group.length,
          longestDays: group.reduce((most, { from, to }) => Math.max(most, daysBetween(from, to)), 0),
          customers: new Set(group.map(({ customerId }) => customerId)).size,
        },
      ];
    })
    .sort((a, b) => b.count - a.count);
}
