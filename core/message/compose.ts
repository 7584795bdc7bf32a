/** From what is known of a case to what its messages may say. */
import { daysBetween, type Instant, localClock } from '../calendar/dates.ts';
import { dueDate, type Invoice } from '../case/invoice.ts';
import type { Creditor } from '../contact/creditor.ts';
import type { Contact, Customer } from '../contact/customer.ts';
import type { Language } from './language.ts';
import { PHRASES } from './phrases/of.ts';
import type { ContactView, HowToPayView, InvoiceView, RecipientView, SenderView } from './views.ts';

export type Parties = { readonly creditor: Creditor; readonly customer: Customer; readonly invoice: Invoice };

export function senderView({ name, address }: Creditor): SenderView {
  return { name, legalName: name, addressLines: address.split('\n') };
}

/** The person behind the message: the customer's owner, else the creditor's. */
export function ownerView({ creditor, customer }: Pick<Parties, 'creditor' | 'customer'>): ContactView {
  const owner = { ...creditor.owner, ...customer.owner };
  return {
    name: owner.name,
    email: owner.email ?? creditor.replyTo ?? creditor.email,
    phone: owner.phone ?? creditor.phone,
  };
}

export function recipientView(customer: Customer, contact: Contact | undefined): RecipientView {
  return { customerName: customer.name, contactName: contact?.name };
}

export function invoiceView(invoice: Invoice, now: Instant, timeZone: string): InvoiceView {
  const { currency } = invoice;
  const dueOn = dueDate(invoice) ?? invoice.issuedOn;
  return {
    number: invoice.invoiceNumber,
    owed: { minor: invoice.owedMinor, currency },
    total: { minor: invoice.totalMinor, currency },
    issuedOn: invoice.issuedOn,
    dueOn,
    daysOverdue: daysBetween(dueOn, localClock(now, timeZone).date),
    purchaseOrder: invoice.purchaseOrder,
    documentUrl: invoice.documentUrl,
  };
}

/** The invoice's own link, else the creditor's bank details: never details that a pushed row brought. */
export function howToPayView(invoice: Invoice, creditor: Creditor, language: Language = 'en'): HowToPayView {
  const bank = creditor.bank[invoice.currency];
  const { accountName } = PHRASES[language].labels;
  return {
    paymentUrl: invoice.paymentUrl,
    bank: bank ? [{ label: accountName, value: bank.accountName }, ...bank.lines] : undefined,
    reference: invoice.paymentReference ?? invoice.invoiceNumber,
  };
}
