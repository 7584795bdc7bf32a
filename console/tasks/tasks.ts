/** Tasks for people: what is asked, of whom, by when, and a button for each outcome. */
import { CALL_OUTCOMES, DECISIONS, TasksAnswer, type TaskView } from '../../contracts/api/tasks.ts';
import { layout, nothing } from '../layout.ts';
import { type Html, html, path, withQuery } from '../markup.ts';
import { type PageReply, page } from '../reply.ts';
import type { Site } from '../site.ts';
import { codeWords, day, shortMoment, type Zone } from '../words.ts';

export async function tasks(site: Site, query: URLSearchParams, here: string): Promise<PageReply> {
  const state = query.get('state') === 'done' ? 'done' : 'open';
  const cursor = query.get('cursor') ?? '';
  const [clock, { tasks: found, next }] = await Promise.all([
    site.clock(),
    site.ask.get(TasksAnswer, withQuery('/v1/tasks', { state, cursor })),
  ]);
  const names = await site.names(found.map(({ customerId }) => customerId));
  const content = html`<h1>Tasks</h1><nav class="chips" aria-label="States">${(['open', 'done'] as const).map(
    (one) =>
      html`<a href="${withQuery('/tasks', { state: one })}"${one === state && html` aria-current="true"`}>${codeWords(one)}</a>`,
  )}</nav>${
    found.length > 0
      ? html`<div class="tasks">${found.map((task) =>
          card(task, { name: names.get(task.customerId) ?? '', now: clock.now, zone: clock.timeZone, here }),
        )}</div>`
      : nothing(
          state === 'open' ? 'No open task' : 'No task done yet',
          'The path opens a call or a decision where a person is needed.',
        )
  }${next && html`<p class="pager"><a href="${withQuery('/tasks', { state, cursor: next })}">More tasks</a></p>`}`;
  return page(layout({ title: 'Tasks', tab: 'tasks', clock, here, content }));
}

type Setting = { readonly name: string; readonly now: string; readonly zone: Zone; readonly here: string };

function card(task: TaskView, { name, now, zone, here }: Setting): Html {
  const { taskId, kind, state, reason, invoiceId, invoiceNumber, owner, openedAt, dueOn, outcome, note, doneAt } = task;
  const late = state === 'open' && dueOn < now.slice(0, 10);
  return html`<article class="card task"><h2>${codeWords(kind)}: ${name}</h2>
<p>${codeWords(reason)}. Invoice <a href="${path`/invoices/${invoiceId}`}">${invoiceNumber}</a></p>
<p class="muted small">${late ? html`<i class="tag overdue">Due ${day(dueOn)}</i>` : `Due ${day(dueOn)}`}, opened ${shortMoment(openedAt, zone)}${
    (owner.name ?? owner.email) && `, for ${owner.name ?? owner.email}`
  }</p>${
    state === 'done'
      ? html`<p><b>${codeWords(outcome ?? 'done')}</b>${note && `: ${note}`} <span class="muted small">${doneAt && shortMoment(doneAt, zone)}</span></p>`
      : outcomeForm(taskId, kind, here)
  }</article>`;
}

function outcomeForm(taskId: string, kind: TaskView['kind'], here: string): Html {
  const outcomes: readonly string[] = kind === 'decide' ? DECISIONS : [...CALL_OUTCOMES, 'done'];
  return html`<form class="outcome" method="post" action="/console/outcome"><input type="hidden" name="back" value="${here}"><input type="hidden" name="task" value="${taskId}">
<div class="fields"><label>Note <input name="note" maxlength="2000"></label><label>Promised for <input type="date" name="promisedOn"></label></div>
<div class="buttons">${outcomes.map((outcome) => html`<button name="outcome" value="${outcome}">${codeWords(outcome)}</button>`)}</div></form>`;
}
