/** The CFO's figures: cash in against four weeks, overdue and its change, the largest debtors, and what is decided. */
import { addDays, type LocalDate, localClock } from '../calendar/dates.ts';
import { reasonWords } from '../case/reason-words.ts';
import { formatDate } from '../message/figures.ts';
import type { OpenRow, OverdueHistory, ReportFacts } from './facts.ts';
import { amountsOf, isOverdueOn, silentReason } from './people.ts';
import type { CashLine, ChangeLine, DecisionRow, LargestRow, StandingLine } from './render/view.ts';
import { nameOf } from './upcoming.ts';

const WEEKS = 5;
const LARGEST = 10;
/** A former report stands for a day of the past where it is at most so many days older. */
const NEAR_DAYS = 3;

/** Money received by currency: the seven days before the report's date, and each of the four weeks before them. */
export function cashOf({ month, date, creditor }: ReportFacts): readonly CashLine[] {
  const weeks = new Map<string, number[]>();
  for (const { at, amountMinor = 0, currency } of month?.paid ?? []) {
    const week = weekBefore(localClock(at, creditor.timeZone).date, date);
    if (currency === undefined || week === undefined || amountMinor <= 0) continue;
    const sums = weeks.get(currency) ?? Array.from({ length: WEEKS }, () => 0);
    sums[week] = (sums[week] ?? 0) + amountMinor;
    weeks.set(currency, sums);
  }
  return [...weeks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, [lastMinor = 0, ...before]]) => ({
      currency,
      lastMinor,
      averageMinor: Math.round(before.reduce((sum, minor) => sum + minor, 0) / before.length),
      before,
    }));
}

/** 0 for the seven days that end the day before the report's, 1 for the seven before them, and so on. */
function weekBefore(day: LocalDate, date: LocalDate): number | undefined {
  for (let week = 0; week < WEEKS; week++)
    if (day < addDays(date, -7 * week) && day >= addDays(date, -7 * (week + 1))) return week;
  return undefined;
}

/** What is overdue by currency; what the next reports compare themselves with. */
export function overdueOf({ open, date }: Pick<ReportFacts, 'open' | 'date'>): Readonly<Record<string, number>> {
  const overdue = amountsOf(open.filter(isOverdueOn(date)));
  return Object.fromEntries(overdue.map(({ currency, minor }) => [currency, minor]));
}

export function changesOf(facts: ReportFacts): readonly ChangeLine[] {
  const now = overdueOf(facts);
  const [week, month] = [7, 28].map((days) => near(facts.history ?? {}, addDays(facts.date, -days)));
  const currencies = new Set([...Object.keys(now), ...Object.keys(week ?? {}), ...Object.keys(month ?? {})]);
  return [...currencies].sort().map((currency) => ({
    currency,
    minor: now[currency] ?? 0,
    weekAgoMinor: week && (week[currency] ?? 0),
    monthAgoMinor: month && (month[currency] ?? 0),
  }));
}

/** The figures of the latest report on or shortly before the day. */
function near(history: OverdueHistory, day: LocalDate): OverdueHistory[string] | undefined {
  const latest = Object.keys(history)
    .filter((date) => date <= day && date >= addDays(day, -NEAR_DAYS))
    .sort()
    .at(-1);
  return latest === undefined ? undefined : history[latest];
}

/** The customers who owe most that is overdue, within each currency; the first ten by count of rows shown. */
export function largestOf(facts: ReportFacts): readonly LargestRow[] {
  const owed = new Map<string, OpenRow[]>();
  for (const invoice of facts.open.filter(isOverdueOn(facts.date))) {
    const key = `${invoice.currency} ${invoice.customerId}`;
    owed.set(key, [...(owed.get(key) ?? []), invoice]);
  }
  return [...owed.values()]
    .flatMap((rows) => largestRow(facts, rows))
    .sort((a, b) => b.owed.minor - a.owed.minor)
    .slice(0, LARGEST);
}

function largestRow(facts: ReportFacts, rows: readonly OpenRow[]): readonly LargestRow[] {
  const [first] = rows;
  if (!first) return [];
  const { customerId, currency } = first;
  const owner = facts.customers.get(customerId)?.owner ?? facts.creditor.owner;
  const minor = rows.reduce((sum, { owedMinor }) => sum + owedMinor, 0);
  return [
    {
      customerId,
      customerName: nameOf(facts, customerId),
      owed: { minor, currency },
      invoices: rows.length,
      owner: owner.name ?? owner.email ?? facts.creditor.name,
      next: nextAction(facts, rows),
    },
  ];
}

/** The invoices of the largest debtors whose rows tell what happens next: the oldest of each. */
export function oldestOfLargest(facts: ReportFacts): readonly string[] {
  const overdue = facts.open.filter(isOverdueOn(facts.date));
  return largestOf(facts).flatMap(({ customerId, owed }) => {
    const own = overdue.filter((row) => row.customerId === customerId && row.currency === owed.currency);
    return [...own].sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))[0]?.invoiceId ?? [];
  });
}

/** What happens next by itself, else who is to do what, else what everything waits for. */
function nextAction({ named, tasks, creditor }: ReportFacts, rows: readonly OpenRow[]): string {
  const ids = new Set(rows.map(({ invoiceId }) => invoiceId));
  const next = rows.map(({ invoiceId }) => named.get(invoiceId)).find((invoice) => invoice?.nextStepId !== undefined);
  if (next?.nextAt) {
    const on = localClock(next.nextAt, creditor.timeZone).date;
    return `step “${next.nextStepId}” on ${formatDate(on, creditor.locale, 'short')}`;
  }
  const task = tasks.find(({ invoiceId }) => ids.has(invoiceId));
  if (task) return `task “${task.kind}” by ${task.ownerName ?? task.ownerEmail ?? 'a colleague'}, due ${task.dueOn}`;
  const reasons = [...new Set(rows.flatMap((row) => silentReason(row) ?? []))];
  if (reasons.length > 0) return reasons.map(reasonWords).join('; ');
  return 'its path goes on at the next step’s day';
}

/** Which reasons for silence the CFO reads as which of three. */
const STANDINGS: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['Disputed', new Set(['disputed'])],
  ['Promised', new Set(['promised'])],
  ['Held by somebody', new Set(['hold', 'customer-hold', 'reply-unanswered', 'awaiting-approval', 'stopped'])],
];

export function standingsOf({ open }: ReportFacts): readonly StandingLine[] {
  return STANDINGS.map(([label, codes]) => {
    const rows = open.filter(
      (row) => codes.has(silentReason(row) ?? '') || (label === 'Disputed' && isPartDisputed(row)),
    );
    return { label, count: rows.length, amounts: amountsOf(rows) };
  });
}

const isPartDisputed = ({ standing }: OpenRow): boolean => standing?.dispute !== undefined;

/** Write-offs and hand-overs that somebody decided within the last four weeks, and the decisions that are still open. */
export function decisionsOf(facts: ReportFacts): readonly DecisionRow[] {
  const since = addDays(facts.date, -28);
  const made = (facts.month?.done ?? []).flatMap(({ outcome, doneAt, invoiceNumber, customerId }): DecisionRow[] => {
    const on = doneAt && localClock(doneAt, facts.creditor.timeZone).date;
    if (on === undefined || on < since || (outcome !== 'write_off' && outcome !== 'agency')) return [];
    return [{ invoiceNumber, customerName: nameOf(facts, customerId), what: DECIDED[outcome], on }];
  });
  const waiting = facts.tasks
    .filter(({ kind }) => kind === 'decide')
    .map(({ invoiceNumber, customerId, dueOn }) => ({
      invoiceNumber,
      customerName: nameOf(facts, customerId),
      what: 'waits for a decision',
      on: dueOn,
    }));
  return [...made, ...waiting];
}

const DECIDED = { write_off: 'written off', agency: 'given to an agency' } as const;
