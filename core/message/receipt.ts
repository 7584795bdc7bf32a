/** Thanks for a payment: what came in, on which invoice, and what remains, if anything. */
import { shortenMiddle } from './clean.ts';
import type { Block, Fact, RenderedEmail } from './document.ts';
import { heading, paragraph } from './document.ts';
import { formatDate, formatMoney } from './figures.ts';
import { renderEmail } from './layout.ts';
import { footer, greeting, howToPay, NUMBER_LIMIT, signOff } from './parts.ts';
import type { ReceiptView } from './views.ts';

function facts({ invoice, payment, locale }: ReceiptView): Block {
  const rest: readonly Fact[] = [
    ...(payment.applied ? [{ label: 'Of it for this invoice', value: formatMoney(payment.applied, locale) }] : []),
    ...(payment.onAccount ? [{ label: 'Kept on your account', value: formatMoney(payment.onAccount, locale) }] : []),
    ...(payment.reference ? [{ label: 'Reference', value: payment.reference }] : []),
    ...(invoice.purchaseOrder ? [{ label: 'Purchase order', value: invoice.purchaseOrder }] : []),
    ...(invoice.issuedOn ? [{ label: 'Issued', value: formatDate(invoice.issuedOn, locale) }] : []),
    { label: 'Invoice total', value: formatMoney(invoice.total, locale) },
    { label: 'Still owed', value: formatMoney(invoice.owed, locale) },
  ];
  return { kind: 'facts', facts: [{ label: 'Invoice', value: invoice.number, strong: true }, ...rest] };
}

/** By when and how to pay the rest; a settled invoice asks for nothing. */
function remainder(view: ReceiptView): readonly Block[] {
  const { invoice, locale } = view;
  if (invoice.owed.minor <= 0) return [paragraph('The invoice is settled. There is nothing left to do.')];
  const due = formatDate(invoice.dueOn, locale);
  const owed = formatMoney(invoice.owed, locale);
  const when = invoice.daysOverdue > 0 ? `It was due on ${due}.` : `It is due on ${due}.`;
  return [
    heading('What remains'),
    paragraph('Of this invoice ', { strong: owed }, ` is still open. ${when}`),
    ...howToPay(view.howToPay, view.contact, `Pay ${owed}`),
  ];
}

/** The receipt of one payment on one invoice. */
export function renderReceipt(view: ReceiptView): RenderedEmail {
  const { invoice, payment, sender, recipient, contact, locale } = view;
  const amount = formatMoney(payment.amount, locale);
  const received = formatDate(payment.receivedOn, locale);
  const number = shortenMiddle(invoice.number, NUMBER_LIMIT);
  const settled = invoice.owed.minor <= 0;
  return renderEmail({
    subject: `Thank you: ${amount} received for invoice ${number}`,
    preheader: settled ? 'The invoice is settled.' : `${formatMoney(invoice.owed, locale)} of it remains open.`,
    from: sender.name,
    title: settled ? 'Thank you, this invoice is settled' : 'Thank you for your payment',
    mood: 'calm',
    blocks: [
      greeting(recipient),
      paragraph(`We received ${amount} on ${received} for invoice `, { strong: number }, '. Thank you.'),
      { kind: 'hero', label: 'Amount received', value: amount, caption: `received on ${received}` },
      facts(view),
      ...remainder(view),
      ...signOff(contact, sender),
    ],
    footer: footer(sender, recipient).slice(0, 2),
  });
}
