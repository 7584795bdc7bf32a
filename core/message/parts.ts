/** The parts that messages to customers share: the invoice's facts, how to pay, whom to ask, and the sender's footer. */
import { clean, shorten, webLink } from './clean.ts';
import type { Block, Fact, Inline } from './document.ts';
import { heading, paragraph } from './document.ts';
import { formatDate, formatMoney } from './figures.ts';
import { en } from './phrases/en.ts';
import type { Phrases } from './phrases/phrases.ts';
import type { AskedView, ContactView, HowToPayView, InvoiceView, RecipientView, SenderView } from './views.ts';

/** Letters of a name in running text; what is longer is an accident or an attack. */
export const NAME_LIMIT = 120;
/** An invoice number longer than this is shortened in subjects and titles; the facts show it whole. */
export const NUMBER_LIMIT = 60;

export function greeting({ contactName }: RecipientView, phrases: Phrases = en): Block {
  return paragraph(...phrases.greeting(contactName ? shorten(contactName, NAME_LIMIT) : undefined));
}

/** Total and what came off it, where part is settled already; credits and payments alike reduce what is owed. */
function partPaid({ owed, total }: InvoiceView, locale: string | undefined, { labels }: Phrases): readonly Fact[] {
  if (owed.currency !== total.currency || total.minor <= owed.minor) return [];
  const settled = { minor: total.minor - owed.minor, currency: total.currency };
  return [
    { label: labels.originalTotal, value: formatMoney(total, locale) },
    { label: labels.paidOrCredited, value: formatMoney(settled, locale) },
  ];
}

/** Less is asked for than is open where a part is disputed. */
function partAsked(invoice: InvoiceView | AskedView, locale: string | undefined, { labels }: Phrases): readonly Fact[] {
  const { owed } = invoice;
  return 'asked' in invoice && invoice.asked.minor !== owed.minor
    ? [{ label: labels.stillOpen, value: formatMoney(owed, locale) }]
    : [];
}

/** The facts of exactly one invoice; its number verbatim. */
export function invoiceFacts(
  invoice: InvoiceView | AskedView,
  locale: string | undefined,
  phrases: Phrases = en,
): Block {
  const { labels } = phrases;
  const document = webLink(invoice.documentUrl);
  const facts: readonly Fact[] = [
    { label: labels.invoice, value: invoice.number, strong: true },
    ...(invoice.purchaseOrder ? [{ label: labels.purchaseOrder, value: invoice.purchaseOrder }] : []),
    ...(invoice.issuedOn ? [{ label: labels.issued, value: formatDate(invoice.issuedOn, locale) }] : []),
    { label: labels.due, value: formatDate(invoice.dueOn, locale) },
    ...(invoice.daysOverdue > 0 ? [{ label: labels.daysOverdue, value: String(invoice.daysOverdue) }] : []),
    ...partPaid(invoice, locale, phrases),
    ...partAsked(invoice, locale, phrases),
    ...(document ? [{ label: labels.copy, value: labels.openDocument, href: document }] : []),
  ];
  return { kind: 'facts', facts };
}

/** What is owed (or asked for), large, and how its due date stands to today. */
export function owedHero(invoice: InvoiceView | AskedView, locale: string | undefined, phrases: Phrases = en): Block {
  const { owed, total, dueOn, daysOverdue } = invoice;
  const { labels } = phrases;
  const asked = 'asked' in invoice ? invoice.asked : owed;
  const isPart = owed.currency === total.currency && total.minor > owed.minor;
  const date = formatDate(dueOn, locale);
  const due = daysOverdue > 0 ? phrases.wasDueOn(date) : phrases.isDueOn(date);
  return {
    kind: 'hero',
    label: asked.minor !== owed.minor ? labels.amountAsked : isPart ? labels.amountStillOwed : labels.amountOwed,
    value: formatMoney(asked, locale),
    caption: daysOverdue > 0 ? `${due}, ${phrases.status(daysOverdue)}` : due,
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

/** One way to pay: the link, else the bank's lines with the reference, else the person to ask. */
export function howToPay(
  view: HowToPayView,
  contact: ContactView,
  label: string,
  phrases: Phrases = en,
): readonly Block[] {
  const link = webLink(view.paymentUrl);
  if (link) return [{ kind: 'button', label, href: link, or: phrases.orOpen }];
  if (!view.bank || view.bank.length === 0) return [paragraph(...phrases.askHow(contactInlines(contact)))];
  const reference = view.reference ? [{ label: phrases.labels.reference, value: view.reference, strong: true }] : [];
  return [
    heading(phrases.howToPay),
    paragraph(phrases.byTransfer),
    { kind: 'facts', facts: [...view.bank, ...reference] },
  ];
}

/** Whom to ask, and who signs. */
export function signOff(contact: ContactView, sender: SenderView, phrases: Phrases = en): readonly Block[] {
  const signed: Inline = { data: shorten(contact.name ?? sender.name, NAME_LIMIT) };
  const name: Inline = { data: shorten(sender.name, NAME_LIMIT) };
  return [
    paragraph(...phrases.questions(contactInlines(contact))),
    contact.name ? paragraph(phrases.regards, signed, ', ', name) : paragraph(phrases.regards, signed),
  ];
}

/** The sender's legal name and address, why this was sent, and how to have it stopped or sent elsewhere. */
export function footer(
  sender: SenderView,
  recipient: RecipientView,
  { optOutUrl, phrases = en }: { readonly optOutUrl?: string | undefined; readonly phrases?: Phrases } = {},
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
    phrases.wrongPerson(shorten(recipient.customerName, NAME_LIMIT)),
    optOut ? [{ label: phrases.optOutLink, href: optOut }] : [phrases.optOutReply],
  ];
}
