/** An invoice's audit records as sentences, and whether their chain is whole. */
import type { TimelineAnswer } from '../../contracts/api/views.ts';
import { type Html, html, withQuery } from '../markup.ts';
import { codeWords, moment, type Zone } from '../words.ts';

/** Newest last, as it happened. */
export function timeline({ records, whole, brokenAt }: TimelineAnswer, zone: Zone): Html {
  return html`<section><h2>Timeline ${
    whole
      ? html`<i class="tag paid" title="Every record carries the digest of the one before">Chain whole</i>`
      : html`<i class="tag overdue">Chain broken at ${brokenAt ?? '?'}</i>`
  }</h2><ol class="timeline">${records.map((record) => one(record, zone))}</ol></section>`;
}

function one(record: TimelineAnswer['records'][number], zone: Zone): Html {
  const { version, type, at, by, words, messageId, data, hash } = record;
  const noun = type.split('.')[0]?.replace(/[^a-z]/g, '') ?? '';
  return html`<li class="${noun}" id="v${version}"><time datetime="${at}">${moment(at, zone)}</time>
<p>${words ?? codeWords(type)}${messageId && html` <a href="${withQuery('/console/message', { id: messageId })}">Open the message</a>`}</p>
<details><summary class="muted">${type} by ${by}</summary><pre>${JSON.stringify(data, null, 1)}</pre>
<p class="muted mono">${version}: ${hash}</p></details></li>`;
}
