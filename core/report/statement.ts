/** What a customer's monthly statement says, from the same rows that decisions are made of. */
import { addDays, daysBetween, type Instant, type LocalDate, localClock } from '../calendar/dates.ts';
import type { Situation } from '../case/decide.ts';
import { dueDate, type Hold, type Invoice } from '../case/invoice.ts';
import type { Creditor } from '../contact/creditor.ts';
import type { Contact, Customer } from '../contact/customer.ts';
import { ownerView, recipientView, senderView } from '../message/compose.ts';
import { chooseLanguage } from '../message/language.ts';
import type { StatementBucket, StatementItem, StatementView } from '../message/statement.ts';
import type { JournalEntry } from './journal.ts';

export type StatementFacts = {
  readonly creditor: Creditor;
  readonly customer: Customer;
  readonly contact: Contact;
  readonly situations: readonly Situation[];
  /** Journal lines of payments since the statement before. */
  readonly paid: readonly JournalEntry[];
  /** The day of the statement before, or when that would have been. */
  readonly since: LocalDate;
};

const isOn = (hold: Hold | undefined, now: Instant): boolean =>
  hold !== undefined && (hold.until === undefined || hold.until > now);

/** Nobody is sent a statement whom somebody asked to leave in peace, for whatever reason. */
export const isLeftInPeace = ({ hold }: Pick<Customer, 'hold'>, now: Instant): boolean => isOn(hold, now);

const isOpenItem = ({ type, status, owedMinor }: Invoice): boolean =>
  type === 'invoice' && status === 'open' && owedMinor > 0;

/** Undefined where nothing is open: then there is no statement. */
export function statementView(facts: StatementFacts, now: Instant): StatementView | undefined {
  const { creditor, customer, contact, situations, paid, since } = facts;
  const date = localClock(now, customer.timeZone).date;
  const items = situations.filter(({ invoice }) => isOpenItem(invoice)).map((each) => itemOf(each, date, now));
  if (items.length === 0) return undefined;
  const choice = { contact: contact.locale, customer: customer.locale, creditor: creditor.locale };
  const { language, locale } = chooseLanguage(choice);
  return {
    language,
    locale,
    date,
    since,
    sender: senderView(creditor),
    recipient: recipientView(customer, contact),
    contact: ownerView({ creditor, customer }),
    items,
    unapplied: moneys(customer.unapplied),
    credit: moneys(customer.credit),
    payments: paid.flatMap(({ invoiceNumber = '', amountMinor = 0, currency, at }) => {
      if (currency === undefined || amountMinor <= 0) return [];
      const receivedOn = localClock(at, customer.timeZone).date;
      return [{ number: invoiceNumber, receivedOn, amount: { minor: amountMinor, currency } }];
    }),
  };
}

const moneys = (byCurrency: Readonly<Record<string, number>>) =>
  Object.entries(byCurrency)
    .filter(([, minor]) => minor > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => ({ currency, minor }));

function itemOf({ invoice, debtor }: Situation, date: LocalDate, now: Instant): StatementItem {
  const { invoiceNumber, purchaseOrder, issuedOn, owedMinor, currency } = invoice;
  const dueOn = dueDate(invoice) ?? undefined;
  return {
    number: invoiceNumber,
    purchaseOrder,
    issuedOn,
    dueOn,
    open: { minor: owedMinor, currency },
    bucket: bucketOn(dueOn, date),
    ...markOf(invoice, debtor, date, now),
  };
}

export function bucketOn(dueOn: LocalDate | undefined, date: LocalDate): StatementBucket {
  const days = dueOn === undefined ? 0 : daysBetween(dueOn, date);
  if (days <= 0) return 'not-due';
  if (days <= 30) return '1-30';
  if (days <= 60) return '31-60';
  return days <= 90 ? '61-90' : '91+';
}

function markOf(
  { dispute, hold, promise, promisedOn }: Invoice,
  debtor: Customer | undefined,
  date: LocalDate,
  now: Instant,
): Pick<StatementItem, 'mark' | 'promisedOn'> {
  if (dispute && (dispute.until === undefined || dispute.until > now)) return { mark: 'disputed' };
  if (isOn(hold, now) || isOn(debtor?.hold, now)) return { mark: 'held' };
  const on = promise?.on ?? promisedOn;
  return on !== undefined && on >= addDays(date, -1) ? { mark: 'promised', promisedOn: on } : {};
}
