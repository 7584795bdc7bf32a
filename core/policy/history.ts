/** How a customer has paid, and what it owes now: figures of its invoices, for segments. */
import { addDays, daysBetween, type LocalDate } from '../calendar/dates.ts';
import { dueDate, type Invoice } from '../case/invoice.ts';

export type HistoryItem = Pick<
  Invoice,
  'invoiceId' | 'type' | 'status' | 'currency' | 'owedMinor' | 'dueOn' | 'instalments' | 'settledOn' | 'promisesBroken'
>;

export type CustomerHistory = {
  /** Days since the oldest open invoice was due; 0 where nothing is overdue. */
  readonly daysOverdue: number;
  /** Minor units owed, by currency. */
  readonly balance: Readonly<Record<string, number>>;
  readonly openInvoices: number;
  /** Invoices settled within the last twelve months whose day of settlement is known. */
  readonly settled: number;
  /** Late ones among them, 0 to 1; absent below three (docs/policy.md). */
  readonly lateRate?: number | undefined;
  /** Days after the due date, of the late ones on average; early and punctual ones count as 0. Absent below three. */
  readonly averageDaysLate?: number | undefined;
  readonly brokenPromises: number;
};

const FEWEST_SETTLED = 3;
const DAYS_LOOKED_BACK = 365;

/** `today` is the customer's local date. */
export function historyOf(items: readonly HistoryItem[], today: LocalDate): CustomerHistory {
  const invoices = items.filter(({ type }) => type === 'invoice');
  const open = invoices.filter(({ status, owedMinor }) => status === 'open' && owedMinor > 0);
  const late = invoices.flatMap((item) => daysLate(item, today));
  const known = late.length >= FEWEST_SETTLED;
  return {
    daysOverdue: Math.max(0, ...open.map((item) => daysBetween(dueDate(item) ?? today, today))),
    balance: sumsOf(open),
    openInvoices: open.length,
    settled: late.length,
    lateRate: known ? late.filter((days) => days > 0).length / late.length : undefined,
    averageDaysLate: known ? late.reduce((sum, days) => sum + days, 0) / late.length : undefined,
    brokenPromises: invoices.reduce((sum, { promisesBroken = 0 }) => sum + promisesBroken, 0),
  };
}

function sumsOf(items: readonly HistoryItem[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { currency, owedMinor } of items) sums[currency] = (sums[currency] ?? 0) + owedMinor;
  return sums;
}

function daysLate({ settledOn, dueOn }: HistoryItem, today: LocalDate): readonly number[] {
  if (settledOn === undefined || dueOn === null || settledOn < addDays(today, -DAYS_LOOKED_BACK)) return [];
  return [Math.max(0, daysBetween(dueOn, settledOn))];
}
