/** One invoice: its figures, where it stands and why, its timeline, its messages and its execution's path. */
import { InvoiceView, TimelineAnswer } from '../../contracts/api/views.ts';
import { Execution, ExecutionNames, InboxAnswer, type LetterLine } from '../answers.ts';
import { payForm, watched } from '../inbox/pay.ts';
import { whatNext } from '../inbox/why.ts';
import { facts, layout } from '../layout.ts';
import { type Html, html, path, withQuery } from '../markup.ts';
import { type PageReply, page } from '../reply.ts';
import type { Site } from '../site.ts';
import { codeWords, day, money, shortMoment, type Zone } from '../words.ts';
import { badge } from './list.ts';
import { executionPath } from './path.ts';
import { timeline } from './timeline.ts';

export async function invoicePage(
  site: Site,
  invoiceId: string,
  query: URLSearchParams,
  here: string,
): Promise<PageReply> {
  const { ask } = site;
  const [clock, invoice, records, { letters }, { names }] = await Promise.all([
    site.clock(),
    ask.get(InvoiceView, path`/v1/invoices/${invoiceId}`),
    ask.get(TimelineAnswer, path`/v1/invoices/${invoiceId}/timeline`),
    ask.get(InboxAnswer, '/_local/demo/inbox'),
    ask.get(ExecutionNames, path`/_local/demo/executions/${invoiceId}`),
  ]);
  const customers = await site.names([invoice.customerId]);
  const name = names.find((one) => one === query.get('run')) ?? names.at(-1);
  const execution = name === undefined ? undefined : await ask.get(Execution, path`/_local/executions/${name}`);
  const zone = clock.timeZone;
  const own = letters.filter((letter) => letter.invoiceIds.includes(invoiceId) && letter.kind !== 'report');
  const content = html`<p class="crumb"><a href="/invoices">← Invoices</a></p>${await watched(site, query)}
<div class="headline"><h1>${invoice.invoiceNumber}</h1>${badge(invoice)}</div>
<div class="card">${figures(invoice, customers.get(invoice.customerId) ?? '', zone)}
<div class="actions">${payForm(invoice, path`/invoices/${invoiceId}`)}${holdForm(invoice, here, zone)}</div></div>
<div class="columns"><div>${timeline(records, zone)}</div><div>${executionPath({ invoiceId, names, execution, now: clock.now, zone })}
${messages(own, zone)}</div></div>`;
  return page(layout({ title: invoice.invoiceNumber, tab: 'invoices', clock, here, content }));
}

function figures(invoice: InvoiceView, name: string, zone: Zone): Html {
  const { customerId, type, currency, total, balance, issuedOn, dueOn, policy, stepsDone, promisedOn, reason } =
    invoice;
  return html`<p class="lead">${reason}</p>${facts([
    ['Balance', html`<b class="figure">${money(balance, currency)}</b>`],
    ['Total', money(total, currency)],
    ['Type', type === 'credit_note' && 'Credit note'],
    ['Due', dueOn ? day(dueOn) : 'No due date: never chased'],
    ['Issued', day(issuedOn)],
    ['Customer', html`<a href="${withQuery('/invoices', { customer: customerId })}">${name}</a>`],
    ['Case', `${codeWords(invoice.caseState)}, cycle ${invoice.cycle}`],
    ['Next', whatNext(invoice, zone)],
    ['Steps done', stepsDone.map(codeWords).join(', ')],
    ['Promised for', promisedOn && day(promisedOn)],
    ['Policy', `${policy.id}, version ${policy.version}`],
  ])}`;
}

function holdForm({ invoiceId, hold, caseState }: InvoiceView, here: string, zone: Zone): Html | false {
  const hidden = html`<input type="hidden" name="back" value="${here}"><input type="hidden" name="invoice" value="${invoiceId}">`;
  if (hold)
    return html`<form class="holding" method="post" action="/console/release">${hidden}<p>On hold by ${hold.by}: <b>${hold.reason}</b>${
      hold.until && `, until ${shortMoment(hold.until, zone)}`
    }</p><button>Release</button></form>`;
  return (
    caseState !== 'closed' &&
    html`<form class="holding" method="post" action="/console/hold">${hidden}
<label>Reason <input name="reason" required maxlength="500" value="Asked for by finance"></label>
<label>Until <input type="date" name="until"></label><button>Hold</button></form>`
  );
}

function messages(letters: readonly LetterLine[], zone: Zone): Html {
  const newest = [...letters].sort((a, b) => b.sentAt.localeCompare(a.sentAt));
  return html`<section><h2>Messages</h2>${
    newest.length > 0
      ? html`<ul class="plain">${newest.map(
          ({ id, kind, channel, subject, text, sentAt }) =>
            html`<li><a href="${withQuery('/', { open: id })}">${subject || text.slice(0, 60)}</a> <i class="tag ${kind.replace(/[^a-z]/g, '')}">${
              channel === 'sms' ? 'SMS' : codeWords(kind)
            }</i> <time class="muted small" datetime="${sentAt}">${shortMoment(sentAt, zone)}</time></li>`,
        )}</ul>`
      : html`<p class="muted">Nothing was sent about this invoice.</p>`
  }</section>`;
}
