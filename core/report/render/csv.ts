/** Every row of the report as one CSV (RFC 4180) that a spreadsheet opens without running anything in it. */
import { harmless, quoted } from '../../message/csv.ts';
import { formatAmount } from '../../money/amount.ts';
import { cfoRows, peopleRows } from './csv-people.ts';
import { CSV_COLUMNS, invoice, money, type Row } from './csv-row.ts';
import type { ReportView } from './view.ts';

/** Columns that only this file writes, so that a negative amount stays a number. */
const OWN: ReadonlySet<string> = new Set([
  'section',
  'currency',
  'amount',
  'remaining',
  'dayBefore',
  'invoices',
  'daysOverdue',
]);

function line(row: Row): string {
  return CSV_COLUMNS.map((column) => {
    const value = row[column] ?? '';
    return quoted(OWN.has(column) ? value : harmless(value));
  }).join(',');
}

function activityRows(view: ReportView): readonly Row[] {
  return [
    ...view.goingOut.map(
      (row): Row => ({ section: 'going-out', ...invoice(row), step: row.stepId, channel: row.channel, at: row.at }),
    ),
    ...view.unreachable.map((row): Row => ({ section: 'cannot-be-contacted', ...invoice(row), reason: row.reason })),
    ...view.sent.map(
      (row): Row => ({
        section: 'sent',
        ...invoice(row),
        step: row.stepId,
        channel: row.channel,
        status: row.status,
        at: row.at,
      }),
    ),
    ...view.paid.map(
      (row): Row => ({
        section: 'paid',
        invoiceNumber: row.invoiceNumber,
        customer: row.customerName,
        step: row.afterStep,
        at: row.receivedOn,
        ...money(row.amount),
        remaining: row.remaining && formatAmount(row.remaining.minor, row.remaining.currency),
      }),
    ),
    ...view.stopped.map(
      (row): Row => ({
        section: 'stopped',
        ...invoice(row),
        step: row.stepId,
        channel: row.channel,
        reason: row.reason,
        at: row.at,
      }),
    ),
  ];
}

function balanceRows(view: ReportView): readonly Row[] {
  return [
    ...view.aging.map(
      (row): Row => ({
        section: 'aging',
        status: row.bucket,
        invoices: String(row.count),
        ...money(row),
        dayBefore: row.beforeMinor === undefined ? undefined : formatAmount(row.beforeMinor, row.currency),
      }),
    ),
    ...(view.undecided ?? []).map((row): Row => ({ section: 'waiting-for-decision', ...invoice(row) })),
    ...view.looseMoney.map(
      (row): Row => ({
        section: 'loose-money',
        status: row.kind,
        customer: row.customerName,
        reason: row.reason,
        at: row.receivedOn,
        reference: row.paymentId,
        ...money(row.amount),
      }),
    ),
    ...view.noDueDate.map((row): Row => ({ section: 'no-due-date', ...invoice(row) })),
  ];
}

function troubleRows(view: ReportView): readonly Row[] {
  return [
    ...view.bounces.map(
      (row): Row => ({
        section: 'bounce',
        invoiceNumber: row.invoiceNumber,
        customer: row.customerName,
        status: row.kind,
        reason: row.next,
        reference: row.address,
      }),
    ),
    ...view.ingest.rejected.map(
      (row): Row => ({
        section: 'rejected',
        invoiceNumber: row.invoiceNumber,
        reason: row.problem,
        at: row.at,
        reference: row.path,
      }),
    ),
    ...view.ingest.defaulted.map(
      (row): Row => ({
        section: 'filled-from-defaults',
        invoiceNumber: row.invoiceNumber,
        customer: row.customerName,
        reason: row.fields.join(', '),
      }),
    ),
    ...view.tasksOverdue.map(
      (row): Row => ({
        section: 'task-overdue',
        invoiceNumber: row.invoiceNumber,
        customer: row.customerName,
        step: row.kind,
        dueOn: row.dueOn,
        daysOverdue: String(row.daysLate),
        owner: row.owner,
        reference: row.taskId,
        ...(row.owed ? money(row.owed) : {}),
      }),
    ),
    ...view.faults.map(
      (row): Row => ({ section: 'broke', invoiceNumber: row.invoiceNumber, reason: row.what, at: row.at }),
    ),
  ];
}

/** Starts with a byte order mark, without which Excel misreads every accent; readers for machines skip it. */
export function renderCsv(view: ReportView): string {
  const rows = [
    ...activityRows(view),
    ...peopleRows(view),
    ...balanceRows(view),
    ...cfoRows(view),
    ...troubleRows(view),
  ];
  return `\ufeff${[CSV_COLUMNS.join(','), ...rows.map(line)].join('\r\n')}\r\n`;
}
