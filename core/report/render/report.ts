/** The daily finance report: a mail that is read in a minute, its text twin, and a CSV that holds every row. */
import { shorten } from '../../message/clean.ts';
import type { Block, MessageDocument, RenderedEmail } from '../../message/document.ts';
import { heading, quiet } from '../../message/document.ts';
import { formatDate, formatInstant } from '../../message/figures.ts';
import { renderEmail } from '../../message/layout.ts';
import type { Section } from './cells.ts';
import { renderCsv } from './csv.ts';
import { LAYOUTS } from './editions.ts';
import { figureTiles } from './headline.ts';
import type { ReportView } from './view.ts';

export type RenderedReport = RenderedEmail & { readonly csv: string; readonly csvName: string };

/** Rows of each list in the mail; fewer when the mail would else be cut off by Gmail, which shows 102 KB. */
const ROW_LIMITS = [20, 12, 8, 5, 3, 1, 0] as const;
const HTML_LIMIT_BYTES = 100_000;

function isQuiet(view: ReportView): boolean {
  const { goingOut: out, unreachable: unreached, sent: gone, paid: came, stopped: held, looseMoney: loose } = view;
  const lists = [out, unreached, gone, came, held, loose, view.bounces, view.noDueDate, view.tasksOverdue, view.faults];
  const more = [view.undecided ?? [], view.ingest.rejected, view.ingest.defaulted, view.notices ?? []];
  const people = [view.approvals, view.promises, view.rehearsed, view.calls, view.cash, view.largest, view.decisions];
  return [...lists, ...more, ...people].every((rows) => (rows?.length ?? 0) === 0);
}

const layoutOf = ({ edition = 'manager' }: ReportView) => LAYOUTS[edition];

const summary = (view: ReportView): string =>
  isQuiet(view) ? 'a quiet day, nothing to do' : layoutOf(view).summary(view);

function span({ window, locale }: ReportView): Block {
  const at = (instant: string) => formatInstant(instant, locale, window.zone);
  return quiet(
    `Today is ${at(window.from)} to ${at(window.to)}; yesterday is ${at(window.since)} to ${at(window.from)}. Times are ${window.zone}.`,
  );
}

/** What was looked at and had nothing to say, so that silence is an answer. */
function silent(sections: readonly Section[]): readonly Block[] {
  const titles = sections.filter(({ size }) => size === 0).map(({ title }) => title.toLowerCase());
  return titles.length === 0 ? [] : [heading('Nothing to say about'), quiet(`${titles.join(', ')}.`)];
}

function opening(view: ReportView): readonly Block[] {
  const notices = (view.notices ?? []).map(
    (notice): Block => ({ kind: 'note', inlines: [{ data: shorten(notice, 400) }] }),
  );
  const calm: readonly Block[] = isQuiet(view)
    ? [
        {
          kind: 'paragraph',
          inlines: ['Nothing goes out today, nothing came in yesterday, and nothing needs you. Have a good day.'],
        },
      ]
    : [];
  return [...notices, ...calm];
}

function compose(view: ReportView, limit: number): MessageDocument {
  const { name, subject, readers, tiles, sections: parts } = layoutOf(view);
  const sections = parts.map((section) => section(view));
  const figures = figureTiles(view);
  const creditor = shorten(view.creditorName, 60);
  return {
    subject: `${creditor}${subject}, ${formatDate(view.date, view.locale)}: ${summary(view)}`,
    preheader: summary(view),
    from: `${creditor} · ${name}`,
    title: formatDate(view.date, view.locale, 'weekday'),
    mood: (view.notices ?? []).length + view.faults.length > 0 ? 'firm' : 'calm',
    blocks: [
      ...opening(view),
      { kind: 'tiles', tiles: tiles(view) },
      span(view),
      ...sections.filter(({ size }) => size > 0).flatMap(({ blocks }) => blocks(limit)),
      ...(figures.length > 0 ? [heading('Figures'), { kind: 'tiles', tiles: figures } as const] : []),
      ...silent(sections),
    ],
    footer: [
      [`Sent by Dunlin to ${readers} of ${creditor}. Every row is in the attached ${csvName(view)}.`],
      ['Amounts of different currencies are never added up.'],
    ],
  };
}

const csvName = ({ date, edition = 'manager' }: ReportView) =>
  `dunlin-report-${edition === 'manager' ? '' : `${edition}-`}${date}.csv`;

/** The report with as many rows as fit; text and CSV are made of the same view. */
export function renderReport(view: ReportView): RenderedReport {
  const attached = { csv: renderCsv(view), csvName: csvName(view) };
  const [fullest, ...shorter] = ROW_LIMITS;
  let email = renderEmail(compose(view, fullest));
  for (const limit of shorter) {
    if (new TextEncoder().encode(email.html).length <= HTML_LIMIT_BYTES) break;
    email = renderEmail(compose(view, limit));
  }
  return { ...email, ...attached };
}
