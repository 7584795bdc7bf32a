/** Sections about what people decide: calls to make, approvals, promises, disputes, and all that is silent for a reason. */
import { shorten } from '../../message/clean.ts';
import type { Cell, CellLink } from '../../message/document.ts';
import { counted, dueWords, formatCount, formatDate, formatMoney, type Money } from '../../message/figures.ts';
import { phoneInline } from '../../message/parts.ts';
import { CALL_ORDER } from '../calls.ts';
import { INVOICE, invoiceCell, listSection, OWED, owedCell, type Section, stepWords, tally } from './cells.ts';
import type { CallRow, PromiseRow, ReportView } from './view.ts';

const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.filter(Boolean).join(', ') || undefined;

function callLink({ phone }: CallRow): CellLink | undefined {
  const inline = phone === undefined ? undefined : phoneInline(phone);
  return typeof inline === 'object' && 'href' in inline ? inline : undefined;
}

export function calls({ calls: rows = [], locale }: ReportView): Section {
  const cells = rows.map((row): Cell[] => [
    invoiceCell(row),
    {
      main: row.person ? shorten(row.person, 60) : 'no name known',
      sub: joined(
        row.phone === undefined ? 'no number known' : undefined,
        row.lastContactOn ? `written to ${formatDate(row.lastContactOn, locale, 'short')}` : 'never written to',
        row.broken > 0 ? counted(row.broken, 'broken promise') : undefined,
      ),
      link: callLink(row),
    },
    { ...owedCell(row, locale), sub: `${dueWords(row.daysOverdue ?? 0)}, score ${formatCount(row.score, locale)}` },
  ]);
  return listSection(
    'Calls to make, in order',
    [INVOICE, { label: 'Whom to call' }, OWED],
    cells,
    undefined,
    CALL_ORDER,
  );
}

export function approvals({ approvals: rows = [], locale }: ReportView): Section {
  const cells = rows.map((row): Cell[] => [
    invoiceCell(row),
    {
      main: `step “${shorten(row.stepId, 40)}”`,
      sub: `asked ${formatDate(row.askedOn, locale, 'short')} of ${shorten(row.owner, 40)}, answer by ${formatDate(row.answerBy, locale, 'short')}`,
    },
    row.owed ? owedCell({ ...row, owed: row.owed }, locale) : { main: '' },
  ]);
  const above = 'These steps are carried out only once somebody approves them; without an answer they are left out.';
  return listSection('Waiting for approval', [INVOICE, { label: 'What' }, OWED], cells, above);
}

const PROMISE_WORDS: Readonly<Record<PromiseRow['state'], string>> = {
  broken: 'broken',
  kept: 'kept',
  'partly-kept': 'kept in part',
  past: 'day passed, within its grace',
  due: 'due',
};

export function promises({ promises: rows = [], locale, date }: ReportView): Section {
  const said = ({ state, on }: PromiseRow): string => {
    if (state === 'due') return on === date ? 'due today' : `due ${formatDate(on, locale, 'short')}`;
    return `${PROMISE_WORDS[state]}, ${formatDate(on, locale, 'short')}`;
  };
  const cells = rows.map((row): Cell[] => [
    invoiceCell(row),
    { main: said(row), strong: row.state === 'broken' },
    { main: formatMoney(row.owed, locale), sub: row.daysOverdue === undefined ? undefined : dueWords(row.daysOverdue) },
  ]);
  const byState = tally(rows.map(({ state }) => PROMISE_WORDS[state]));
  const columns = [INVOICE, { label: 'Promise' }, { label: 'Promised', align: 'right' }] as const;
  return listSection('Promises due and broken', columns, cells, byState);
}

export function disputes({ disputes: rows = [], locale }: ReportView): Section {
  const cells = rows.map((row): Cell[] => [
    invoiceCell(row),
    {
      main: formatMoney(row.disputed, locale),
      sub: row.disputed.minor < row.owed.minor ? 'the rest is asked for' : 'all of it',
    },
    owedCell(row, locale),
  ]);
  return listSection('Disputed', [INVOICE, { label: 'Disputed' }, OWED], cells);
}

export const amountLines = (amounts: readonly Money[], locale: string | undefined): string =>
  amounts.map((amount) => formatMoney(amount, locale)).join(' · ');

/** The answer to "why was nobody reminded?" over all books. */
export function silent({ silent: rows = [], locale }: ReportView): Section {
  const cells = rows.map(({ words, count, amounts }): Cell[] => [
    { main: words },
    { main: formatCount(count, locale) },
    { main: amountLines(amounts, locale) },
  ]);
  const above = 'Overdue invoices that nothing is written about now, by the reason of their last decision.';
  const columns = [
    { label: 'Because', width: 56 },
    { label: 'Invoices', align: 'right' },
    { label: 'Owed', align: 'right' },
  ] as const;
  return listSection('Why nobody was reminded', columns, cells, above);
}

export function rehearsed({ rehearsed: rows = [], locale }: ReportView): Section {
  const cells = rows.map((row): Cell[] => [
    invoiceCell(row),
    { main: stepWords(row.stepId, row.channel) },
    owedCell(row, locale),
  ]);
  const above = 'Nothing was sent: these are the messages of policies that are only rehearsed.';
  return listSection('Rehearsed yesterday', [INVOICE, { label: 'Step' }, OWED], cells, above);
}
