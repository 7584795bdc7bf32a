/** Paying an invoice as its customer would, and watching what follows. */
import { InvoiceView } from '../../contracts/api/views.ts';
import { InboxAnswer, PayAnswer } from '../answers.ts';
import type { Form } from '../form.ts';
import { type Html, html, path, withQuery } from '../markup.ts';
import { type PageReply, page, seeOther } from '../reply.ts';
import type { Site } from '../site.ts';
import { codeWords, moment, money } from '../words.ts';

/** Also where the path has ended unpaid: the money is owed all the same. */
export function payForm({ invoiceId, balance, currency, type, status }: InvoiceView, here: string): Html | false {
  const owed = type === 'invoice' && status !== 'void' && !balance.startsWith('-') && /[1-9]/.test(balance);
  return (
    owed &&
    html`<form class="pay" method="post" action="/console/pay" data-busy="Stripe’s signed event is on its way."><input type="hidden" name="back" value="${here}">
<input type="hidden" name="invoice" value="${invoiceId}"><button class="primary">Pay ${money(balance, currency)}</button>
<span class="muted">fires Stripe’s signed event</span></form>`
  );
}

/** Pays the balance, lets the pipeline carry out what follows at once, and goes back to watch. */
export async function pay({ ask }: Site, { text, back }: Form): Promise<PageReply> {
  const { at } = PayAnswer.parse(await ask.send('POST', '/_local/demo/pay', { invoiceId: text('invoice') }));
  await ask.send('POST', '/_local/settle');
  const [to = '/', search = ''] = back.split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  return seeOther(withQuery(to, { ...query, paid: text('invoice'), paidAt: at }));
}

/** The banner of a payment; it asks again by itself until the receipt is there. */
export async function watched(site: Site, query: URLSearchParams): Promise<Html | false> {
  const invoiceId = query.get('paid');
  const at = query.get('paidAt');
  return invoiceId !== null && at !== null && aftermath(site, invoiceId, at);
}

export async function aftermathPage(site: Site, query: URLSearchParams): Promise<PageReply> {
  return page(await aftermath(site, query.get('invoice') ?? '', query.get('at') ?? ''));
}

async function aftermath({ ask, clock }: Site, invoiceId: string, at: string): Promise<Html> {
  const [invoice, { letters }, { timeZone }] = await Promise.all([
    ask.get(InvoiceView, path`/v1/invoices/${invoiceId}`),
    ask.get(InboxAnswer, '/_local/demo/inbox'),
    clock(),
  ]);
  const receipt = letters.find(
    (letter) => letter.kind === 'receipt' && letter.sentAt >= at && letter.invoices.includes(invoice.invoiceNumber),
  );
  const ended = invoice.caseState === 'closed';
  return html`<div class="aftermath" role="status" data-poll="${receipt && ended ? '' : withQuery('/console/paid', { invoice: invoiceId, at })}">
<p><b>${invoice.invoiceNumber}: paid by Stripe</b></p><ul>
<li class="${ended ? 'done' : 'open'}">${
    ended
      ? `The case has ended: ${codeWords(invoice.closedAs ?? 'closed').toLowerCase()}`
      : html`Balance ${money(invoice.balance, invoice.currency)}; the case is ${invoice.caseState}`
  }</li>
<li class="${receipt ? 'done' : 'open'}">${
    receipt
      ? html`The receipt arrived on ${moment(receipt.sentAt, timeZone)}: <a href="${withQuery('/', { open: receipt.id })}">${receipt.subject}</a>`
      : 'No receipt yet: one follows where a reminder had gone out, within the customer’s hours. Turn the clock to tomorrow.'
  }</li></ul></div>`;
}
