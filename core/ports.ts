/** What the functions need from the outside world: the only place in core that speaks of promises. */
import type { AuditRecord } from './audit/chain.ts';
import type { Instant, LocalDate } from './calendar/dates.ts';
import type { Situation } from './case/decide.ts';
import type { Invoice } from './case/invoice.ts';
import type { Change } from './case/transition.ts';
import type { Creditor } from './contact/creditor.ts';
import type { Customer } from './contact/customer.ts';
import type { Message, Person, Task, TaskState, Touch } from './contact/touch.ts';
import type { Payment } from './payment/payment.ts';
import type { Policy } from './policy/policy.ts';
import type { JournalEntry } from './report/journal.ts';

export type Clock = {
  readonly now: () => Instant;
  /** Milliseconds of this clock per millisecond of the machine: more than 1 in a sandbox stage only. */
  readonly pace?: number | undefined;
};

/** One item of a transaction; each states what it expects to find, and refuses the whole where it finds something else. */
export type Write =
  /** Creates the row where `before.version` is 0, else expects the row unchanged since `before`. */
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'customer'; readonly before: Customer | undefined; readonly after: Customer }
  | { readonly kind: 'payment'; readonly before: Payment | undefined; readonly after: Payment }
  /** Expects the touch absent or released. */
  | { readonly kind: 'claim-touch'; readonly touch: Touch }
  /** Expects the touch to carry the same claim. */
  | { readonly kind: 'settle-touch'; readonly touch: Touch }
  /** Expects the invoice unchanged since it was read, and changes nothing. */
  | { readonly kind: 'check-invoice'; readonly invoice: Invoice }
  /** One more reminder of the creditor's on its local day; expects fewer than `most`. */
  | { readonly kind: 'day-claim'; readonly creditorId: string; readonly on: LocalDate; readonly most: number }
  /** The reminder did not leave: its place is free again. */
  | { readonly kind: 'day-claim-released'; readonly creditorId: string; readonly on: LocalDate }
  /** With `before`: expects that nobody recorded another delivery meanwhile. */
  | { readonly kind: 'message'; readonly before?: Message; readonly message: Message }
  | { readonly kind: 'person'; readonly before: Person | undefined; readonly after: Person }
  | { readonly kind: 'task'; readonly before: Task | undefined; readonly after: Task }
  /**
   * Money that waits in the place of the invoice it names, by id or number: until it appears, so it must not exist, or
   * (`isKnown`) until it owes as much as is meant for it.
   */
  | {
      readonly kind: 'waiting-money';
      readonly creditorId: string;
      readonly invoiceId: string;
      readonly paymentKey: string;
      readonly isKnown?: boolean;
    }
  | {
      readonly kind: 'waiting-money-taken';
      readonly creditorId: string;
      readonly invoiceId: string;
      readonly paymentKey: string;
    }
  /** Under which id an invoice's number is to be found, where the two differ. */
  | {
      readonly kind: 'number';
      readonly creditorId: string;
      readonly invoiceNumber: string;
      readonly invoiceId: string;
    }
  /** A line for the daily report. */
  | { readonly kind: 'journal'; readonly entry: JournalEntry }
  /** A claim of its own, made at most once. */
  | { readonly kind: 'once'; readonly name: string }
  | { readonly kind: 'once-released'; readonly name: string };

/** `refused` names the writes (by index) whose expectation did not hold, `busy` a conflict with another transaction. */
export type Committed =
  | { readonly ok: true }
  | { readonly ok: false; readonly refused: readonly number[]; readonly busy: boolean };

/** A case with all that its decision depends on. */
export type Loaded = {
  readonly caseId: string;
  readonly situation: Situation;
  readonly creditor: Creditor;
  readonly persons: readonly Person[];
  /** The version of the case's policy that is live now. */
  readonly liveVersion?: number | undefined;
};

export type LoadOptions = {
  /** Looks up what the customer's addresses have told us. */
  readonly addresses?: boolean;
  /** Reads every other invoice that the customer is asked to pay. */
  readonly siblings?: boolean;
  /** The moment of the look: how many reminders the creditor has claimed on its day is looked up where it limits them. */
  readonly at?: Instant;
};

/** What else a last look is to see: the invoice's own customer, where somebody else pays, and the invoices that ride. */
export type AlsoSeen = { readonly debtorId?: string | undefined; readonly riderIds?: readonly string[] | undefined };

export type LastLook = {
  readonly invoice: Invoice | undefined;
  readonly customer: Customer | undefined;
  readonly debtor: Customer | undefined;
  readonly riders: readonly Invoice[];
  readonly stopped: boolean;
  /** Whether the ERP's own totals disagree with the books. */
  readonly disagrees?: boolean | undefined;
};

export type CaseRef = { readonly caseId: string; readonly cycle: number; readonly run: number };

export type Ledger = {
  readonly commit: (writes: readonly Write[]) => Promise<Committed>;
  /** Undefined where there is no such row. */
  readonly loadCase: (caseId: string, options?: LoadOptions) => Promise<Loaded | undefined>;
  /** A fresh, consistent look at the row, its customer (who pays), and the stop switches. */
  readonly lastLook: (
    caseId: string,
    customer: Pick<Customer, 'creditorId' | 'customerId'>,
    also?: AlsoSeen,
  ) => Promise<LastLook>;
  readonly touch: (caseId: string, name: string) => Promise<Touch | undefined>;
  readonly creditor: (creditorId: string) => Promise<Creditor | undefined>;
  readonly policy: (creditorId: string, policyId: string, version?: number) => Promise<Policy>;
  readonly invoice: (creditorId: string, invoiceId: string) => Promise<Invoice | undefined>;
  readonly invoices: (creditorId: string, invoiceIds: readonly string[]) => Promise<ReadonlyMap<string, Invoice>>;
  readonly customer: (creditorId: string, customerId: string) => Promise<Customer | undefined>;
  readonly customers: (creditorId: string, customerIds: readonly string[]) => Promise<ReadonlyMap<string, Customer>>;
  /** The customer's invoices, settled ones too, those due last first, at most so many. */
  readonly customerInvoices: (creditorId: string, customerId: string, most: number) => Promise<readonly Invoice[]>;
  readonly payment: (creditorId: string, paymentKey: string) => Promise<Payment | undefined>;
  readonly person: (creditorId: string, digest: string) => Promise<Person | undefined>;
  readonly message: (messageId: string) => Promise<Message | undefined>;
  /** Whether a claim of its own (a `once` write) stands under the name. */
  readonly isClaimed: (name: string) => Promise<boolean>;
  readonly task: (creditorId: string, taskId: string) => Promise<Task | undefined>;
  readonly timeline: (creditorId: string, invoiceId: string) => Promise<readonly AuditRecord[]>;
  /** The ids of invoices whose number is another than their id, by number. */
  readonly idsOfNumbers: (creditorId: string, numbers: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Payment keys that wait for the invoice, by the name that they know. */
  readonly waitingMoney: (creditorId: string, invoiceId: string) => Promise<readonly string[]>;
  /** Whether any money of the creditor waits for an invoice. */
  readonly anyWaitingMoney: (creditorId: string) => Promise<boolean>;
  /** The id of an invoice's case, and back; the form belongs to the table. */
  readonly caseIdOf: (creditorId: string, invoiceId: string) => string;
  readonly partsOf: (caseId: string) => { readonly creditorId: string; readonly invoiceId: string };
};

/** Some rows of a list in its order; each with its place, after which a reader may go on. */
export type ListPage<T> = {
  readonly rows: readonly { readonly order: string; readonly value: T }[];
  /** The place after which the next page begins; absent where there is none. */
  readonly next?: string | undefined;
};
export type PageInput = { readonly after?: string | undefined; readonly size: number };
/** What is owed, what is settled, or all of one customer. */
export type InvoiceList = 'open' | 'settled' | { readonly customerId: string };

/** Lists may lag behind a write by a moment; the rows they give are as they are now. */
export type Lists = {
  /** By due date, undated last. */
  readonly invoices: (creditorId: string, list: InvoiceList, input: PageInput) => Promise<ListPage<Invoice>>;
  /** By the day by which they are to be done. */
  readonly tasks: (creditorId: string, state: TaskState, input: PageInput) => Promise<ListPage<Task>>;
  /** The customer's invoices on which something is owed or whose case is open. */
  readonly liveInvoiceIds: (creditorId: string, customerId: string) => Promise<readonly string[]>;
  /** Whether a text can be a place in a list at all. */
  readonly isOrder: (text: string) => boolean;
};

/**
 * `not-sent` is certain: the claim may be released, and `retry` says whether trying again later can help.
 * `unknown` is never repeated: the vendor may have taken the message.
 */
export type SendFailure =
  | { readonly outcome: 'not-sent'; readonly retry: boolean; readonly code: string }
  | { readonly outcome: 'unknown'; readonly code: string };

export type Mailbox = { readonly address: string; readonly name?: string | undefined };

export type Mail = {
  readonly from: Mailbox;
  readonly replyTo?: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc?: readonly Mailbox[];
  readonly bcc?: readonly Mailbox[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly {
    readonly fileName: string;
    readonly contentType: string;
    readonly content: string;
  }[];
  readonly tags?: Readonly<Record<string, string>>;
};

/** Sends once and never repeats by itself. `messageIdHeader` is what a later mail of the thread refers to. */
export type Mailer = {
  readonly send: (
    mail: Mail,
  ) => Promise<
    { readonly outcome: 'sent'; readonly providerId: string; readonly messageIdHeader: string } | SendFailure
  >;
};

export type Texter = {
  readonly send: (message: {
    readonly to: string;
    readonly text: string;
    readonly from?: string | undefined;
    readonly context: { readonly kind: string; readonly messageId: string };
  }) => Promise<{ readonly outcome: 'sent'; readonly providerId: string } | SendFailure>;
};

/** Keeps the bytes of what was sent. */
export type Vault = {
  readonly put: (key: string, json: unknown) => Promise<void>;
  readonly get: (key: string) => Promise<unknown>;
};

export type Ids = { readonly next: () => string };
