/** Everything the daily report is made from, read at one moment, and the figures it leaves for the next one. */
import type { Instant } from '../calendar/dates.ts';
import type { Entry, Invoice } from '../case/invoice.ts';
import type { Creditor } from '../contact/creditor.ts';
import type { AddressState, Customer } from '../contact/customer.ts';
import type { Message, Task } from '../contact/touch.ts';
import type { Payment } from '../payment/payment.ts';
import type { Policy } from '../policy/policy.ts';
import type { LinkOf } from './acts.ts';
import type { JournalEntry } from './journal.ts';
import type { RowStanding } from './standing.ts';

/** What the list index carries of an open invoice: it changes with money only. */
export type OpenRow = Pick<
  Invoice,
  | 'invoiceId'
  | 'invoiceNumber'
  | 'customerId'
  | 'type'
  | 'currency'
  | 'owedMinor'
  | 'dueOn'
  | 'instalments'
  | 'closedAs'
  | 'caseState'
> & {
  readonly entries: readonly Omit<Entry, 'baseMinor'>[];
  readonly standing?: RowStanding | undefined;
};

/** What the list index carries of an open task. */
export type TaskRow = Pick<
  Task,
  'taskId' | 'kind' | 'invoiceId' | 'invoiceNumber' | 'customerId' | 'ownerName' | 'ownerEmail' | 'dueOn'
>;

export type ReportFacts = {
  readonly creditor: Creditor;
  readonly now: Instant;
  /** The report's date on the creditor's clock. */
  readonly date: string;
  /** Every invoice with an open balance, credit notes included. */
  readonly open: readonly OpenRow[];
  /** Open cases with a moment before the report's day ends. */
  readonly upcoming: readonly Invoice[];
  readonly journal: readonly JournalEntry[];
  /** Invoices that the journal names, by id. */
  readonly named: ReadonlyMap<string, Invoice>;
  readonly customers: ReadonlyMap<string, Customer>;
  readonly messages: ReadonlyMap<string, Message>;
  /** Open tasks, oldest first. */
  readonly tasks: readonly TaskRow[];
  readonly unapplied: readonly Payment[];
  readonly policies: ReadonlyMap<string, Policy>;
  /** What the addresses of customers have told us, by customer id. */
  readonly addresses: ReadonlyMap<string, readonly AddressState[]>;
  /** The tasks that ask for an approval, whole. */
  readonly approvals?: readonly Task[] | undefined;
  readonly lastSyncAt?: Instant | undefined;
  /** Since when the ERP's own totals disagree with these books. */
  readonly disagreesSince?: Instant | undefined;
  readonly stageStopped: boolean;
  /** Minor units by `<currency> <bucket>` in the report of the day before. */
  readonly before?: Readonly<Record<string, number>> | undefined;
  /** What was overdue at former reports: minor units by currency, by the report's date. */
  readonly history?: OverdueHistory | undefined;
  /** What the CFO's edition needs besides; read on its days only. */
  readonly month?: MonthFacts | undefined;
  /** Gives rows the links of one reader. */
  readonly linkOf?: LinkOf | undefined;
};

export type OverdueHistory = Readonly<Record<string, Readonly<Record<string, number>>>>;

export type MonthFacts = {
  /** Journal lines of payments of the last five weeks. */
  readonly paid: readonly JournalEntry[];
  /** Tasks done lately, newest first. */
  readonly done: readonly Task[];
};

export const policyKey = ({ policyId, policyVersion }: Pick<Invoice, 'policyId' | 'policyVersion'>): string =>
  `${policyId}@${policyVersion}`;
