/** Mails each reader their edition of the report at 07:30 on the creditor's clock, once per date, also when there is nothing to say. */
import { type Instant, localClock } from '../../core/calendar/dates.ts';
import type { Creditor, ReportReader } from '../../core/contact/creditor.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { linkFor } from '../../core/link/sign.ts';
import type { Clock } from '../../core/ports.ts';
import type { Act } from '../../core/report/acts.ts';
import { agingKey, buildReport } from '../../core/report/build.ts';
import { overdueOf } from '../../core/report/cfo.ts';
import { bookOf, readersOf } from '../../core/report/editions.ts';
import type { OverdueHistory, ReportFacts } from '../../core/report/facts.ts';
import { renderReport } from '../../core/report/render/report.ts';
import { nextReportAt, reportWindow } from '../../core/report/schedule.ts';
import { mailOnce, type Postbox } from '../_shared/mail-once.ts';

const HISTORY_DATES = 40;

type Due = {
  readonly creditorId: string;
  readonly dueAt: Instant;
  readonly figures?: Readonly<Record<string, number>> | undefined;
  readonly history?: OverdueHistory | undefined;
};

export type Deps = Postbox & {
  readonly clock: Clock;
  readonly dueReports: (by: Instant) => Promise<readonly Due[]>;
  readonly facts: (
    creditor: Creditor,
    date: string,
    now: Instant,
    due: Due,
    needs: { readonly owners: boolean; readonly month: boolean },
  ) => Promise<ReportFacts>;
  readonly reportSent: (
    due: Due,
    nextAt: Instant,
    figures: Readonly<Record<string, number>>,
    history: OverdueHistory,
  ) => Promise<void>;
  readonly countOpen: (cases: number) => void;
  /** Where links in mails lead to; mails carry none where it is not known. */
  readonly publicUrl?: string | undefined;
};

export const createHandler = (deps: Deps) => async (): Promise<number> => {
  const now = deps.clock.now();
  const due = await deps.dueReports(now);
  const failures: unknown[] = [];
  // One creditor whose report cannot be made keeps nobody else's back.
  for (const report of due) await sendReport(deps, report, now).catch((error: unknown) => void failures.push(error));
  if (failures.length > 0) throw failures[0];
  return due.length;
};

/** After days without a run there is one report, of the latest moment that has passed. */
function dateOf(creditor: Creditor, now: Instant): string {
  const today = localClock(now, creditor.timeZone).date;
  return reportWindow(creditor, today).from <= now
    ? today
    : localClock(reportWindow(creditor, today).since, creditor.timeZone).date;
}

async function sendReport(deps: Deps, due: Due, now: Instant): Promise<void> {
  const creditor = await deps.ledger.creditor(due.creditorId);
  if (!creditor) return;
  const date = dateOf(creditor, now);
  const readers = readersOf(creditor, date);
  const has = (edition: ReportReader['edition']) => readers.some((reader) => reader.edition === edition);
  const needs = { owners: has('collector'), month: has('cfo') };
  const facts = await deps.facts(creditor, date, now, due, needs);
  const failures: unknown[] = [];
  // A reader whose mail cannot be sent keeps nobody else's back; those who have theirs do not get it twice.
  for (const reader of readers)
    await mailTo(deps, facts, reader, now).catch((error: unknown) => void failures.push(error));
  if (failures.length > 0) throw failures[0];
  const all = buildReport(facts).aging.filter(({ minor }) => minor !== 0);
  const figures = Object.fromEntries(all.map((line) => [agingKey(line), line.minor]));
  await deps.reportSent(due, nextReportAt(creditor, now), figures, grown(due.history ?? {}, facts));
  deps.countOpen(facts.open.filter(({ caseState }) => caseState === 'open').length);
}

/** The latest dates are kept: what the longest comparison looks back on, and some days more for days without a report. */
function grown(history: OverdueHistory, facts: ReportFacts): OverdueHistory {
  const all = { ...history, [facts.date]: overdueOf(facts) };
  return Object.fromEntries(Object.entries(all).sort().slice(-HISTORY_DATES));
}

/** Each reader's mail is its own, for its links are signed for that reader. */
async function mailTo(deps: Deps, all: ReportFacts, { email, edition }: ReportReader, now: Instant): Promise<void> {
  const { creditor, date } = all;
  const { publicUrl } = deps;
  const linkOf = publicUrl
    ? ({ action, target }: Act) => linkFor(creditor, { recipient: email, action, target }, { publicUrl, now })
    : undefined;
  const seen = edition === 'collector' ? bookOf(all, email) : all;
  const { csv, csvName, ...rendered } = renderReport(buildReport({ ...seen, linkOf }, edition));
  await mailOnce(
    deps,
    {
      name: `report ${creditor.creditorId} ${date} ${edition} ${addressDigest(creditor.addressKey, email)}`,
      kind: 'report',
      creditorId: creditor.creditorId,
      from: { address: creditor.email, name: creditor.name },
      to: [{ address: email }],
      rendered,
      invoiceIds: [],
      invoiceNumbers: [],
      attachments: [{ fileName: csvName, contentType: 'text/csv; charset=utf-8', content: csv }],
    },
    now,
  );
}
