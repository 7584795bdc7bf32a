/** What each edition of the report is made of: its name, its first figures and its sections in the reader's order. */
import type { Tile } from '../../message/document.ts';
import { counted, type Money } from '../../message/figures.ts';
import type { Edition } from '../editions.ts';
import { goingOut, paid, sent, stopped, unreachable } from './activity.ts';
import { aging } from './aging.ts';
import type { Section } from './cells.ts';
import { cash, cfoTiles, changes, decisions, largest, standings } from './cfo.ts';
import { headline, needingAttention } from './headline.ts';
import { amountLines, approvals, calls, disputes, promises, rehearsed, silent } from './people.ts';
import { bounces, faults, ingest, looseMoney, noDueDate, tasksOverdue, undecided } from './standing.ts';
import type { ReportView } from './view.ts';

export type Layout = {
  /** After the creditor's name, at the head of the card and in the footer. */
  readonly name: string;
  /** Between the creditor's name and the date in the subject, where the date alone would mislead. */
  readonly subject: string;
  readonly readers: string;
  readonly tiles: (view: ReportView) => readonly Tile[];
  readonly summary: (view: ReportView) => string;
  readonly sections: readonly ((view: ReportView) => Section)[];
};

function managersSummary(view: ReportView): string {
  const attention = needingAttention(view);
  const parts = [
    ...(attention > 0 ? [`${counted(attention, 'item')} to look at`] : []),
    `${counted(view.goingOut.length, 'step')} today`,
    `${counted(view.paid.length, 'payment')} yesterday`,
  ];
  return parts.join(', ');
}

const collectorsSummary = ({ calls: toCall = [], promises: said = [], goingOut: out }: ReportView): string =>
  [counted(toCall.length, 'call'), counted(said.length, 'promise'), `${counted(out.length, 'step')} today`].join(', ');

function collectorsTiles(view: ReportView): readonly Tile[] {
  const [out, received, overdue, open] = headline(view);
  const { calls: toCall = [], promises: said = [] } = view;
  const broken = said.filter(({ state }) => state === 'broken').length;
  return [
    { label: 'Calls to make', lines: [toCall.length > 0 ? counted(toCall.length, 'call') : 'none'] },
    {
      label: 'Promises',
      lines: [said.length > 0 ? counted(said.length, 'promise') : 'none'],
      note: broken > 0 ? `${broken} broken` : undefined,
    },
    ...[out, received, overdue, open].flatMap((tile) => tile ?? []),
  ];
}

function cfosSummary({ cash: lines = [], changes: moved = [], locale }: ReportView): string {
  const received = lines.map(({ currency, lastMinor }) => ({ currency, minor: lastMinor }));
  const said = (amounts: readonly Money[]) => amountLines(amounts, locale) || 'nothing';
  return `${said(received)} in, ${said(moved)} overdue`;
}

export const LAYOUTS: Readonly<Record<Edition, Layout>> = {
  manager: {
    name: 'daily collections report',
    subject: '',
    readers: 'the finance addresses',
    tiles: headline,
    summary: managersSummary,
    sections: [
      goingOut,
      unreachable,
      approvals,
      sent,
      rehearsed,
      paid,
      promises,
      stopped,
      aging,
      silent,
      disputes,
      undecided,
      looseMoney,
      bounces,
      noDueDate,
      tasksOverdue,
      faults,
      ingest,
    ],
  },
  collector: {
    name: 'your book today',
    subject: ', your book',
    readers: 'the owner of these customers',
    tiles: collectorsTiles,
    summary: collectorsSummary,
    sections: [calls, promises, goingOut, unreachable, approvals, paid, sent, disputes, undecided, tasksOverdue, aging],
  },
  cfo: {
    name: 'cash and overdue',
    subject: ', cash and overdue',
    readers: 'the readers of the CFO’s edition',
    tiles: cfoTiles,
    summary: cfosSummary,
    sections: [cash, changes, aging, largest, standings, decisions, approvals, looseMoney],
  },
};
