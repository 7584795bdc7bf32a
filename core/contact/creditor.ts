/** The creditor: in whose name Dunlin writes, with what defaults, and whether it may write at all. */
import type { Instant } from '../calendar/dates.ts';
import type { Segment } from '../policy/policy.ts';
import type { CustomerKind, Owner } from './customer.ts';

/** Where money of one currency is paid to; printed as given, never taken from a pushed invoice. */
export type BankDetails = {
  readonly accountName: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
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
};
