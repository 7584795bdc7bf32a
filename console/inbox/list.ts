/** The inbox's left side: filters, kinds with their counts, and one row per message. */

import { nothing } from '../layout.ts';
import { type Html, html, type Value } from '../markup.ts';
import { codeWords, shortMoment, type Zone } from '../words.ts';
import { customerOf, type Entry, type Filter, inboxPath, kindOf } from './filter.ts';

const KINDS = [
  ['', 'All'],
  ['reminder', 'Reminders'],
  ['receipt', 'Receipts'],
  ['task', 'Tasks'],
  ['report', 'Reports'],
  ['held', 'Held back'],
] as const;

const PAGE = 60;

export type ListView = {
  readonly filter: Filter;
  /** Everything that the other filters leave, of all kinds. */
  readonly selected: readonly Entry[];
  readonly opened: Entry | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: Zone;
};

export const ofKind = (entries: readonly Entry[], kind: string): readonly Entry[] =>
  kind ? entries.filter((entry) => kindOf(entry) === kind) : entries;

export function list(view: ListView): Html {
  const { filter, selected, opened } = view;
  const entries = ofKind(selected, filter.kind);
  const rows = entries.slice((filter.page - 1) * PAGE, filter.page * PAGE);
  return html`<section class="list" aria-label="Messages">${filters(view)}
<nav class="chips" aria-label="Kinds">${KINDS.map(
    ([kind, label]) =>
      html`<a href="${inboxPath(filter, { kind, page: 1, open: '', view: '' })}"${
        kind === filter.kind && html` aria-current="true"`
      }>${label} <span>${ofKind(selected, kind).length}</span></a>`,
  )}</nav>
${
  rows.length > 0
    ? html`<ol class="letters">${rows.map((entry) => row(view, entry, entry.id === opened?.id))}</ol>`
    : nothing('Nothing here', 'No message matches. Turn the clock, or ask for less.')
}${pager(filter, entries.length)}</section>`;
}

function filters({ filter, names }: ListView): Html {
  const byName = [...names].sort(([, a], [, b]) => a.localeCompare(b));
  const option = (value: string, label: string, chosen: string): Html =>
    html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`;
  return html`<form class="filters" method="get" action="/" role="search"><input type="hidden" name="kind" value="${filter.kind}">
<input type="search" name="q" value="${filter.words}" placeholder="Search" aria-label="Search messages">
<select name="customer" aria-label="Customer" data-submits>${option('', 'All customers', filter.customer)}${byName.map(
    ([id, name]) => option(id, name, filter.customer),
  )}</select>
<select name="channel" aria-label="Channel" data-submits>${[
    ['', 'E-mail and SMS'],
    ['email', 'E-mail'],
    ['sms', 'SMS'],
  ].map(([value = '', label = '']) => option(value, label, filter.channel))}</select>
<button>Filter</button></form>`;
}

function row(view: ListView, entry: Entry, current: boolean): Html {
  const { filter, names, zone } = view;
  const name = names.get(customerOf(entry) ?? '');
  const to = inboxPath(filter, { open: entry.id, view: '' });
  const link = (content: Value): Html =>
    html`<li class="${entry.type === 'held' ? 'grey' : 'sent'}"><a href="${to}"${current && html` aria-current="true"`}>${content}</a></li>`;
  const when = html`<time datetime="${entry.at}">${shortMoment(entry.at, zone)}</time>`;
  if (entry.type === 'held') {
    const { kind, reason, invoiceNumber, step } = entry.held;
    return link(html`<span class="who"><b>${name ?? invoiceNumber}</b>${when}</span>
<span class="what"><i class="tag grey">${kind === 'stopped' ? 'Stopped' : 'Held'}</i>${step && `${codeWords(step)}, `}${invoiceNumber}</span>
<span class="why">${reason}</span>`);
  }
  const { kind, channel, subject, text, to: receivers } = entry.letter;
  return link(html`<span class="who"><b>${name ?? receivers[0] ?? ''}</b>${when}</span>
<span class="what"><i class="tag ${tagClass(kind)}">${codeWords(kind)}</i>${channel === 'sms' && html`<i class="tag">SMS</i>`}${subject || preview(text)}</span>
${subject && html`<span class="why">${preview(text)}</span>`}`);
}

const tagClass = (kind: string): string => kind.replace(/[^a-z]/g, '');

const preview = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 110);

function pager(filter: Filter, total: number): Html | false {
  const pages = Math.ceil(total / PAGE);
  const to = (page: number): string => inboxPath(filter, { page, open: '', view: '' });
  return (
    pages > 1 &&
    html`<nav class="pager" aria-label="Older and newer">${
      filter.page > 1 && html`<a href="${to(filter.page - 1)}">Newer</a>`
    }<span class="muted">Page ${filter.page} of ${pages}</span>${
      filter.page < pages && html`<a href="${to(filter.page + 1)}">Older</a>`
    }</nav>`
  );
}
