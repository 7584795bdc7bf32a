/** What a message may say: it names nothing that is not in its view. Dates are YYYY-MM-DD, amounts integer minor units. */
import type { Money } from './figures.ts';

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

export type ReminderView = {
  readonly locale?: string | undefined;
  readonly sender: SenderView;
  readonly recipient: RecipientView;
  readonly contact: ContactView;
  readonly invoice: InvoiceView;
  readonly howToPay: HowToPayView;
  /** When the customer was last written to about this invoice; nothing is said of earlier messages without it. */
  readonly lastRemindedOn?: string | undefined;
  /** Who receives a copy, by name. */
  readonly copiedTo?: string | undefined;
  readonly optOutUrl?: string | undefined;
};

/** A text message also says how to stop them, where the number takes replies ("Reply STOP to opt out"). */
export type SmsReminderView = ReminderView & { readonly optOutHint?: string | undefined };

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
  readonly actions: readonly TaskActionView[];
  /** The outcome codes the API takes. */
  readonly outcomes?: readonly string[] | undefined;
};
