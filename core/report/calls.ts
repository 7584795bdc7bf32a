/** A collector's calls in the order in which they are worth making, each with whom to call and what happened last. */
import { daysBetween, localClock } from '../calendar/dates.ts';
import { dueDate } from '../case/invoice.ts';
import type { Customer } from '../contact/customer.ts';
import { exponentOf } from '../money/currency.ts';
import { actsOnCall, linksOf } from './acts.ts';
import type { OpenRow, ReportFacts, TaskRow } from './facts.ts';
import type { CallRow } from './render/view.ts';
import { nameOf } from './upcoming.ts';

/** Printed beneath the list. */
export const CALL_ORDER =
  'Order: customers who broke a promise first; then by the score, which is the amount owed in whole units of its currency times the days overdue. Currencies are not converted.';

/** Whole units of the currency times days overdue. */
export function callScore(
  { owedMinor, currency }: Pick<OpenRow, 'owedMinor' | 'currency'>,
  daysOverdue: number,
): number {
  return Math.round((owedMinor / 10 ** exponentOf(currency)) * Math.max(1, daysOverdue));
}

export function callsOf(facts: ReportFacts): readonly CallRow[] {
  const byId = new Map(facts.open.map((row) => [row.invoiceId, row]));
  const rows = facts.tasks
    .filter(({ kind, dueOn }) => (kind === 'call' || kind === 'call-again') && dueOn <= facts.date)
    .flatMap((task): CallRow[] => {
      const invoice = byId.get(task.invoiceId);
      return invoice ? [callRow(facts, task, invoice)] : [];
    });
  return rows.sort((a, b) => Number(b.broken > 0) - Number(a.broken > 0) || b.score - a.score);
}

function callRow(facts: ReportFacts, task: TaskRow, invoice: OpenRow): CallRow {
  const customer = facts.customers.get(task.customerId);
  const due = dueDate(invoice);
  const daysOverdue = due === null ? 0 : daysBetween(due, facts.date);
  return {
    invoiceNumber: task.invoiceNumber,
    customerName: nameOf(facts, task.customerId),
    owed: { minor: invoice.owedMinor, currency: invoice.currency },
    daysOverdue,
    ...whomToCall(customer),
    lastContactOn: customer?.lastReminderAt && localClock(customer.lastReminderAt, facts.creditor.timeZone).date,
    broken: invoice.standing?.broken ?? 0,
    score: callScore(invoice, daysOverdue),
    links: linksOf(actsOnCall(task.taskId, task), facts.linkOf),
  };
}

/** The first contact with a number, those for invoices before the others. */
function whomToCall(customer: Customer | undefined): Pick<CallRow, 'person' | 'phone'> {
  const reachable = (customer?.contacts ?? []).filter(({ mobile }) => mobile !== undefined);
  const contact = reachable.find(({ roles }) => roles.includes('billing')) ?? reachable[0];
  return { person: contact?.name, phone: contact?.mobile };
}
