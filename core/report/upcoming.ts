/** What the report says of the day ahead: what will go out, and what cannot because nobody can be written to. */
import { daysBetween, type Instant } from '../calendar/dates.ts';
import { decide } from '../case/decide.ts';
import { dueDate, type Invoice } from '../case/invoice.ts';
import { recipientFor } from '../contact/customer.ts';
import type { Step } from '../policy/policy.ts';
import { actsOnGoingOut, actsOnOwed, linksOf } from './acts.ts';
import { type OpenRow, policyKey, type ReportFacts } from './facts.ts';
import type { InvoiceRow, ReportChannel, ReportView } from './render/view.ts';

export const nameOf = ({ customers }: ReportFacts, customerId: string): string =>
  customers.get(customerId)?.name ?? customerId;

export function invoiceRow(facts: ReportFacts, invoice: OpenRow): InvoiceRow {
  const dueOn = dueDate(invoice) ?? undefined;
  return {
    invoiceNumber: invoice.invoiceNumber,
    customerName: nameOf(facts, invoice.customerId),
    owed: { minor: invoice.owedMinor, currency: invoice.currency },
    dueOn,
    daysOverdue: dueOn === undefined ? undefined : daysBetween(dueOn, facts.date),
  };
}

/** Cases whose next step falls into the day, as far as is known now: what is held, promised or in flight is not among them. */
export function upcomingOf(facts: ReportFacts, until: Instant): readonly Invoice[] {
  return facts.upcoming.filter(
    (invoice) => invoice.nextAt !== undefined && invoice.nextAt < until && isFree(facts, invoice, invoice.nextAt),
  );
}

/** A hold may have been placed since the step was planned, with no execution there yet to see it. */
function isFree(
  { creditor, customers, policies, stageStopped, now }: ReportFacts,
  invoice: Invoice,
  at: Instant,
): boolean {
  const customer = customers.get(invoice.customerId);
  const policy = policies.get(policyKey(invoice));
  if (!customer || !policy) return true;
  const largeFrom = creditor.largeFrom[invoice.currency];
  const large = largeFrom !== undefined && invoice.owedMinor >= largeFrom;
  const stopped = stageStopped || creditor.stopped;
  const decision = decide({ invoice, customer, policy, large, coveredMinor: 0, stopped }, at > now ? at : now);
  return decision.kind === 'wait' || decision.kind === 'act';
}

function stepOf({ policies }: ReportFacts, invoice: Invoice): Step | undefined {
  return policies.get(policyKey(invoice))?.steps.find(({ id }) => id === invoice.nextStepId);
}

const channelOf = (step: Step): ReportChannel => (step.action === 'remind' ? step.channel : 'task');

function reaches({ customers, addresses }: ReportFacts, { customerId }: Invoice, step: Step): boolean {
  const customer = customers.get(customerId);
  if (step.action !== 'remind' || !customer) return true;
  return recipientFor(customer, step.channel, addresses.get(customerId) ?? []) !== undefined;
}

export function goingOut(facts: ReportFacts, invoice: Invoice): ReportView['goingOut'] {
  const step = stepOf(facts, invoice);
  if (!step || !reaches(facts, invoice, step)) return [];
  const links = linksOf(step.action === 'remind' ? actsOnGoingOut(invoice) : actsOnOwed(invoice), facts.linkOf);
  return [{ ...invoiceRow(facts, invoice), stepId: step.id, channel: channelOf(step), at: invoice.nextAt, links }];
}

export function unreachable(facts: ReportFacts, invoice: Invoice): ReportView['unreachable'] {
  const step = stepOf(facts, invoice);
  if (!step || reaches(facts, invoice, step)) return [];
  const some = (facts.customers.get(invoice.customerId)?.contacts ?? []).some(({ email }) => email !== undefined);
  return [
    {
      ...invoiceRow(facts, invoice),
      reason: some ? 'every address of this customer bounced or complained' : 'this customer has no e-mail address',
    },
  ];
}
