/** What a message may say: it names nothing that is not in its view. Dates are YYYY-MM-DD, amounts integer minor units. */
import type { Tone } from '../policy/policy.ts';
import type { Money } from './figures.ts';
import type { Language, LanguageChoice } from './language.ts';

/** A labelled line shown as given, for example "IBAN". */
export type Line = { readonly label: string; readonly value: string };

/** Who sends, as the law wants it named. */
export type SenderView = {
  /** The name the customer knows. */
  readonly name: string;
  readonly legalName: string;
  readonly addressLines: readonly string[];
  /** For example "Registered in England 01234567". */
  readonly registration?: string | undefined;
};

/** The person behind the message: the reply-to. */
export type ContactView = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
};

export type RecipientView = {
  readonly customerName: string;
  readonly contactName?: string | undefined;
};

export type InvoiceView = {
  /** Shown verbatim. */
  readonly number: string;
  readonly owed: Money;
  readonly total: Money;
  readonly issuedOn?: string | undefined;
  readonly dueOn: string;
  /** On the reader's calendar; negative before the due date, 0 on it. */
  readonly daysOverdue: number;
  readonly purchaseOrder?: string | undefined;
  readonly documentUrl?: string | undefined;
};

/** A payment link is preferred; the bank's lines (of the invoice's currency) are shown where there is none. */
export type HowToPayView = {
  readonly paymentUrl?: string | undefined;
  readonly bank?: readonly Line[] | undefined;
  readonly reference?: string | undefined;
};

/** An invoice that the message asks for. */
export type AskedView = InvoiceView & {
  /** What is asked for: what is owed without a part that is disputed or on its way. */
  readonly asked: Money;
  readonly paymentUrl?: string | undefined;
};

/** Why an open invoice is left out of a request, as far as its customer is told: never which hold, nor what was read where. */
export const APART_REASONS = ['disputed', 'promised', 'on-hold', 'payment-under-way', 'covered'] as const;
export type ApartReason = (typeof APART_REASONS)[number];

/** An open invoice (or the disputed part of one) that the message names, but does not ask for. */
export type ApartView = {
  readonly number: string;
  /** What is left out: all that is owed, or the disputed part. */
  readonly owed: Money;
  readonly dueOn: string;
  readonly reason: ApartReason;
  /** The day that was promised, where the reason is a promise. */
  readonly promisedOn?: string | undefined;
};

/** What is asked for beyond the listed invoices, as of an instant; the attached file names each of them. */
export type RestView = {
  readonly count: number;
  /** One sum per currency. */
  readonly sums: readonly Money[];
  readonly asOf: string;
  /** The reader's zone, for `asOf`. */
  readonly zone: string;
  readonly fileName: string;
};

/** One message for all that one person is asked to pay: one invoice or three hundred, in any number of currencies. */
export type ConsolidatedView = {
  readonly locale?: string | undefined;
  /** As `chooseLanguage` chose it, the locale with it. */
  readonly language: Language;
  /** Whose wish the language is. */
  readonly languageOf?: LanguageChoice['why'] | undefined;
  /** The carrying invoice's: the furthest step sets it. */
  readonly tone: Tone;
  readonly sender: SenderView;
  readonly recipient: RecipientView;
  readonly contact: ContactView;
  /** What is asked for, the carrying invoice first; drawn in one table per currency, ordered by due date. */
  readonly items: readonly [AskedView, ...AskedView[]];
  readonly rest?: RestView | undefined;
  readonly apart: readonly ApartView[];
  /** By currency; a single invoice's own link goes into `paymentUrl`, links of several into their items. */
  readonly howToPay: Readonly<Record<string, HowToPayView>>;
  /** When the customer was last written to; nothing is said of earlier messages without it. */
  readonly lastRemindedOn?: string | undefined;
  /** The date that a final notice names: until then nothing else happens. */
  readonly payBy?: string | undefined;
  readonly copiedTo?: string | undefined;
  readonly optOutUrl?: string | undefined;
};

/** A text message also says how to stop them, where the number takes replies ("Reply STOP to opt out"). */
export type ConsolidatedSmsView = ConsolidatedView & { readonly optOutHint?: string | undefined };

export type ReceiptView = {
  readonly locale?: string | undefined;
  readonly sender: SenderView;
  readonly recipient: RecipientView;
  readonly contact: ContactView;
  /** `invoice.owed` is what remains after this payment. */
  readonly invoice: InvoiceView;
  readonly payment: {
    readonly amount: Money;
    readonly receivedOn: string;
    /** What went to this invoice, where that is not the whole payment. */
    readonly applied?: Money | undefined;
    /** What is kept on the customer's account. */
    readonly onAccount?: Money | undefined;
    readonly reference?: string | undefined;
  };
  readonly howToPay: HowToPayView;
};

export type TaskMailKind = 'call' | 'call-again' | 'decide' | 'approve' | 'person-needed';

export type LinkView = { readonly label: string; readonly href: string };

/** One way to record what came of a task: a request to the API, or a command line. */
export type TaskActionView =
  | { readonly label: string; readonly method: string; readonly url: string; readonly body?: string | undefined }
  | { readonly label: string; readonly command: string };

export type TaskMailView = {
  readonly kind: TaskMailKind;
  readonly taskId: string;
  /** The colleague's or the creditor's. */
  readonly locale?: string | undefined;
  readonly zone: string;
  readonly creditorName: string;
  readonly ownerName?: string | undefined;
  /** Why now, in one sentence. */
  readonly reason: string;
  readonly customer: { readonly name: string; readonly id: string };
  readonly contacts: readonly (ContactView & { readonly role?: string | undefined })[];
  readonly invoice: InvoiceView;
  /** What was sent or done before, oldest first; `at` is an instant. */
  readonly history: readonly { readonly at: string; readonly what: string }[];
  /** What happens if nothing is done, in one sentence. */
  readonly next?: string | undefined;
  /** Signed pages on which it is recorded: the likeliest answer, and the others. */
  readonly links?: { readonly main: LinkView; readonly others: readonly LinkView[] } | undefined;
  /** What an approval would let go. */
  readonly wouldSend?: readonly Line[] | undefined;
  readonly actions: readonly TaskActionView[];
  /** The outcome codes the API takes. */
  readonly outcomes?: readonly string[] | undefined;
};
