/** What somebody should look at: decisions, loose money, bounces, refused rows, late tasks, and what broke. */
import { shorten, shortenMiddle } from '../../message/clean.ts';
import type { Block } from '../../message/document.ts';
import { heading, paragraph, quiet } from '../../message/document.ts';
import { counted, formatDate, formatInstant, formatMoney } from '../../message/figures.ts';
import type { TaskMailKind } from '../../message/views.ts';
import { INVOICE, invoiceCell, listSection, moneyLines, OWED, owedCell, type Section, table, tally } from './cells.ts';
import type { ReportView } from './view.ts';

export function undecided({ undecided: rows = [], locale }: ReportView): Section {
  const cells = rows.map((row) => [invoiceCell(row), owedCell(row, locale)]);
  const above = 'Every planned step is done, and nothing more is sent until somebody decides.';
  return listSection('Waiting for a decision', [INVOICE, OWED], cells, above);
}

export function looseMoney({ looseMoney: rows, locale }: ReportView): Section {
  const cells = rows.map((row) => [
    { main: shortenMiddle(row.paymentId, 36), sub: row.customerName && shorten(row.customerName, 60) },
    {
      main: row.reason ? shorten(row.reason, 200) : row.kind,
      sub: row.reason ? row.kind : undefined,
    },
    { main: formatMoney(row.amount, locale), sub: `received ${formatDate(row.receivedOn, locale, 'short')}` },
  ]);
  const sums = moneyLines(
    rows.map(({ amount }) => amount),
    locale,
    'none',
  ).join(' · ');
  const columns = [
    { label: 'Payment', width: 34 },
    { label: 'Why it waits' },
    { label: 'Amount', align: 'right' },
  ] as const;
  return listSection('Unapplied and unmatched money', columns, cells, sums);
}

export function bounces({ bounces: rows }: ReportView): Section {
  const cells = rows.map((row) => [
    { main: shorten(row.customerName, 60), sub: row.invoiceNumber && shortenMiddle(row.invoiceNumber, 36) },
    {
      main: row.kind === 'bounced' ? 'bounced' : 'marked as spam',
      sub:
        [row.address && shorten(row.address, 80), row.next && shorten(row.next, 120)].filter(Boolean).join('; ') ||
        undefined,
    },
  ]);
  return listSection(
    'Bounces and complaints',
    [{ label: 'Customer', width: 34 }, { label: 'What happened' }],
    cells,
    'These addresses are not written to again.',
  );
}

function lastSync({ ingest, locale, window }: ReportView): string {
  if (ingest.disagreesSince)
    return `The ERP’s totals and these books differ since ${formatInstant(ingest.disagreesSince, locale, window.zone)}: nothing is sent until they agree.`;
  return ingest.lastSyncAt
    ? `Last data from the ERP: ${formatInstant(ingest.lastSyncAt, locale, window.zone)} (${window.zone}).`
    : 'The ERP has sent no data yet.';
}

export function ingest(view: ReportView): Section {
  const { rejected, defaulted } = view.ingest;
  const refused = rejected.map((row) => [
    invoiceCell(row),
    { main: shorten(row.problem, 240), sub: row.path && shorten(row.path, 120) },
  ]);
  const filled = defaulted.map((row) => [
    invoiceCell(row),
    { main: row.fields.map((field) => shorten(field, 60)).join(', ') },
  ]);
  const blocks = (limit: number): readonly Block[] => [
    heading('Data from the ERP'),
    paragraph(lastSync(view)),
    ...(refused.length > 0 ? [quiet(`${counted(refused.length, 'row')} rejected, to be mended in the ERP:`)] : []),
    ...table([INVOICE, { label: 'Problem' }], refused, limit),
    ...(filled.length > 0 ? [quiet(`${counted(filled.length, 'row')} filled from your defaults:`)] : []),
    ...table([INVOICE, { label: 'Fields' }], filled, limit),
  ];
  // Said every day, also with nothing refused: a report that is silent on its source hides a dead sync.
  return { title: 'Data from the ERP', size: 1, blocks };
}

export function noDueDate({ noDueDate: rows, locale }: ReportView): Section {
  const cells = rows.map((row) => [invoiceCell(row), owedCell(row, locale)]);
  const above = 'Stored, but never chased until the ERP sends a due date.';
  return listSection('Invoices without a due date', [INVOICE, OWED], cells, above);
}

const TASK_WORDS: Readonly<Record<TaskMailKind, string>> = {
  call: 'Call',
  'call-again': 'Call again',
  decide: 'Decide',
  approve: 'Approve',
  'person-needed': 'Look into it',
};

export function tasksOverdue({ tasksOverdue: rows, locale }: ReportView): Section {
  const owners = [...new Set(rows.map(({ owner }) => owner))];
  const grouped = owners.flatMap((owner) => rows.filter((row) => row.owner === owner));
  const cells = grouped.map((row) => [
    {
      main: shorten(row.owner, 60),
      sub: `since ${formatDate(row.dueOn, locale, 'short')}, ${counted(row.daysLate, 'day')} late`,
    },
    { main: `${TASK_WORDS[row.kind]}: ${shorten(row.customerName, 60)}`, sub: shortenMiddle(row.invoiceNumber, 36) },
    { main: row.owed ? formatMoney(row.owed, locale) : '' },
  ]);
  const byOwner = tally(rows.map(({ owner }) => shorten(owner, 60)));
  return listSection('Tasks overdue', [{ label: 'Owner', width: 34 }, { label: 'Task' }, OWED], cells, byOwner);
}

export function faults({ faults: rows, locale, window }: ReportView): Section {
  const cells = rows.map((row) => [
    { main: shorten(row.what, 300), sub: row.at && formatInstant(row.at, locale, window.zone) },
    { main: row.invoiceNumber ? shortenMiddle(row.invoiceNumber, 36) : '' },
  ]);
  return listSection('What broke', [{ label: 'What' }, { label: 'Invoice' }], cells);
}
