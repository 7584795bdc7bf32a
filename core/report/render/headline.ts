/** The figures at the head of the report, all counted from the report's own lists, so that head and body cannot differ. */
import type { Tile } from '../../message/document.ts';
import { counted, formatCount, formatMoney } from '../../message/figures.ts';
import { byCurrency, changeWords, isOverdue, knowsBefore, type Total, total } from './aging.ts';
import { moneyLines } from './cells.ts';
import type { AgingLine, FigureView, ReportView } from './view.ts';

function totals(lines: readonly AgingLine[], counts: (line: AgingLine) => boolean): readonly Total[] {
  return byCurrency(lines).map(([currency, own]) => total(currency, own.filter(counts), knowsBefore(own)));
}

function totalTile(label: string, sums: readonly Total[], locale: string | undefined): Tile {
  const lines = sums.map((sum) => formatMoney(sum, locale));
  const changes = sums.flatMap((sum) => {
    const words = changeWords(sum, locale);
    return words === undefined ? [] : [sums.length > 1 ? `${sum.currency} ${words}` : words];
  });
  const count = sums.reduce((subtotal, sum) => subtotal + sum.count, 0);
  const note = [counted(count, 'invoice'), ...changes].join(' · ');
  return lines.length > 0 ? { label, lines, note } : { label, lines: ['nothing'] };
}

/** What waits for somebody, by kind, without the kinds that wait for nobody. */
function attention(view: ReportView): readonly (readonly [number, string])[] {
  const unknown = view.sent.filter(({ status }) => status === 'unknown').length;
  const kinds: readonly (readonly [number, string])[] = [
    [view.unreachable.length, 'out of reach'],
    [view.undecided?.length ?? 0, 'to decide'],
    [view.approvals?.length ?? 0, 'to approve'],
    [view.tasksOverdue.length, 'late'],
    [unknown, 'of unknown outcome'],
    [view.ingest.rejected.length, 'rejected'],
    [view.faults.length, 'broken'],
  ];
  return kinds.filter(([count]) => count > 0);
}

export function needingAttention(view: ReportView): number {
  return attention(view).reduce((sum, [count]) => sum + count, 0);
}

const orNothing = (count: number, one: string) => (count > 0 ? counted(count, one) : 'nothing');

function attentionTile(view: ReportView): Tile {
  const kinds = attention(view).map(([count, words]) => `${formatCount(count, view.locale)} ${words}`);
  const note = kinds.length > 0 ? kinds.join(', ') : undefined;
  return { label: 'For somebody to look at', lines: [orNothing(needingAttention(view), 'item')], note };
}

export function headline(view: ReportView): readonly Tile[] {
  const { locale, paid, sent, stopped } = view;
  const tasks = view.goingOut.filter(({ channel }) => channel === 'task').length;
  const messages = view.goingOut.length - tasks;
  const received = moneyLines(
    paid.map(({ amount }) => amount),
    locale,
    'nothing',
  );
  const toColleagues = tasks > 0 ? `and ${counted(tasks, 'task')} for colleagues` : undefined;
  const heldBack = stopped.length > 0 ? `${counted(stopped.length, 'send')} stopped at the last moment` : undefined;
  return [
    { label: 'Going out today', lines: [orNothing(messages, 'message')], note: toColleagues },
    {
      label: 'Received yesterday',
      lines: received,
      note: paid.length > 0 ? counted(paid.length, 'payment') : undefined,
    },
    totalTile('Overdue', totals(view.aging, isOverdue), locale),
    totalTile(
      'Open in all',
      totals(view.aging, () => true),
      locale,
    ),
    { label: 'Sent yesterday', lines: [orNothing(sent.length, 'message')], note: heldBack },
    attentionTile(view),
  ];
}

function figureLines({ value }: FigureView, locale: string | undefined): readonly string[] {
  if (value.kind === 'money') return value.amounts.map((amount) => formatMoney(amount, locale));
  const number = formatCount(Math.round(value.number * 10) / 10, locale);
  return [value.unit === '' ? number : `${number}${value.unit === '%' ? '%' : ' days'}`];
}

/** Metrics with the variant of their formula beneath each. */
export function figureTiles({ figures = [], locale }: ReportView): readonly Tile[] {
  return figures.map((figure) => ({ label: figure.label, lines: figureLines(figure, locale), note: figure.variant }));
}
