/** What goes out, what went out, what came in, and what was held back at the last moment. */
import { shorten } from '../../message/clean.ts';
import { formatDate, formatInstant, formatMoney } from '../../message/figures.ts';
import { INVOICE, invoiceCell, listSection, OWED, owedCell, type Section, stepWords, tally } from './cells.ts';
import type { PaidRow, ReportView, SentStatus } from './view.ts';

export function goingOut({ goingOut: rows, locale, window }: ReportView): Section {
  const cells = rows.map((row) => [
    invoiceCell(row),
    { main: stepWords(row.stepId, row.channel), sub: row.at && formatInstant(row.at, locale, window.zone) },
    owedCell(row, locale),
  ]);
  const byStep = tally(rows.map(({ stepId, channel }) => stepWords(stepId, channel)));
  return listSection('Going out today', [INVOICE, { label: 'Step' }, OWED], cells, byStep);
}

export function unreachable({ unreachable: rows, locale }: ReportView): Section {
  const cells = rows.map((row) => [invoiceCell(row), { main: shorten(row.reason, 200) }, owedCell(row, locale)]);
  return listSection('Cannot be contacted', [INVOICE, { label: 'Because' }, OWED], cells);
}

const STATUS_WORDS: Readonly<Record<SentStatus, string>> = {
  sent: 'sent',
  delivered: 'delivered',
  bounced: 'bounced',
  complained: 'marked as spam',
  unknown: 'outcome unknown, not repeated',
};

export function sent({ sent: rows, locale, window }: ReportView): Section {
  const cells = rows.map((row) => [
    invoiceCell(row),
    {
      main: stepWords(row.stepId, row.channel),
      sub: `${STATUS_WORDS[row.status]}, ${formatInstant(row.at, locale, window.zone)}`,
    },
    owedCell(row, locale),
  ]);
  const byStep = tally(rows.map(({ stepId, channel }) => stepWords(stepId, channel)));
  return listSection('Sent yesterday', [INVOICE, { label: 'Step' }, OWED], cells, byStep);
}

const afterWords = ({ afterStep }: PaidRow) => (afterStep ? `after ${shorten(afterStep, 40)}` : 'before any reminder');

/** The attribution is the plainest there is, and the report says so. */
export const PAID_AFTER_VARIANT =
  'A payment counts for the last step sent before the money came, however long before; that does not prove the step caused it.';

export function paid({ paid: rows, locale }: ReportView): Section {
  const cells = rows.map((row) => [
    invoiceCell(row),
    { main: afterWords(row), sub: `received ${formatDate(row.receivedOn, locale, 'short')}` },
    {
      main: formatMoney(row.amount, locale),
      sub: row.remaining && row.remaining.minor > 0 ? `${formatMoney(row.remaining, locale)} remains` : undefined,
    },
  ]);
  const columns = [INVOICE, { label: 'After which step' }, { label: 'Received', align: 'right' }] as const;
  return listSection('Paid yesterday', columns, cells, tally(rows.map(afterWords)), PAID_AFTER_VARIANT);
}

export function stopped({ stopped: rows, locale, window }: ReportView): Section {
  const cells = rows.map((row) => [
    invoiceCell(row),
    {
      main: shorten(row.reason, 200),
      sub: [stepWords(row.stepId, row.channel), row.at && formatInstant(row.at, locale, window.zone)]
        .filter(Boolean)
        .join(', '),
    },
    owedCell(row, locale),
  ]);
  const above =
    'These were due to leave and were held back, because what was known had changed when it was read again.';
  return listSection('Stopped at the last moment', [INVOICE, { label: 'Why' }, OWED], cells, above);
}
