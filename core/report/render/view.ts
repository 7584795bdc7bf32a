/** What the daily report may say. Lists come whole, the most important row first; the mail shows the first of each. */
import type { Money } from '../../message/figures.ts';
import type { TaskMailKind } from '../../message/views.ts';
import type { RowLink } from '../acts.ts';
import type { Edition } from '../editions.ts';

export type ReportChannel = 'email' | 'sms' | 'task';

/** Instants are UTC ISO strings, dates YYYY-MM-DD; `daysOverdue` is counted on the report's date. */
export type InvoiceRow = {
  readonly invoiceNumber: string;
  readonly customerName: string;
  readonly owed: Money;
  readonly dueOn?: string | undefined;
  readonly daysOverdue?: number | undefined;
  /** What this reader can do about it from the mail. */
  readonly links?: readonly RowLink[] | undefined;
};

type OnStep = { readonly stepId: string; readonly channel: ReportChannel };
export type GoingOutRow = InvoiceRow & OnStep & { readonly at?: string | undefined };
export type UnreachableRow = InvoiceRow & { readonly reason: string };
export type SentStatus = 'sent' | 'delivered' | 'bounced' | 'complained' | 'unknown';
export type SentRow = InvoiceRow & OnStep & { readonly at: string; readonly status: SentStatus };
export type StoppedRow = InvoiceRow & OnStep & { readonly reason: string; readonly at?: string | undefined };

export type PaidRow = {
  readonly invoiceNumber: string;
  readonly customerName: string;
  readonly amount: Money;
  readonly receivedOn: string;
  /** The last step sent before the money came; absent when none was. */
  readonly afterStep?: string | undefined;
  readonly remaining?: Money | undefined;
};

export const AGING_BUCKETS = ['not-due', '1-30', '31-60', '61-90', '91+'] as const;
export type AgingBucket = (typeof AGING_BUCKETS)[number];

/** One bucket of one currency; a currency that is settled since the day before comes with zero and its `beforeMinor`. */
export type AgingLine = {
  readonly currency: string;
  readonly bucket: AgingBucket;
  readonly count: number;
  readonly minor: number;
  /** On the day before; absent when there was no report then. */
  readonly beforeMinor?: number | undefined;
};

export type LooseMoneyRow = {
  readonly paymentId: string;
  /** Unapplied money has a customer; unmatched money has none. */
  readonly kind: 'unapplied' | 'unmatched';
  readonly amount: Money;
  readonly receivedOn: string;
  readonly customerName?: string | undefined;
  readonly reason?: string | undefined;
};

export type BounceRow = {
  readonly customerName: string;
  readonly invoiceNumber?: string | undefined;
  readonly address?: string | undefined;
  readonly kind: 'bounced' | 'complained';
  /** What happens now: the next contact is used, or a task was opened. */
  readonly next?: string | undefined;
};

export type RejectedRow = {
  readonly invoiceNumber?: string | undefined;
  readonly path?: string | undefined;
  readonly problem: string;
  readonly at?: string | undefined;
};

export type DefaultedRow = {
  readonly invoiceNumber: string;
  readonly customerName?: string | undefined;
  readonly fields: readonly string[];
};

export type IngestView = {
  readonly lastSyncAt?: string | undefined;
  /** Since when the ERP's totals and these books differ. */
  readonly disagreesSince?: string | undefined;
  readonly rejected: readonly RejectedRow[];
  readonly defaulted: readonly DefaultedRow[];
};

export type ApprovalRow = Omit<InvoiceRow, 'owed'> & {
  /** Absent where nothing is owed any more. */
  readonly owed?: Money | undefined;
  readonly stepId: string;
  readonly askedOn: string;
  readonly answerBy: string;
  readonly owner: string;
};

/** `due` lies ahead or is today, `past` waits for its days of grace; the others were settled since the last report. */
export type PromiseRow = InvoiceRow & {
  readonly on: string;
  readonly state: 'due' | 'past' | 'broken' | 'kept' | 'partly-kept';
};
export type DisputeRow = InvoiceRow & { readonly disputed: Money };
/** How many overdue invoices are silent for one reason. */
export type SilentLine = {
  readonly code: string;
  readonly words: string;
  readonly count: number;
  readonly amounts: readonly Money[];
};
export type CallRow = InvoiceRow & {
  readonly person?: string | undefined;
  readonly phone?: string | undefined;
  readonly lastContactOn?: string | undefined;
  /** Promises that were broken. */
  readonly broken: number;
  readonly score: number;
};

/** Minor units; `before` are the four weeks before the last one, the latest first. */
export type CashLine = {
  readonly currency: string;
  readonly lastMinor: number;
  readonly averageMinor: number;
  readonly before: readonly number[];
};
/** Overdue now and at former reports; absent where there was no report near that day. */
export type ChangeLine = {
  readonly currency: string;
  readonly minor: number;
  readonly weekAgoMinor?: number | undefined;
  readonly monthAgoMinor?: number | undefined;
};
export type LargestRow = {
  readonly customerId: string;
  readonly customerName: string;
  readonly owed: Money;
  readonly invoices: number;
  readonly owner: string;
  readonly next: string;
};
export type StandingLine = { readonly label: string; readonly count: number; readonly amounts: readonly Money[] };
export type DecisionRow = {
  readonly invoiceNumber: string;
  readonly customerName: string;
  readonly what: string;
  readonly on: string;
};

export type NoDueDateRow = Pick<InvoiceRow, 'invoiceNumber' | 'customerName' | 'owed'>;

export type OverdueTaskRow = {
  readonly taskId: string;
  readonly owner: string;
  readonly kind: TaskMailKind;
  readonly invoiceNumber: string;
  readonly customerName: string;
  readonly owed?: Money | undefined;
  readonly dueOn: string;
  readonly daysLate: number;
};

export type FaultRow = {
  readonly what: string;
  readonly at?: string | undefined;
  readonly invoiceNumber?: string | undefined;
};

/** A metric with the variant of its formula, for the same name means different things in different offices. */
export type FigureView = {
  readonly label: string;
  readonly value:
    | { readonly kind: 'money'; readonly amounts: readonly Money[] }
    | { readonly kind: 'number'; readonly number: number; readonly unit: 'days' | '%' | '' };
  readonly variant: string;
};

export type ReportView = {
  readonly locale?: string | undefined;
  readonly creditorName: string;
  /** The report's date on the creditor's clock. */
  readonly date: string;
  /** What is ahead (`from` to `to`) and what lies behind (`since` to `from`), as instants. */
  readonly window: { readonly since: string; readonly from: string; readonly to: string; readonly zone: string };
  /** What must be known before anything else: sending is stopped, the ERP is silent. */
  readonly notices?: readonly string[] | undefined;
  readonly goingOut: readonly GoingOutRow[];
  readonly unreachable: readonly UnreachableRow[];
  readonly sent: readonly SentRow[];
  readonly paid: readonly PaidRow[];
  readonly stopped: readonly StoppedRow[];
  /** Balances before unapplied money is taken off, which is listed apart. */
  readonly aging: readonly AgingLine[];
  /** Exhausted paths that wait for somebody's decision. */
  readonly undecided?: readonly InvoiceRow[] | undefined;
  readonly looseMoney: readonly LooseMoneyRow[];
  readonly bounces: readonly BounceRow[];
  readonly ingest: IngestView;
  readonly noDueDate: readonly NoDueDateRow[];
  readonly tasksOverdue: readonly OverdueTaskRow[];
  readonly faults: readonly FaultRow[];
  readonly figures?: readonly FigureView[] | undefined;
  /** The manager's where left out. */
  readonly edition?: Edition | undefined;
  readonly approvals?: readonly ApprovalRow[] | undefined;
  readonly promises?: readonly PromiseRow[] | undefined;
  readonly disputes?: readonly DisputeRow[] | undefined;
  readonly silent?: readonly SilentLine[] | undefined;
  /** Messages of a policy that is only rehearsed. */
  readonly rehearsed?: readonly (InvoiceRow & OnStep)[] | undefined;
  readonly calls?: readonly CallRow[] | undefined;
  readonly cash?: readonly CashLine[] | undefined;
  readonly changes?: readonly ChangeLine[] | undefined;
  readonly largest?: readonly LargestRow[] | undefined;
  readonly standings?: readonly StandingLine[] | undefined;
  readonly decisions?: readonly DecisionRow[] | undefined;
};
