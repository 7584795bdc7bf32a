/** One message as its receiver sees it: a mail in a frame without scripts, a text message as a bubble. */
import type { Letter } from '../answers.ts';
import { facts } from '../layout.ts';
import { type Html, html, path, type Value } from '../markup.ts';
import { moment, type Zone } from '../words.ts';
import { type Filter, inboxPath } from './filter.ts';

const VIEWS = [
  ['html', 'As received'],
  ['text', 'Plain text'],
  ['headers', 'Headers'],
] as const;

export type LetterView = {
  readonly letter: Letter;
  readonly filter: Filter;
  readonly zone: Zone;
  readonly customer: string | undefined;
  /** What stands between the head and the message: why it was sent, and what to do about it. */
  readonly aside: Value;
};

export function letterView({ letter, filter, zone, customer, aside }: LetterView): Html {
  const { id, channel, subject, sentAt, from, to, cc, replyTo, customerId } = letter;
  const read = letter.why?.timeZone;
  return html`<article class="sheet"><p class="back"><a href="${inboxPath(filter, { open: '', view: '' })}">← Messages</a></p>
<h1>${subject || `Text message to ${to.join(', ')}`}</h1>
${facts([
  ['From', from],
  ['To', to.join(', ')],
  ['Copy', cc.join(', ')],
  ['Replies to', replyTo.join(', ')],
  [
    'Sent',
    html`${moment(sentAt, read ?? zone)}${read ? ' on the customer’s clock' : ''} <span class="muted">(${moment(sentAt, 'UTC')} UTC)</span>`,
  ],
  ['About', about(letter)],
  [
    'Customer',
    customerId &&
      html`<a href="${inboxPath(filter, { customer: customerId, kind: '', page: 1 })}">${customer ?? customerId}</a>`,
  ],
])}${aside}
${channel === 'email' ? mail(letter, filter) : html`<p class="bubble">${letter.text}</p>`}
${attachments(id, letter.attachments)}</article>`;
}

function about({ invoiceIds, invoices }: Letter): Value {
  if (invoiceIds.length === 0) return undefined;
  return invoiceIds.map((id, index) => html`<a href="${path`/invoices/${id}`}">${invoices[index] ?? id}</a> `);
}

function mail(letter: Letter, filter: Filter): Html {
  const view = filter.view || (letter.html ? 'html' : 'text');
  return html`<nav class="tabs" aria-label="Ways to read">${VIEWS.map(
    ([name, label]) =>
      html`<a href="${inboxPath(filter, { open: letter.id, view: name })}"${
        name === view && html` aria-current="true"`
      }>${label}</a>`,
  )}</nav>${body(letter, view)}`;
}

/** Links of a mail open beside the console; its frame may run nothing. */
function body({ subject, html: source, text, headers }: Letter, view: string): Html {
  if (view === 'headers')
    return html`<dl class="facts headers">${headers.map(
      ({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
    )}</dl>`;
  if (view === 'text' || !source) return html`<pre class="plain">${text}</pre>`;
  return html`<iframe class="mail" title="${subject}" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${source}`}"></iframe>`;
}

function attachments(id: string, files: Letter['attachments']): Html | false {
  return (
    files.length > 0 &&
    html`<p class="files">${files.map(
      ({ fileName, size }, index) =>
        html`<a href="${path`/console/attachments/${id}/${String(index)}`}">${fileName} <span class="muted">${Math.ceil(size / 1024)} KB</span></a> `,
    )}</p>`
  );
}
