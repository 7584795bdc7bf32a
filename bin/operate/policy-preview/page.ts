/** A preview as one page that needs nothing else: to be opened in a browser, printed, or passed on within the house. */
import type { Day, Summary } from '../../../core/preview/summary.ts';
import { channelInWords, counted, taskInWords } from '../../../core/preview/words.ts';
import { changes, concerned } from './page-changes.ts';
import { escapeHtml, section } from './page-parts.ts';
import {
  assumptionsOf,
  bookOf,
  dayName,
  isQuiet,
  type PreviewReport,
  periodOf,
  putOffLines,
  reasonOf,
  titleOf,
} from './report.ts';
import { PREVIEW_STYLE } from './style.ts';

export function pageOf(report: PreviewReport): string {
  const { summary } = report;
  const title = escapeHtml(titleOf(report));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${PREVIEW_STYLE}</style></head><body><main>
<h1>${title}</h1>
<p>${escapeHtml(periodOf(report))}</p>
<p class="muted">${escapeHtml(bookOf(report))}</p>
<ul class="assumed">${assumptionsOf(report)
    .map((line) => `<li>${escapeHtml(line)}</li>`)
    .join('')}</ul>
${tiles(summary)}
${changes(report)}
${section('Day by day', `<div class="card days">${dayTable(summary)}</div>`)}
${section('Why steps are put off', reasonList(summary))}
${section('Where open invoices stand after the last day', waitingList(summary))}
${concerned(report)}
</main></body></html>
`;
}

function tiles({ messages, people, mostToOne, tasks, days }: Summary): string {
  const putOff = days.flatMap((day) => day.putOff).reduce((sum, { count }) => sum + count, 0);
  const forColleagues = tasks.reduce((sum, { count }) => sum + count, 0);
  const shown = [
    [messages, 'messages'],
    [people, 'customers written to'],
    [mostToOne, 'at most to one of them'],
    [forColleagues, 'tasks for colleagues'],
    [putOff, 'times a step is put off'],
  ] as const;
  const one = ([count, words]: (typeof shown)[number]): string =>
    `<div class="tile"><b>${count.toLocaleString('en-GB')}</b><span>${words}</span></div>`;
  return `<div class="tiles">${shown.map(one).join('')}</div>`;
}

function dayTable({ days, messages, sent, tasks }: Summary): string {
  const most = Math.max(1, ...days.map((day) => day.messages));
  const total = `<tr><th>Total</th><td class="figure">${messages}</td><td>${sentWords(sent)}</td><td>${taskWords(tasks)}</td><td></td></tr>`;
  return `<table><thead><tr><th>Day</th><th class="figure">Sent</th><th>Messages</th><th>For colleagues</th><th>Put off from this day</th></tr></thead>
<tbody>${rowsOf(days, most)}</tbody><tfoot>${total}</tfoot></table>`;
}

function rowsOf(days: readonly Day[], most: number): string {
  const rows: string[] = [];
  let quiet: Day[] = [];
  const fold = (): void => {
    rows.push(quietRow(quiet));
    quiet = [];
  };
  for (const day of days) {
    if (isQuiet(day)) {
      quiet.push(day);
      continue;
    }
    fold();
    rows.push(dayRow(day, most));
  }
  fold();
  return rows.join('\n');
}

function dayRow(day: Day, most: number): string {
  const width = Math.round((100 * day.messages) / most);
  const bar = day.messages > 0 ? `<span class="bar" style="width:${width}%"></span>` : '';
  const putOff = putOffLines(day.putOff)
    .map((line) => `<div class="put">${escapeHtml(line)}</div>`)
    .join('');
  const sent = day.messages > 0 ? `${sentWords(day.sent)}${bar}` : '';
  return `<tr${day.weekday === 1 ? ' class="week"' : ''}><th>${dayName(day)}</th><td class="figure">${day.messages || ''}</td><td>${sent}</td><td>${taskWords(day.tasks)}</td><td>${putOff}</td></tr>`;
}

function quietRow(days: readonly Day[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return '';
  const name = first === last ? dayName(first) : `${dayName(first)} – ${dayName(last)}`;
  return `<tr class="quiet"><th colspan="5">${name}: quiet</th></tr>`;
}

const sentWords = (sent: Summary['sent']): string =>
  sent
    .map((one) => {
      const by = one.channel === 'sms' ? ` (${channelInWords(one)})` : '';
      return escapeHtml(`${one.count} ${one.stepId}${by}`);
    })
    .join(', ');

const taskWords = (tasks: Summary['tasks']): string =>
  tasks.map(({ name, count }) => escapeHtml(taskInWords(name, count))).join(', ');

function reasonList({ deferrals }: Summary): string {
  if (deferrals.length === 0) return '<p class="muted">Nothing is put off.</p>';
  const rows = deferrals.map(
    (one) =>
      `<tr><th>${escapeHtml(reasonOf(one))}</th><td class="figure">${counted(one.count, 'time')}</td><td class="figure">${counted(one.customers, 'customer')}</td><td class="figure">${counted(one.longestDays, 'day')} at most</td></tr>`,
  );
  return `<div class="card"><table><tbody>${rows.join('')}</tbody></table></div>`;
}

function waitingList({ waiting }: Summary): string {
  const items = waiting.map(
    ({ name, count }) => `<li>${counted(count, 'invoice')}: ${escapeHtml(reasonOf({ reason: name }))}</li>`,
  );
  return `<div class="card"><ul class="plain">${items.join('')}</ul></div>`;
}
