/** GET /v1/customers/{id}: who it is, what is owed, and why nobody was reminded. */
import type { CustomerView } from '../../contracts/api/views.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import { disputeNow } from '../../core/case/asked.ts';
import { promiseOf } from '../../core/case/promise.ts';
import { replyEnds } from '../../core/case/rules/reply.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { Fault } from '../../core/fault.ts';
import { formatAmount } from '../../core/money/amount.ts';
import { type Why, type WhyReader, whyOf, whyOfCustomer } from '../../core/report/why.ts';
import { type CustomerStanding, standingOf } from '../_shared/customer-standing.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import { placeNow } from '../_shared/place.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import type { Deps } from './deps.ts';
import { holdView } from './invoice-view.ts';

export async function showCustomer({ ledger, lists, clock }: Deps, request: Request): Promise<Reply> {
  const { creditorId } = request;
  const customer = await ledger.customer(creditorId, pathId(request));
  if (!customer) return problem('not-found', 'expected the id of a customer, found none under it');
  const [creditor, standing] = await Promise.all([
    ledger.creditor(creditorId),
    standingOf({ ledger, lists }, customer),
  ]);
  const now = clock.now();
  const reader = { locale: creditor?.locale, timeZone: creditor?.timeZone ?? customer.timeZone };
  if (!creditor) throw new Fault('StepRejected', 'expected the creditor of the key to exist, found none');
  const { segmentId = null, policyId, why } = await placeNow(ledger, { creditor, customer }, now);
  const pinned = segmentId !== null && segmentId === customer.pinnedSegmentId;
  const segment = { id: segmentId, policyId, why, pinned };
  return {
    status: 200,
    body: { ...profileOf(customer, now), segment, ...standingView(customer, standing, reader, now) },
  };
}

const sums = (byCurrency: Readonly<Record<string, number>>): CustomerView['unapplied'] =>
  Object.entries(byCurrency)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, minor]) => ({ currency, amount: formatAmount(minor, currency) }));

type Standing = 'segment' | 'contact' | 'invoices' | 'open' | 'lastReminder' | 'promises' | 'disputes';

function profileOf(customer: Customer, now: Instant): Omit<CustomerView, Standing> {
  const { customerId, name, kind, locale, timeZone, contacts, tags, attributes, asOf } = customer;
  const { country, owner, parentId, billToId, riskScore, hold, unapplied, credit } = customer;
  return {
    customerId,
    name,
    kind,
    locale,
    timeZone,
    country: country ?? null,
    contacts: contacts.map((contact) => ({ ...contact, roles: [...contact.roles] })),
    owner: owner ?? null,
    parentId: parentId ?? null,
    billToId: billToId ?? null,
    riskScore: riskScore ?? null,
    tags: [...tags],
    attributes: { ...attributes },
    asOf,
    hold: holdView(hold, now),
    reply: replyView(customer, now),
    unapplied: sums(unapplied),
    credit: sums(credit),
  };
}

/** One whose time is over keeps nobody silent any more. */
function replyView({ reply, timeZone }: Customer, now: Instant): CustomerView['reply'] {
  const until = reply && replyEnds(reply, timeZone);
  return reply && until !== undefined && until > now ? { at: reply.at, until, by: reply.by } : null;
}

function standingView(
  { lastReminder }: Customer,
  { situations }: CustomerStanding,
  reader: WhyReader,
  now: Instant,
): Omit<Pick<CustomerView, Standing>, 'segment'> {
  const told = situations.map((situation) => ({
    invoice: situation.invoice,
    why: whyOf(situation, reader, now),
  }));
  const owed: Record<string, number> = {};
  for (const { type, currency, owedMinor } of told.map(({ invoice }) => invoice))
    if (type === 'invoice' && owedMinor > 0) owed[currency] = (owed[currency] ?? 0) + owedMinor;
  return {
    open: sums(owed),
    contact: whyView(whyOfCustomer(told.map(({ why }) => why))),
    lastReminder: lastReminder
      ? { messageId: lastReminder.messageId, at: lastReminder.at, tone: lastReminder.tone }
      : null,
    invoices: told.map(({ invoice, why }) => ({
      invoiceId: invoice.invoiceId,
      invoiceNumber: invoice.invoiceNumber,
      currency: invoice.currency,
      balance: formatAmount(invoice.owedMinor, invoice.currency),
      dueOn: invoice.dueOn,
      overdue: why.overdue,
      why: whyView(why),
    })),
    promises: told.flatMap(({ invoice }) => promiseView(invoice)),
    disputes: told.flatMap(({ invoice }) => disputeView(invoice, now)),
  };
}

const whyView = ({ status, words, code, until, stepId, ruleId, messageId }: Why): CustomerView['contact'] => ({
  status,
  words,
  code,
  until: until ?? null,
  stepId: stepId ?? null,
  ruleId: ruleId ?? null,
  messageId: messageId ?? null,
});

type OneInvoice = CustomerStanding['situations'][number]['invoice'];

const amountOf = (minor: number | undefined, currency: string): string | null =>
  minor === undefined ? null : formatAmount(minor, currency);

function promiseView(invoice: OneInvoice): CustomerView['promises'] {
  const { invoiceNumber, currency, promisesBroken = 0 } = invoice;
  const promise = promiseOf(invoice);
  if (!promise) return [];
  const { on, amountMinor } = promise;
  return [{ invoiceNumber, on, amount: amountOf(amountMinor, currency), brokenBefore: promisesBroken }];
}

function disputeView(invoice: OneInvoice, now: Instant): CustomerView['disputes'] {
  const { invoiceNumber, currency } = invoice;
  const dispute = disputeNow(invoice, now);
  if (!dispute) return [];
  const { reason, amountMinor, until, by } = dispute;
  return [{ invoiceNumber, reason, amount: amountOf(amountMinor, currency), until: until ?? null, by }];
}
