/** A customer: who is written to, where and when. Personal data lives here and in messages, never in executions or audit. */
import type { Instant, LocalDate } from '../calendar/dates.ts';
import type { Hold } from '../case/invoice.ts';
import type { Tone } from '../policy/policy.ts';
import type { ContactChannel } from './rule.ts';

export type ContactRole = 'billing' | 'owner' | 'cc' | 'escalation' | 'legal';

export type Contact = {
  readonly contactId?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly mobile?: string | undefined;
  readonly roles: readonly ContactRole[];
  readonly locale?: string | undefined;
  readonly smsConsent?: boolean | undefined;
};

/** The last reminder to a customer, whichever invoice it was about. */
export type LastReminder = {
  readonly messageId: string;
  readonly caseId: string;
  readonly at: Instant;
  /** On the customer's clock. */
  readonly on: LocalDate;
  readonly tone: Tone;
  /** False where it stands for no step but the one that fell due, so that nobody else need read it. */
  readonly covers?: boolean | undefined;
};

/** An answer of the customer's that nobody has dealt with yet. */
export type PendingReply = { readonly at: Instant; readonly by: string; readonly until?: Instant | undefined };

export type Owner = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
};

export type CustomerKind = 'company' | 'sole_trader' | 'consumer' | 'public_body';

export type Customer = {
  readonly creditorId: string;
  readonly customerId: string;
  readonly name: string;
  readonly kind: CustomerKind;
  readonly locale: string;
  readonly timeZone: string;
  readonly country?: string | undefined;
  readonly contacts: readonly Contact[];
  readonly owner?: Owner | undefined;
  readonly parentId?: string | undefined;
  readonly billToId?: string | undefined;
  readonly riskScore?: number | undefined;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly hold?: Hold | undefined;
  /** Order of the profile's latest data. */
  readonly asOf: Instant;
  readonly digest: string;
  readonly filled: readonly string[];
  /** Money received but not on any invoice, and open credit notes, by currency, in minor units. */
  readonly unapplied: Readonly<Record<string, number>>;
  readonly credit: Readonly<Record<string, number>>;
  /** Raised by everything here that can change a decision, and by every claim: two claims of one customer cannot both pass. */
  readonly version: number;
  readonly lastReminderAt?: Instant | undefined;
  readonly lastReminder?: LastReminder | undefined;
  readonly reply?: PendingReply | undefined;
  /** ISO 3166-2 subdivision, such as GB-SCT or DE-BY: for holidays, and for zones where a country has several. */
  readonly region?: string | undefined;
  /** A person put the customer into this segment, whatever the predicates say. */
  readonly pinnedSegmentId?: string | undefined;
  /** Customers whose invoices this one is asked to pay, because they name it as `billToId`. */
  readonly paysFor?: readonly string[] | undefined;
};

/** What an address itself has told us, whoever's contact it is. */
export type AddressState = {
  readonly address: string;
  readonly status: 'ok' | 'bounced' | 'complained' | 'opted-out';
  /** Channels on which the person wants to hear nothing more at the address. */
  readonly optedOut?: readonly ContactChannel[] | undefined;
  /** Under which the address's contact ledger is kept. */
  readonly digest?: string | undefined;
};

const ROLE_ORDER: readonly ContactRole[] = ['billing', 'owner', 'escalation', 'legal', 'cc'];

/** Contacts in the order in which they are tried: by their first role, as listed within a role, those without one in between. */
export function contactsInOrder(contacts: readonly Contact[]): readonly Contact[] {
  const rank = ({ roles }: Contact): number =>
    roles.length === 0 ? 1 : Math.min(...roles.map((role) => ROLE_ORDER.indexOf(role)));
  return contacts
    .map((contact, index) => ({ contact, index }))
    .sort((a, b) => rank(a.contact) - rank(b.contact) || a.index - b.index)
    .map(({ contact }) => contact);
}

export type Recipient = { readonly address: string; readonly contact: Contact };

/** The first contact who can be reached on the channel: an address that bounced or complained is never written to again. */
export function recipientFor(
  customer: Pick<Customer, 'contacts'>,
  channel: 'email' | 'sms',
  states: readonly AddressState[],
): Recipient | undefined {
  const blocked = new Set(
    states
      .filter(({ status, optedOut }) => status !== 'ok' || optedOut?.includes(channel))
      .map(({ address }) => address),
  );
  for (const contact of contactsInOrder(customer.contacts)) {
    const address = channel === 'email' ? contact.email : contact.smsConsent ? contact.mobile : undefined;
    if (address !== undefined && !blocked.has(address)) return { address, contact };
  }
  return undefined;
}

/** Every address of a customer, to look up what each has told us. */
export function addressesOf(customer: Pick<Customer, 'contacts'>): readonly string[] {
  return [
    ...new Set(
      customer.contacts.flatMap(({ email, mobile }) => [email, mobile].filter((address) => address !== undefined)),
    ),
  ];
}
