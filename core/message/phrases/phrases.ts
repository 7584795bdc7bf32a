/** Every sentence that a message says around its words, once per language; what stands in `data` is from outside. */
import type { Inline } from '../document.ts';
import type { ApartReason } from '../views.ts';

export type Phrases = {
  readonly and: string;
  readonly greeting: (name: string | undefined) => readonly Inline[];
  /** "12 days overdue", "due today", "due in 7 days". */
  readonly status: (daysOverdue: number) => string;
  readonly wasDueOn: (date: string) => string;
  readonly isDueOn: (date: string) => string;
  readonly invoices: (count: string, isOne: boolean) => string;
  readonly labels: {
    readonly amountOwed: string;
    readonly amountStillOwed: string;
    readonly amountAsked: string;
    readonly invoice: string;
    readonly purchaseOrder: string;
    readonly issued: string;
    readonly due: string;
    readonly daysOverdue: string;
    readonly originalTotal: string;
    readonly paidOrCredited: string;
    readonly stillOpen: string;
    readonly copy: string;
    readonly openDocument: string;
    readonly toPay: string;
    readonly open: string;
    readonly total: string;
    readonly furtherInvoices: string;
    readonly reference: string;
    readonly accountName: string;
  };
  readonly pay: (amount: string) => string;
  readonly payThis: string;
  readonly howToPay: string;
  readonly howToPayIn: (currency: string) => string;
  readonly byTransfer: string;
  readonly nameTheNumbers: string;
  readonly eachHasALink: string;
  readonly orOpen: string;
  readonly whenTheTimeComes: string;
  readonly whenTheTimeComesHere: string;
  readonly askHow: (person: readonly Inline[]) => readonly Inline[];
  readonly questions: (person: readonly Inline[]) => readonly Inline[];
  readonly regards: string;
  readonly receivesACopy: (name: string) => readonly Inline[];
  readonly issuedOn: (date: string) => string;
  readonly ofOpen: (amount: string) => string;
  readonly restListedIn: (asOf: string, fileName: string) => string;
  readonly furtherCount: (count: string) => string;
  readonly apartTitle: string;
  readonly apartIntro: string;
  readonly apart: Readonly<Record<ApartReason, string>>;
  readonly promisedFor: (date: string) => string;
  readonly payBy: (amount: string, date: string) => string;
  readonly wrongPerson: (customer: string) => readonly Inline[];
  readonly optOutLink: string;
  readonly optOutReply: string;
  readonly sms: SmsPhrases;
};

/** In GSM-7 throughout: one other letter would more than halve what fits. */
export type SmsPhrases = {
  readonly invoice: string;
  readonly wasDue: (date: string) => string;
  readonly isDue: (date: string) => string;
  readonly openOn: (amounts: string, invoices: string) => string;
  readonly oldestDue: (date: string) => string;
  readonly pay: (link: string) => string;
  readonly payTo: (bank: string) => string;
  readonly reference: (text: string) => string;
  readonly questions: (phone: string) => string;
  readonly call: (phone: string) => string;
  readonly write: (email: string) => string;
  readonly contactUs: string;
  readonly contactUsToPay: string;
  readonly paidAlready: string;
  readonly optOut: string;
};

/** Sums side by side, never added up: "£1.00, €2.00 and $3.00". */
export function listed(parts: readonly string[], and: string): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${and} ${last}`;
}
