/** The parts that messages to customers share: the invoice's facts, how to pay, whom to ask, and the sender's footer. */
import { clean, shorten, webLink } from './clean.ts';
import type { Block, Fact, Inline } from './document.ts';
import { heading, paragraph, quiet } from './document.ts';
import { dueWords, formatDate, formatMoney } from './figures.ts';
import type { ContactView, HowToPayView, InvoiceView, RecipientView, SenderView } from './views.ts';

/** Letters of a name in running text; what is longer is an accident or an attack. */
export const NAME_LIMIT = 120;
/** An invoice number longer than this is shortened in subjects and titles; the facts show it whole. */
export const NUMBER_LIMIT = 60;

export function greeting({ contactName }: RecipientView): Block {
  return contactName ? paragraph('Hello ', { data: shorten(contactName, NAME_LIMIT) }, ',') : paragraph('Hello,');
}

/** Total and what came off it, where part is settled already; credits and payments alike reduce what is owed. */
function partPaid({ owed, total }: InvoiceView, locale: string | undefined): readonly Fact[] {
  if (owed.currency !== total.currency || total.minor <= owed.minor) return [];
  const settled = { minor: total.minor - owed.minor, currency: total.currency };
  return [
    { label: 'Original total', value: formatMoney(total, locale) },
    { label: 'Paid or credited', value: formatMoney(settled, locale) },
  ];
}

/** The facts of exactly one invoice; its number verbatim. */
export function invoiceFacts(invoice: InvoiceView, locale: string | undefined): Block {
  const document = webLink(invoice.documentUrl);
  const facts: readonly Fact[] = [
    { label: 'Invoice', value: invoice.number, strong: true },
    ...(invoice.purchaseOrder ? [{ label: 'Purchase order', value: invoice.purchaseOrder }] : []),
    ...(invoice.issuedOn ? [{ label: 'Issued', value: formatDate(invoice.issuedOn, locale) }] : []),
    { label: 'Due', value: formatDate(invoice.dueOn, locale) },
    ...(invoice.daysOverdue > 0 ? [{ label: 'Days overdue', value: String(invoice.daysOverdue) }] : []),
    ...partPaid(invoice, locale),
    ...(document ? [{ label: 'Copy of the invoice', value: 'Open the document', href: document }] : []),
  ];
  return { kind: 'facts', facts };
}

/** What is owed, large, and how its due date stands to today. */
export function owedHero(invoice: InvoiceView, locale: string | undefined): Block {
  const { owed, total, dueOn, daysOverdue } = invoice;
  const isPart = owed.currency === total.currency && total.minor > owed.minor;
  const due = `${daysOverdue > 0 ? 'was due on' : 'due on'} ${formatDate(dueOn, locale)}`;
  return {
    kind: 'hero',
    label: isPart ? 'Amount still owed' : 'Amount owed',
    value: formatMoney(owed, locale),
    caption: daysOverdue > 0 ? `${due}, ${dueWords(daysOverdue)}` : due,
  };
}

/** "Jo Bloggs, +44 20 7946 0000, jo@supplier.example", each as a link where it can be one. */
export function contactInlines({ name, phone, email }: ContactView): readonly Inline[] {
  const parts: Inline[] = [];
  if (name) parts.push({ data: shorten(name, NAME_LIMIT) });
  if (phone) parts.push(phoneInline(phone));
  if (email) parts.push({ label: clean(email), href: mailto(email) });
  return parts.flatMap((part, index): readonly Inline[] => (index === 0 ? [part] : [', ', part]));
}

function mailto(email: string): string {
  return `mailto:${clean(email).trim()}`;
}

/** A phone number that can be tapped, shown as it was written. */
export function phoneInline(phone: string): Inline {
  const digits = phone.replace(/[^\d+]/g, '');
  return /^\+?\d{5,15}$/.test(digits) ? { label: clean(phone), href: `tel:${digits}` } : { data: shorten(phone, 40) };
}

function askHow(contact: ContactView): Block {
  const person = contactInlines(contact);
  return person.length > 0
    ? paragraph('To arrange payment, reply to this message or contact ', ...person, '.')
    : paragraph('To arrange payment, reply to this message.');
}

/** One way to pay: the link, else the bank's lines with the reference, else the person to ask. */
export function howToPay(view: HowToPayView, contact: ContactView, label: string): readonly Block[] {
  const link = webLink(view.paymentUrl);
  if (link) return [{ kind: 'button', label, href: link }];
  if (!view.bank || view.bank.length === 0) return [askHow(contact)];
  const reference = view.reference ? [{ label: 'Payment reference', value: view.reference, strong: true }] : [];
  return [
    heading('How to pay'),
    paragraph('By bank transfer to:'),
    { kind: 'facts', facts: [...view.bank, ...reference] },
  ];
}

/** Whom to ask, and who signs. */
export function signOff(contact: ContactView, sender: SenderView): readonly Block[] {
  const person = contactInlines(contact);
  const signed: Inline = { data: shorten(contact.name ?? sender.name, NAME_LIMIT) };
  const name: Inline = { data: shorten(sender.name, NAME_LIMIT) };
  const contactLine = person.length > 0 ? ['Questions? Reply to this message, or contact ', ...person, '.'] : [];
  return [
    ...(contactLine.length > 0 ? [paragraph(...contactLine)] : [paragraph('Questions? Reply to this message.')]),
    contact.name ? paragraph('Kind regards, ', signed, ', ', name) : paragraph('Kind regards, ', signed),
  ];
}

/** The sender's legal name and address, why this was sent, and how to have it stopped or sent elsewhere. */
export function footer(
  sender: SenderView,
  recipient: RecipientView,
  optOutUrl?: string,
): readonly (readonly Inline[])[] {
  const address = sender.addressLines.map((line) => clean(line).trim()).filter((line) => line !== '');
  const legal = [
    shorten(sender.legalName, NAME_LIMIT),
    ...address,
    ...(sender.registration ? [clean(sender.registration)] : []),
  ];
  const optOut = webLink(optOutUrl);
  return [
    [{ data: legal.join(', ') }],
    [
      'Wrong person? This was sent to you as a contact for invoices of ',
      { data: shorten(recipient.customerName, NAME_LIMIT) },
      '. If that is not you, reply and say so.',
    ],
    optOut
      ? [{ label: 'Stop receiving these e-mails', href: optOut }]
      : ['If you do not want e-mails like this one, reply and say so.'],
  ];
}

/** A quiet line when there is something to say, nothing otherwise. */
export function quietIf(condition: string | undefined, ...inlines: readonly Inline[]): readonly Block[] {
  return condition ? [quiet(...inlines)] : [];
}
