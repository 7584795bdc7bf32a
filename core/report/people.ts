/** What people have a say in: approvals that wait, promises, disputes, and all that is silent for a reason. */
import { addDays, daysBetween, type LocalDate, localClock } from '../calendar/dates.ts';
import { dueDate } from '../case/invoice.ts';
import { reasonWords } from '../case/reason-words.ts';
import { sumByCurrency } from '../money/amount.ts';
import { actsOnApproval, actsOnOwed, actsOnPromise, linksOf } from './acts.ts';
import type { OpenRow, ReportFacts } from './facts.ts';
import type { ApprovalRow, DisputeRow, PromiseRow, SilentLine } from './render/view.ts';
import { invoiceRow, nameOf } from './upcoming.ts';

/** Promises whose day comes within so many days are listed. */
const AHEAD_DAYS = 7;

export function approvalsOf(facts: ReportFacts): readonly ApprovalRow[] {
  const byId = new Map(facts.open.map((row) => [row.invoiceId, row]));
  return (facts.approvals ?? []).map((task) => {
    const { invoiceId, invoiceNumber, customerId, stepId = 'next', openedAt, dueOn } = task;
    const invoice = byId.get(invoiceId);
    return {
      invoiceNumber,
      customerName: nameOf(facts, customerId),
      owed: invoice && { minor: invoice.owedMinor, currency: invoice.currency },
      daysOverdue: invoice && overdueBy(invoice, facts.date),
      stepId,
      askedOn: localClock(openedAt, facts.creditor.timeZone).date,
      answerBy: dueOn,
      owner: task.ownerName ?? task.ownerEmail ?? facts.creditor.name,
      links: linksOf(actsOnApproval({ invoiceId, stepId, cycle: facts.named.get(invoiceId)?.cycle }), facts.linkOf),
    };
  });
}

function overdueBy(invoice: OpenRow, date: LocalDate): number | undefined {
  const due = dueDate(invoice);
  return due === null ? undefined : daysBetween(due, date);
}

/** Broken ones of yesterday first, then those whose day is near, by their day. */
export function promisesOf(facts: ReportFacts): readonly PromiseRow[] {
  const lately = facts.journal
    .filter(({ kind }) => kind === 'promise')
    .map(({ invoiceId = '', invoiceNumber = '', customerId = '', amountMinor = 0, currency = 'USD', reason, at }) => ({
      invoiceNumber,
      customerName: nameOf(facts, customerId),
      owed: { minor: amountMinor, currency },
      on: localClock(at, facts.creditor.timeZone).date,
      state: stateOf(reason),
      links: linksOf(stateOf(reason) === 'broken' ? actsOnPromise({ invoiceId, customerId }) : [], facts.linkOf),
    }));
  const ahead = facts.open.flatMap((invoice): PromiseRow[] => {
    const promise = invoice.standing?.promise;
    if (!promise || promise.on > addDays(facts.date, AHEAD_DAYS)) return [];
    const { currency, owedMinor } = invoice;
    return [
      {
        ...invoiceRow(facts, invoice),
        owed: { minor: promise.amountMinor ?? owedMinor, currency },
        on: promise.on,
        state: promise.on < facts.date ? 'past' : 'due',
        links: linksOf(actsOnPromise(invoice), facts.linkOf),
      },
    ];
  });
  return [...lately, ...ahead.sort((a, b) => (a.on < b.on ? -1 : 1))];
}

function stateOf(reason: string | undefined): PromiseRow['state'] {
  if (reason === 'kept' || reason === 'partly-kept') return reason;
  return 'broken';
}

export function disputesOf(facts: ReportFacts): readonly DisputeRow[] {
  return facts.open.flatMap((invoice) => {
    const dispute = invoice.standing?.dispute;
    if (!dispute) return [];
    const { amountMinor = invoice.owedMinor } = dispute;
    const links = linksOf(actsOnOwed(invoice).slice(-1), facts.linkOf);
    return [{ ...invoiceRow(facts, invoice), disputed: { minor: amountMinor, currency: invoice.currency }, links }];
  });
}

export const isOverdueOn = (date: LocalDate) => (invoice: OpenRow) => {
  const due = dueDate(invoice);
  return invoice.type === 'invoice' && invoice.owedMinor > 0 && due !== null && due < date;
};

/** The reason code for which nothing is written about the invoice; undefined where its path goes on. */
export const silentReason = ({ standing, closedAs }: OpenRow): string | undefined =>
  closedAs === 'exhausted' ? 'exhausted' : standing?.silent?.reason;

/** Overdue invoices that nothing is written about, by reason, the most frequent first. */
export function silentOf({ open, date }: ReportFacts): readonly SilentLine[] {
  const groups = new Map<string, OpenRow[]>();
  for (const invoice of open.filter(isOverdueOn(date))) {
    const reason = silentReason(invoice);
    if (reason === undefined) continue;
    groups.set(reason, [...(groups.get(reason) ?? []), invoice]);
  }
  return [...groups]
    .map(([code, rows]) => ({
      code,
      words: reasonWords(code),
      count: rows.length,
      amounts: amountsOf(rows),
    }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

export function amountsOf(rows: readonly OpenRow[]): SilentLine['amounts'] {
  const owed = rows.map(({ owedMinor, currency }) => ({ minor: owedMinor, currency }));
  return [...sumByCurrency(owed)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => ({ minor, currency }));
}
