/** Mails finance its daily report at 07:30 on the creditor's clock, once per date, also when there is nothing to say. */
import { type Instant, localClock } from '../../core/calendar/dates.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Clock } from '../../core/ports.ts';
import { agingKey, buildReport } from '../../core/report/build.ts';
import type { ReportFacts } from '../../core/report/facts.ts';
import { renderReport } from '../../core/report/render/report.ts';
import { nextReportAt, reportWindow } from '../../core/report/schedule.ts';
import { mailOnce, type Postbox } from '../_shared/mail-once.ts';

type Due = {
  readonly creditorId: string;
  readonly dueAt: Instant;
  readonly figures?: Readonly<Record<string, number>> | undefined;
};

export type Deps = Postbox & {
  readonly clock: Clock;
  readonly dueReports: (by: Instant) => Promise<readonly Due[]>;
  readonly facts: (creditor: Creditor, date: string, now: Instant, before: Due['figures']) => Promise<ReportFacts>;
  readonly reportSent: (due: Due, nextAt: Instant, figures: Readonly<Record<string, number>>) => Promise<void>;
  readonly countOpen: (cases: number) => void;
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
  const facts = await deps.facts(creditor, date, now, due.figures);
  const view = buildReport(facts);
  const { csv, csvName, ...rendered } = renderReport(view);
  await mailOnce(
    deps,
    {
      name: `report ${creditor.creditorId} ${date}`,
      kind: 'report',
      creditorId: creditor.creditorId,
      from: { address: creditor.email, name: creditor.name },
      to: creditor.financeEmails.map((address) => ({ address })),
      rendered,
      invoiceIds: [],
      invoiceNumbers: [],
      attachments: [{ fileName: csvName, contentType: 'text/csv; charset=utf-8', content: csv }],
    },
    now,
  );
  const figures = Object.fromEntries(
    view.aging.filter(({ minor }) => minor !== 0).map((line) => [agingKey(line), line.minor]),
  );
  await deps.reportSent(due, nextReportAt(creditor, now), figures);
  deps.countOpen(facts.open.filter(({ caseState }) => caseState === 'open').length);
}
