/** German: formal, in the words that its bookkeepers use. */
import type { Phrases } from './phrases.ts';

const days = (count: number): string => `${count} ${count === 1 ? 'Tag' : 'Tage'}`;
const inDays = (count: number): string => `${count} ${count === 1 ? 'Tag' : 'Tagen'}`;

export const de: Phrases = {
  and: 'und',
  greeting: (name) => (name ? ['Guten Tag ', { data: name }, ','] : ['Guten Tag,']),
  status: (overdue) => {
    if (overdue > 0) return `${days(overdue)} überfällig`;
    return overdue === 0 ? 'heute fällig' : `fällig in ${inDays(-overdue)}`;
  },
  wasDueOn: (date) => `war am ${date} fällig`,
  isDueOn: (date) => `fällig am ${date}`,
  invoices: (count, isOne) => `${count} ${isOne ? 'Rechnung' : 'Rechnungen'}`,
  labels: {
    amountOwed: 'Offener Betrag',
    amountStillOwed: 'Noch offener Betrag',
    amountAsked: 'Zu zahlen',
    invoice: 'Rechnung',
    purchaseOrder: 'Bestellnummer',
    issued: 'Ausgestellt',
    due: 'Fällig',
    daysOverdue: 'Tage überfällig',
    originalTotal: 'Rechnungsbetrag',
    paidOrCredited: 'Bezahlt oder gutgeschrieben',
    stillOpen: 'Insgesamt offen',
    copy: 'Kopie der Rechnung',
    openDocument: 'Dokument öffnen',
    toPay: 'Zu zahlen',
    open: 'Offen',
    total: 'Summe',
    furtherInvoices: 'Weitere Rechnungen',
    reference: 'Verwendungszweck',
    accountName: 'Kontoinhaber',
  },
  pay: (amount) => `${amount} bezahlen`,
  payThis: 'Online bezahlen',
  howToPay: 'So können Sie zahlen',
  howToPayIn: (currency) => `So können Sie in ${currency} zahlen`,
  byTransfer: 'Per Überweisung an:',
  nameTheNumbers: 'Bitte geben Sie bei der Überweisung die Rechnungsnummern an.',
  eachHasALink: 'Jede Rechnung in der Liste hat einen eigenen Link zum Bezahlen.',
  orOpen: 'Oder öffnen Sie',
  whenTheTimeComes: 'Wenn es so weit ist',
  whenTheTimeComesHere: 'Wenn es so weit ist, können Sie hier bezahlen: ',
  askHow: (person) =>
    person.length > 0
      ? ['Um die Zahlung abzusprechen, antworten Sie auf diese Nachricht oder wenden Sie sich an ', ...person, '.']
      : ['Um die Zahlung abzusprechen, antworten Sie bitte auf diese Nachricht.'],
  questions: (person) =>
    person.length > 0
      ? ['Fragen? Antworten Sie auf diese Nachricht oder wenden Sie sich an ', ...person, '.']
      : ['Fragen? Antworten Sie einfach auf diese Nachricht.'],
  regards: 'Mit freundlichen Grüßen, ',
  receivesACopy: (name) => [{ data: name }, ' erhält eine Kopie dieser Nachricht.'],
  issuedOn: (date) => `vom ${date}`,
  ofOpen: (amount) => `von ${amount} offen`,
  restListedIn: (asOf, fileName) => `Stand ${asOf}, aufgeführt in ${fileName}`,
  furtherCount: (count) => `${count} weitere Rechnungen`,
  apartTitle: 'Nicht Teil dieser Zahlungsbitte',
  apartIntro: 'Auch diese Rechnungen sind offen, mit dieser Nachricht bitten wir aber nicht um ihre Zahlung.',
  apart: {
    disputed: 'Sie haben uns mitgeteilt, dass etwas nicht stimmt; wir klären das',
    promised: 'Sie haben uns gesagt, wann Sie sie bezahlen',
    'on-hold': 'wir klären noch etwas dazu',
    'payment-under-way': 'eine Zahlung dafür ist unterwegs',
    covered: 'ein Guthaben auf Ihrem Konto deckt sie',
  },
  promisedFor: (date) => `Sie haben uns die Zahlung bis ${date} zugesagt`,
  payBy: (amount, date) => `Bitte zahlen Sie ${amount} bis zum ${date}.`,
  wrongPerson: (customer) => [
    'Nicht für Sie? Diese Nachricht ging an Sie als Kontakt für Rechnungen von ',
    { data: customer },
    '. Wenn das nicht stimmt, antworten Sie bitte und sagen es uns.',
  ],
  optOutLink: 'Diese E-Mails nicht mehr erhalten',
  optOutReply: 'Wenn Sie solche E-Mails nicht mehr erhalten möchten, antworten Sie bitte und sagen es uns.',
  sms: {
    invoice: 'Rechnung',
    wasDue: (date) => `war am ${date} fällig`,
    isDue: (date) => `ist am ${date} fällig`,
    openOn: (amounts, invoices) => `${amounts} offen auf ${invoices}`,
    oldestDue: (date) => `die erste fällig ${date}`,
    pay: (link) => `Zahlen: ${link}`,
    payTo: (bank) => `Zahlbar an ${bank}.`,
    reference: (text) => `Zweck ${text}`,
    questions: (phone) => `Fragen: ${phone}`,
    call: (phone) => `Zahlung oder Fragen: ${phone}`,
    write: (email) => `Zahlung oder Fragen: ${email}`,
    contactUs: 'Bitte melden Sie sich bei uns.',
    contactUsToPay: 'Bitte melden Sie sich zur Zahlung bei uns.',
    paidAlready: 'Schon bezahlt? Dann bitte ignorieren.',
    optOut: 'Keine SMS mehr: mit STOP antworten.',
  },
};
