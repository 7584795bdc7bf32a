/** All invoices, by status and customer, a page at a time. */

import { INVOICE_STATUSES } from '../../contracts/api/queries.ts';
import { InvoicesPage, type InvoiceView } from '../../contracts/api/views.ts';
import { layout, nothing } from '../layout.ts';
import { type Html, html, path, withQuery } from '../markup.ts';
import { type PageReply, page } from '../reply.ts';
import type { Site } from '../site.ts';
import { codeWords, day, money, shortMoment, type Zone } from '../words.ts';

export async function invoiceList(site: Site, query: URLSearchParams, here: string): Promise<PageReply> {
  const status = query.get('status') ?? '';
  const customerId = query.get('customer') ?? '';
  const cursor = query.get('cursor') ?? '';
  const [clock, { invoices, next }] = await Promise.all([
    site.clock(),
    site.ask.get(InvoicesPage, withQuery('/v1/invoices', { status, customerId, cursor })),
  ]);
  const names = await site.names(invoices.map((invoice) => invoice.customerId));
  const content = html`<h1>Invoices</h1><nav class="chips" aria-label="Statuses">${['', ...INVOICE_STATUSES].map(
    (one) =>
      html`<a href="${withQuery('/invoices', { status: one, customer: customerId })}"${
        one === status && html` aria-current="true"`
      }>${one ? codeWords(one) : 'All'}</a>`,
  )}${customerId && html`<a class="off" href="${withQuery('/invoices', { status })}">${names.get(customerId) ?? customerId} ✕</a>`}</nav>
${
  invoices.length > 0
    ? html`<table class="invoices"><thead><tr><th>Invoice</th><th>Customer</th><th>Due</th><th class="right">Balance</th><th>Status</th><th>Next</th></tr></thead>
<tbody>${invoices.map((invoice) => row(invoice, names.get(invoice.customerId) ?? '', clock.timeZone))}</tbody></table>`
    : nothing('No invoice here', 'Push one with POST /v1/invoices, or choose another status.')
}${next && html`<p class="pager"><a href="${withQuery('/invoices', { status, customer: customerId, cursor: next })}">More invoices</a></p>`}`;
  return page(layout({ title: 'Invoices', tab: 'invoices', clock, here, content }));
}

function row(invoice: InvoiceView, name: string, zone: Zone): Html {
  const { invoiceId, invoiceNumber, customerId, dueOn, balance, currency, step, nextAt, reason } = invoice;
  const next = nextAt ? html`${step && html`<b>${codeWords(step)}</b> `}${shortMoment(nextAt, zone)}` : '';
  return html`<tr><td data-label="Invoice"><a href="${path`/invoices/${invoiceId}`}">${invoiceNumber}</a></td>
<td data-label="Customer"><a class="quiet" href="${withQuery('/invoices', { customer: customerId })}">${name}</a></td>
<td data-label="Due">${dueOn ? day(dueOn) : 'no date'}</td><td data-label="Balance" class="right">${money(balance, currency)}</td>
<td data-label="Status">${badge(invoice)}</td><td data-label="Next">${next}<span class="muted small">${reason}</span></td></tr>`;
}

export function badge({ status, closedAs, hold }: InvoiceView): Html {
  const why = status === 'closed' && closedAs ? `closed: ${codeWords(closedAs).toLowerCase()}` : status;
  return html`<i class="tag ${status}">${codeWords(why)}</i>${hold && html` <i class="tag grey">On hold</i>`}`;
}
