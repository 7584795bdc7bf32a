/** Rows of the report's CSV about what people decide, and the CFO's figures. */
import { formatAmount } from '../../money/amount.ts';
import { invoice, money, type Row } from './csv-row.ts';
import type { ReportView } from './view.ts';

export function peopleRows(view: ReportView): readonly Row[] {
  const { calls = [], approvals = [], promises = [], disputes = [], silent = [], rehearsed = [] } = view;
  return [
    ...calls.map(
      (row): Row => ({
        section: 'call',
        ...invoice(row),
        status: row.broken > 0 ? 'promise broken' : undefined,
        at: row.lastContactOn,
        owner: row.person,
        reference: row.phone,
      }),
    ),
    ...approvals.map(
      ({ owed, ...row }): Row => ({
        section: 'waiting-for-approval',
        invoiceNumber: row.invoiceNumber,
        customer: row.customerName,
        step: row.stepId,
        at: row.askedOn,
        dueOn: row.answerBy,
        owner: row.owner,
        ...(owed ? money(owed) : {}),
      }),
    ),
    ...promises.map((row): Row => ({ section: 'promise', ...invoice(row), status: row.state, at: row.on })),
    ...disputes.map(
      (row): Row => ({
        section: 'disputed',
        ...invoice(row),
        remaining: formatAmount(row.owed.minor - row.disputed.minor, row.owed.currency),
      }),
    ),
    ...silent.flatMap(({ code, words, count, amounts }) =>
      amounts.map(
        (amount): Row => ({
          section: 'silent',
          status: code,
          reason: words,
          invoices: String(count),
          ...money(amount),
        }),
      ),
    ),
    ...rehearsed.map((row): Row => ({ section: 'rehearsed', ...invoice(row), step: row.stepId, channel: row.channel })),
  ];
}

export function cfoRows({
  cash = [],
  changes = [],
  largest = [],
  standings = [],
  decisions = [],
}: ReportView): readonly Row[] {
  const of = (minor: number | undefined, currency: string) =>
    minor === undefined ? undefined : formatAmount(minor, currency);
  return [
    ...cash.map(
      ({ currency, lastMinor, averageMinor }): Row => ({
        section: 'cash-in',
        ...money({ minor: lastMinor, currency }),
        dayBefore: of(averageMinor, currency),
      }),
    ),
    ...changes.map(
      ({ currency, minor, weekAgoMinor }): Row => ({
        section: 'overdue',
        ...money({ minor, currency }),
        dayBefore: of(weekAgoMinor, currency),
      }),
    ),
    ...largest.map(
      (row): Row => ({
        section: 'largest',
        customer: row.customerName,
        invoices: String(row.invoices),
        reason: row.next,
        owner: row.owner,
        reference: row.customerId,
        ...money(row.owed),
      }),
    ),
    ...standings.flatMap(({ label, count, amounts }) =>
      amounts.map((amount): Row => ({ section: 'standing', status: label, invoices: String(count), ...money(amount) })),
    ),
    ...decisions.map(
      (row): Row => ({
        section: 'decision',
        invoiceNumber: row.invoiceNumber,
        customer: row.customerName,
        reason: row.what,
        at: row.on,
      }),
    ),
  ];
}
