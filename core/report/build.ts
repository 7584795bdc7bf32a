/** The daily report's view: what goes out, what happened, what is open, and what needs a person. */

import { addDays, daysBetween, localClock } from '../calendar/dates.ts';
import { addWeekdays } from '../calendar/window.ts';
import { dueDate } from '../case/invoice.ts';
import { recipientFor } from '../contact/customer.ts';
import { actsOnOwed, linksOf } from './acts.ts';
import { callsOf } from './calls.ts';
import { cashOf, changesOf, decisionsOf, largestOf, standingsOf } from './cfo.ts';
import type { Edition } from './editions.ts';
import type { OpenRow, ReportFacts } from './facts.ts';
import type { JournalEntry, JournalKind } from './journal.ts';
import { approvalsOf, disputesOf, promisesOf, silentOf } from './people.ts';
import {
  AGING_BUCKETS,
  type AgingBucket,
  type AgingLine,
  type InvoiceRow,
  type LooseMoneyRow,
  type ReportView,
  type SentStatus,
} from './render/view.ts';
import { reportWindow } from './schedule.ts';
import { goingOut, invoiceRow, nameOf, unreachable, upcomingOf } from './upcoming.ts';

export function buildReport(facts: ReportFacts, edition: Edition = 'manager'): ReportView {
  const { creditor, date } = facts;
  const window = reportWindow(creditor, date);
  const chased = facts.open.filter(({ type }) => type === 'invoice');
  const upcoming = upcomingOf(facts, window.to);
  return {
    edition,
    locale: creditor.locale,
    creditorName: creditor.name,
    date,
    window,
    notices: noticesOf(facts),
    goingOut: upcoming.flatMap((invoice) => goingOut(facts, invoice)),
    unreachable: upcoming.flatMap((invoice) => unreachable(facts, invoice)),
    sent: [...of(facts, 'sent'), ...of(facts, 'unknown')].map((entry) => sentRow(facts, entry)),
    paid: of(facts, 'paid')
      .filter(({ amountMinor = 0 }) => amountMinor > 0)
      .map((entry) => paidRow(facts, entry)),
    stopped: of(facts, 'stopped').map((entry) => ({
      ...journalRow(facts, entry),
      ...onStep(entry),
      at: entry.at,
      reason: STOP_WORDS[entry.reason ?? ''] ?? entry.reason ?? 'changed',
    })),
    aging: agingLines(facts, chased),
    undecided: chased
      .filter(({ closedAs }) => closedAs === 'exhausted')
      .map((invoice) => ({
        ...invoiceRow(facts, invoice),
        links: linksOf(actsOnOwed(invoice).slice(1), facts.linkOf),
      })),
    looseMoney: [...facts.unapplied.map((payment) => looseRow(facts, payment)), ...unacknowledged(facts)],
    bounces: of(facts, 'bounced').map((entry) => bounceRow(facts, entry)),
    approvals: approvalsOf(facts),
    promises: promisesOf(facts),
    disputes: disputesOf(facts),
    silent: silentOf(facts),
    rehearsed: of(facts, 'rehearsed').map((entry) => ({ ...journalRow(facts, entry), ...onStep(entry) })),
    ...(edition === 'collector' ? { calls: callsOf(facts) } : {}),
    ...(edition === 'cfo' ? cfoFigures(facts) : {}),
    ingest: {
      lastSyncAt: facts.lastSyncAt,
      disagreesSince: facts.disagreesSince,
      rejected: of(facts, 'rejected').map(({ invoiceNumber, reason = '', at }) => ({
        invoiceNumber,
        path: reason,
        problem: 'the row was refused; the answer to the push says why',
        at,
      })),
      defaulted: of(facts, 'filled').map(({ customerId = '', reason = '' }) => ({
        invoiceNumber: `customer ${customerId}`,
        customerName: facts.customers.get(customerId)?.name,
        fields: reason.split(', '),
      })),
    },
    noDueDate: chased.filter((invoice) => dueDate(invoice) === null).map((invoice) => invoiceRow(facts, invoice)),
    tasksOverdue: facts.tasks
      .filter(({ dueOn }) => dueOn < date)
      .map((task) => ({
        taskId: task.taskId,
        owner: task.ownerName ?? task.ownerEmail ?? creditor.name,
        kind: task.kind === 'nobody-to-write-to' ? ('person-needed' as const) : task.kind,
        invoiceNumber: task.invoiceNumber,
        customerName: facts.customers.get(task.customerId)?.name ?? task.customerId,
        dueOn: task.dueOn,
        daysLate: daysBetween(task.dueOn, date),
      })),
    faults: of(facts, 'fault').map(({ reason = '', at, invoiceNumber }) => ({
      what: `A case needs a person (${reason})`,
      at,
      invoiceNumber,
    })),
  };
}

const cfoFigures = (facts: ReportFacts) => ({
  cash: cashOf(facts),
  changes: changesOf(facts),
  largest: largestOf(facts),
  standings: standingsOf(facts),
  decisions: decisionsOf(facts),
});

const STOP_WORDS: Readonly<Record<string, string>> = {
  paid: 'it was paid a moment before',
  'payment-in-flight': 'a payment was on its way',
  hold: 'it was put on hold',
  'customer-hold': 'the customer was put on hold',
  covered: 'unapplied money covers it',
  promised: 'payment was promised',
  void: 'it was voided',
  'written-off': 'it was written off',
  stopped: 'sending is stopped',
  superseded: 'the case began a new cycle',
  changed: 'what is owed changed a moment before',
};

const of = ({ journal }: ReportFacts, kind: JournalKind): readonly JournalEntry[] =>
  journal.filter((entry) => entry.kind === kind);

function noticesOf({ creditor, stageStopped }: ReportFacts): readonly string[] {
  if (!creditor.stopped && !stageStopped) return [];
  return [
    `Sending is stopped for ${stageStopped ? 'this whole installation' : creditor.name}: nothing leaves until somebody says “go”.`,
  ];
}

function journalRow(
  facts: ReportFacts,
  { invoiceId = '', invoiceNumber = '', customerId = '', amountMinor = 0, currency = 'USD' }: JournalEntry,
): InvoiceRow {
  const invoice = facts.named.get(invoiceId);
  const owed = { minor: amountMinor, currency };
  return invoice
    ? { ...invoiceRow(facts, invoice), owed }
    : { invoiceNumber, customerName: nameOf(facts, customerId), owed };
}

const onStep = ({ stepId = 'message', channel }: JournalEntry) => ({
  stepId,
  channel: channel === 'sms' ? ('sms' as const) : ('email' as const),
});

function sentRow(facts: ReportFacts, entry: JournalEntry): ReportView['sent'][number] {
  return {
    ...journalRow(facts, entry),
    ...onStep(entry),
    at: entry.at,
    status: entry.kind === 'unknown' ? 'unknown' : statusOf(facts, entry),
  };
}

/** The worst that became of any recipient. */
function statusOf({ messages }: ReportFacts, { messageId = '' }: JournalEntry): SentStatus {
  const statuses = Object.values(messages.get(messageId)?.recipients ?? {});
  const worst = (['complained', 'bounced', 'delivered'] as const).find((status) => statuses.includes(status));
  return worst ?? 'sent';
}

function paidRow(facts: ReportFacts, entry: JournalEntry): ReportView['paid'][number] {
  const { invoiceId = '', invoiceNumber = '', customerId = '', amountMinor = 0, currency = 'USD', stepId, at } = entry;
  const invoice = facts.named.get(invoiceId);
  return {
    invoiceNumber,
    customerName: nameOf(facts, customerId),
    amount: { minor: amountMinor, currency },
    receivedOn: localClock(at, facts.creditor.timeZone).date,
    afterStep: stepId,
    remaining: invoice && invoice.owedMinor > 0 ? { minor: invoice.owedMinor, currency } : undefined,
  };
}

function bounceRow(
  facts: ReportFacts,
  { customerId = '', invoiceId, reason }: JournalEntry,
): ReportView['bounces'][number] {
  const customer = facts.customers.get(customerId);
  const next = customer && recipientFor(customer, 'email', facts.addresses.get(customerId) ?? []);
  return {
    customerName: nameOf(facts, customerId),
    invoiceNumber: invoiceId,
    kind: reason === 'complained' ? 'complained' : 'bounced',
    next: next
      ? 'the next contact is used from now on'
      : 'nobody else can be written to: a task opens with the next step',
  };
}

function looseRow(facts: ReportFacts, payment: ReportFacts['unapplied'][number]): LooseMoneyRow {
  const { customerId, meantFor } = payment;
  return {
    paymentId: payment.paymentKey,
    kind: customerId === undefined ? 'unmatched' : 'unapplied',
    amount: { minor: payment.unappliedMinor, currency: payment.currency },
    receivedOn: localClock(payment.receivedAt, facts.creditor.timeZone).date,
    customerName: customerId === undefined ? undefined : nameOf(facts, customerId),
    reason:
      meantFor.length > 0 ? `meant for ${meantFor.map(({ invoiceId }) => invoiceId).join(', ')}` : 'names no invoice',
  };
}

/** Money that Dunlin saw and the ERP's balance does not contain after five weekdays: somebody should look at the books. */
function unacknowledged(facts: ReportFacts): readonly LooseMoneyRow[] {
  return facts.open.flatMap((invoice) =>
    invoice.entries
      .filter(
        ({ seenAt, minor }) =>
          minor > 0 && addWeekdays(localClock(seenAt, facts.creditor.timeZone).date, 5) < facts.date,
      )
      .map(({ paymentKey, minor, receivedAt }) => ({
        paymentId: paymentKey,
        kind: 'unapplied' as const,
        amount: { minor, currency: invoice.currency },
        receivedOn: localClock(receivedAt, facts.creditor.timeZone).date,
        customerName: nameOf(facts, invoice.customerId),
        reason: `on ${invoice.invoiceNumber}, but the ERP has not acknowledged it for five banking days`,
      })),
  );
}

function bucketOf(dueOn: string | null, date: string): AgingBucket {
  const days = dueOn === null ? 0 : daysBetween(dueOn, date);
  if (days <= 0) return 'not-due';
  if (days <= 30) return '1-30';
  if (days <= 60) return '31-60';
  return days <= 90 ? '61-90' : '91+';
}

/** The name under which a line's figure is left for the next day. */
export const agingKey = ({ currency, bucket }: Pick<AgingLine, 'currency' | 'bucket'>): string =>
  `${currency} ${bucket}`;

/** Open balances by currency and bucket as of the report's date; a currency settled since the day before still shows. */
function agingLines({ date, before }: ReportFacts, invoices: readonly OpenRow[]): readonly AgingLine[] {
  const past = Object.keys(before ?? {}).map((key) => key.split(' ')[0] ?? '');
  const currencies = [...new Set([...invoices.map(({ currency }) => currency), ...past])].sort();
  return currencies.flatMap((currency) =>
    AGING_BUCKETS.map((bucket): AgingLine => {
      const rows = invoices.filter(
        (invoice) => invoice.currency === currency && bucketOf(dueDate(invoice), date) === bucket,
      );
      const minor = rows.reduce((sum, { owedMinor }) => sum + owedMinor, 0);
      return {
        currency,
        bucket,
        count: rows.length,
        minor,
        beforeMinor: before && (before[agingKey({ currency, bucket })] ?? 0),
      };
    }),
  );
}

/** The UTC days whose journal lines can lie in the report's window. */
export function journalDays({ since, from }: { readonly since: string; readonly from: string }): readonly string[] {
  const days = [since.slice(0, 10)];
  for (let day = addDays(days[0] ?? '', 1); day <= from.slice(0, 10); day = addDays(day, 1)) days.push(day);
  return days;
}
