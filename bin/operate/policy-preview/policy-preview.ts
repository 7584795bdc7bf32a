/** `policy preview`: what the live policies, or another version of one, would send to today's open invoices. */
import { writeFileSync } from 'node:fs';
import { daysBetween, isDate, localClock } from '../../../core/calendar/dates.ts';
import type { Policy } from '../../../core/policy/policy.ts';
import type { Book } from '../../../core/preview/book.ts';
import { differenceOf } from '../../../core/preview/compare.ts';
import type { Preview, PreviewOptions } from '../../../core/preview/entry.ts';
import { simulate } from '../../../core/preview/simulate.ts';
import { summaryOf } from '../../../core/preview/summary.ts';
import { counted } from '../../../core/preview/words.ts';
import { type Command, flag, type Terminal, text } from '../command.ts';
import { noSuchCreditor } from '../creditors.ts';
import { readPolicy } from '../documents.ts';
import { misused, OperatorError } from '../operator-error.ts';
import type { Target } from '../target.ts';
import type { Values } from '../values.ts';
import { pageOf } from './page.ts';
import type { PreviewReport } from './report.ts';
import { terminalLines } from './terminal.ts';

const DAYS = 60;
const MOST_DAYS = 400;
const TOLD_EVERY = 1_000;

export const previewPolicy: Command = {
  name: 'policy preview',
  summary: 'shows what will be sent to today’s open invoices, day by day, or what another policy would change',
  usage: `npm run dunlin -- policy preview --local --creditor demo --days 60 --policy policies/stricter.yaml

  --days       how many days, ${DAYS} where left out
  --policy     a policy document instead of the live version of the same id; the difference is shown as well
  --from       the first day that is shown, such as 2026-03-02; today where left out
  --approve    takes every approval as given on the day it is asked for; without it none is given
  --html       also writes a page for a browser into this file
  --json       prints every entry instead of the tables

Nothing is written or sent. The preview takes for granted that nobody pays and no new invoice arrives, and says so.`,
  options: { creditor: text, days: text, policy: text, from: text, html: text, json: flag, approve: flag },
  async run({ values, target, terminal }) {
    const { report, preview } = await previewReport(values, target, terminal);
    const page = values.text('html');
    if (page !== undefined) {
      writeFileSync(page, pageOf(report));
      terminal.note(`Wrote ${page}: open it in a browser.`);
    }
    if (values.flag('json')) {
      const { summary, against } = report;
      terminal.out(JSON.stringify({ ...preview, summary, difference: against?.difference }, null, 2));
    } else for (const line of terminalLines(report, process.stdout.columns ?? 100)) terminal.out(line);
  },
};

async function previewReport(values: Values, target: Target, terminal: Terminal) {
  const creditorId = values.required('creditor');
  const file = values.text('policy');
  const candidate = file === undefined ? undefined : readPolicy(file);
  const days = daysOf(values);
  const creditor = await target.ledger.creditor(creditorId);
  if (!creditor) throw noSuchCreditor(creditorId);
  const now = await target.now();
  const today = localClock(now, creditor.timeZone).date;
  const from = fromOf(values, today);
  const book = await target.readBook(creditor, now, (count) => {
    if (count % TOLD_EVERY === 0 && count > 0) terminal.note(`Read ${counted(count, 'open invoice')} …`);
  });
  if (candidate) refuseIdle(book, candidate);
  const options = { now, days: days + daysBetween(today, from), approve: values.flag('approve') };
  const windowed = (more: Partial<PreviewOptions>): Preview => since(simulate(book, { ...options, ...more }), from);
  const preview = windowed({ candidate });
  const live = candidate ? windowed({}) : preview;
  const report: PreviewReport = {
    ...{ creditorName: creditor.name, from, days, customers: book.customers, approve: options.approve },
    invoices: book.invoices.length,
    summary: summaryOf(preview, from, days),
    stopped: creditor.stopped || (await target.admin.stopOf(undefined)) !== undefined,
    against: candidate && {
      candidate,
      live: summaryOf(live, from, days),
      difference: differenceOf(live, preview),
    },
  };
  return { report, preview };
}

/** What happens before the first day shown is played, and not shown. */
const since = (preview: Preview, from: string): Preview => ({
  ...preview,
  entries: preview.entries.filter(({ on }) => on >= from),
});

function refuseIdle({ invoices }: Book, { id }: Policy): void {
  if (invoices.some(({ policyId }) => policyId === id)) return;
  const known = [...new Set(invoices.map(({ policyId }) => policyId))].sort();
  throw new OperatorError(
    `expected a policy that open invoices follow (${known.join(', ') || 'there are none'}), found "${id}": give the document the id of the policy it is to replace`,
  );
}

function daysOf(values: Values): number {
  const said = values.text('days') ?? String(DAYS);
  const days = Number(said);
  if (/^\d+$/.test(said) && days >= 1 && days <= MOST_DAYS) return days;
  throw misused(`expected --days with a number from 1 to ${MOST_DAYS}, found "${said}"`);
}

function fromOf(values: Values, today: string): string {
  const from = values.text('from') ?? today;
  if (isDate(from) && from >= today && daysBetween(today, from) <= MOST_DAYS) return from;
  throw misused(
    `expected --from with a day from ${today} (today for this creditor) on, within ${MOST_DAYS} days, found "${from}"`,
  );
}
