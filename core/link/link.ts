/** A link in a colleague's mail: who may do what to which case, until when; signed by core/link/sign.ts. */
import { addMs, type Instant } from '../calendar/dates.ts';
import type { Creditor } from '../contact/creditor.ts';
import type { Customer } from '../contact/customer.ts';
import { addressDigest } from '../contact/digest.ts';

export const LINK_ACTIONS = [
  'hold-7-days',
  'promised-on',
  'disputed',
  'already-paid',
  'approve',
  'skip',
  'task-done',
  'stop-today',
] as const;
export type LinkAction = (typeof LINK_ACTIONS)[number];

/** What takes another one back: never mailed, only offered on the page that says what was done. */
export const UNDO_ACTIONS = ['lift-hold', 'withdraw-promise', 'settle-dispute'] as const;
export type Deed = LinkAction | (typeof UNDO_ACTIONS)[number];

/** What it is about: an invoice, a customer with all its invoices, a step of an invoice's path, or a task. */
export type LinkTarget = {
  readonly invoiceId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly stepId?: string | undefined;
  /** A step belongs to one cycle: its approval is not an approval of the next one's. */
  readonly cycle?: number | undefined;
  readonly taskId?: string | undefined;
  /** What came of the task, in the API's codes. */
  readonly outcome?: string | undefined;
};

export type Link = {
  readonly creditorId: string;
  /** Keyed digest of the colleague's address. */
  readonly recipient: string;
  readonly action: Deed;
  readonly target: LinkTarget;
  readonly expiresAt: Instant;
};

const DAY_MS = 86_400_000;
/** Days that a link lives; a step may wait for its approval longer than a report is of use. */
const LIFE_DAYS = 14;
const APPROVAL_LIFE_DAYS = 30;

export function expiryOf(action: Deed, now: Instant): Instant {
  const days = action === 'approve' || action === 'skip' || action === 'task-done' ? APPROVAL_LIFE_DAYS : LIFE_DAYS;
  return addMs(now, days * DAY_MS);
}

/** Audit records and log lines name a colleague by this, never by an address. */
export const linkActor = ({ recipient }: Pick<Link, 'recipient'>): string => `link:${recipient.slice(0, 12)}`;

/**
 * The address that the link was mailed to, where it is a colleague's still: the creditor's own, a reader of its reports,
 * or an owner of the customers in question. Somebody who left and was taken out of the profile can use no link any more.
 */
export function colleagueOf(
  recipient: string,
  creditor: Pick<Creditor, 'addressKey' | 'email' | 'owner' | 'financeEmails' | 'editions'>,
  customers: readonly Pick<Customer, 'owner'>[],
): string | undefined {
  const { addressKey, email, owner, financeEmails, editions = [] } = creditor;
  const owners = [owner.email, ...customers.map((customer) => customer.owner?.email)];
  const addresses = [email, ...owners, ...financeEmails, ...editions.map((one) => one.email)];
  return addresses.find((address) => address !== undefined && addressDigest(addressKey, address) === recipient);
}
