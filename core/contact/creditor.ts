/** The creditor: in whose name Dunlin writes, with what defaults, and whether it may write at all. */
import type { Instant, LocalDate } from '../calendar/dates.ts';
import type { Segment } from '../policy/segment.ts';
import type { SyncCheck } from '../source/sync-check.ts';
import type { CustomerKind, Owner } from './customer.ts';
import type { RulePack } from './rule.ts';

/** Where money of one currency is paid to; printed as given, never taken from a pushed invoice. */
export type BankDetails = {
  readonly accountName: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
};

export type ReportReader = {
  readonly email: string;
  readonly edition: 'collector' | 'manager' | 'cfo';
};

export type Creditor = {
  readonly creditorId: string;
  readonly name: string;
  readonly address: string;
  readonly email: string;
  readonly replyTo?: string | undefined;
  readonly phone?: string | undefined;
  readonly smsOrigination?: string | undefined;
  readonly financeEmails: readonly string[];
  readonly owner: Owner;
  readonly country: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly debtorKind: CustomerKind;
  readonly bank: Readonly<Record<string, BankDetails>>;
  /** From which open balance on an invoice counts as large, in minor units by currency; a currency not named has no large ones. */
  readonly largeFrom: Readonly<Record<string, number>>;
  readonly policyId: string;
  readonly segments: readonly Segment[];
  /** Salt of the keyed digests under which addresses are kept. */
  readonly addressKey: string;
  readonly stopped: boolean;
  readonly createdAt: Instant;
  /** ISO 3166-2 subdivision of its seat. */
  readonly region?: string | undefined;
  /** Days on which the creditor writes to nobody, beside its country's public holidays. */
  readonly closedOn?: readonly LocalDate[] | undefined;
  /** Whose debts it collects; its own where left out. */
  readonly role?: 'first-party' | 'third-party' | undefined;
  /** Ids of the contact-rule packs that are on; `default` where left out. */
  readonly packs?: readonly string[] | undefined;
  /** Packs of the company's own. */
  readonly ownPacks?: readonly RulePack[] | undefined;
  /** How often the ERP pushes: when the last push is older, nothing is sent, for the balances may be wrong. */
  readonly syncEveryHours?: number | undefined;
  /** The ERP's last totals against these books: while they differ, nothing is sent. */
  readonly syncCheck?: SyncCheck | undefined;
  /** At most so many reminders a day; the rest waits for the next one, the most urgent first. */
  readonly dailyReminders?: number | undefined;
  /** Day of the month on which customers get their statement; none where left out. */
  readonly statementDay?: number | undefined;
  /** Who gets which edition of the daily report, beside `financeEmails`, who get the manager's. */
  readonly editions?: readonly ReportReader[] | undefined;
};
