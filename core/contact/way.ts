/** By which channel and at which addresses a customer is reached for a step: roles, opt-outs, consent and closed channels. */
import { type Instant, localClock } from '../calendar/dates.ts';
import type { ReminderStep } from '../policy/policy.ts';
import { bindingRules, type DebtorsCreditor, debtorOf } from './binding.ts';
import { nextFree, type Reached, reachedOf } from './caps.ts';
import {
  type AddressState,
  type Contact,
  type ContactRole,
  type Customer,
  contactsInOrder,
  type Recipient,
} from './customer.ts';
import type { ContactChannel, ContactRule } from './rule.ts';
import type { Person } from './touch.ts';
import { zonesOf } from './zones.ts';

/** What the contact rules look at. */
export type Reaching = {
  readonly customer: Pick<Customer, 'contacts' | 'kind' | 'country' | 'region' | 'filled' | 'timeZone'>;
  readonly addresses?: readonly AddressState[] | undefined;
  readonly persons?: readonly Person[] | undefined;
  readonly rules?: readonly ContactRule[] | undefined;
  readonly creditor?: (DebtorsCreditor & { readonly sendsTexts?: boolean | undefined }) | undefined;
};

type WrittenChannel = 'email' | 'sms';

export type Way = {
  readonly channel: WrittenChannel;
  readonly to: Recipient;
  /** Other people of the customer who get a copy. */
  readonly cc: readonly Recipient[];
  /** What was done in place of what the step asks for; codes for the audit. */
  readonly instead: readonly string[];
};

const NO_RULES: readonly ContactRule[] = [];

/** The rules that bind towards the customer now. */
export function rulesFor({ rules = NO_RULES, customer, creditor }: Reaching, now: Instant): readonly ContactRule[] {
  if (rules.length === 0) return rules;
  const { date } = localClock(now, customer.timeZone);
  return bindingRules(rules, debtorOf(customer, creditor), { role: creditor?.role, date });
}

/** The rule that closes the channel altogether. */
export function closedBy(rules: readonly ContactRule[], channel: ContactChannel): ContactRule | undefined {
  return rules.find(
    ({ demand }) =>
      (demand.kind === 'block' || (demand.kind === 'cap' && demand.most === 0)) && demand.channels.includes(channel),
  );
}

/** The address of a contact on the channel, where they may be written to there; texts always need consent. */
function addressOn(
  contact: Contact,
  channel: WrittenChannel,
  { addresses = [] }: Pick<Reaching, 'addresses'>,
  binding: readonly ContactRule[],
): Recipient | undefined {
  const address = channel === 'email' ? contact.email : contact.smsConsent ? contact.mobile : undefined;
  if (address === undefined) return undefined;
  const said = addresses.find((state) => state.address === address);
  if (said && (said.status !== 'ok' || said.optedOut?.includes(channel))) return undefined;
  // Nobody records a consent to e-mails, so where a rule asks for one there is none.
  const isAsked =
    channel === 'email' && binding.some(({ demand }) => demand.kind === 'consent' && demand.channels.includes('email'));
  return isAsked ? undefined : { address, contact };
}

/** Everybody who can be reached on the channel: those of the roles first, role by role, then the rest in the usual order. */
function reachable(
  reaching: Reaching,
  channel: WrittenChannel,
  roles: readonly ContactRole[],
  binding: readonly ContactRule[],
): { readonly asked: readonly Recipient[]; readonly others: readonly Recipient[] } {
  const all = contactsInOrder(reaching.customer.contacts);
  const on = (contact: Contact): Recipient[] => {
    const to = addressOn(contact, channel, reaching, binding);
    return to ? [to] : [];
  };
  const wanted = [...new Set(roles.flatMap((role) => all.filter((contact) => contact.roles.includes(role))))];
  return { asked: wanted.flatMap(on), others: all.filter((contact) => !wanted.includes(contact)).flatMap(on) };
}

/** Undefined where nobody of the customer can be written to on any channel that is open. */
export function wayOf(reaching: Reaching, step: ReminderStep, now: Instant): Way | undefined {
  const binding = rulesFor(reaching, now);
  const other = step.channel === 'email' ? 'sms' : 'email';
  const channels = other === 'email' || reaching.creditor?.sendsTexts ? [step.channel, other] : [step.channel];
  for (const channel of channels as readonly WrittenChannel[]) {
    if (closedBy(binding, channel)) continue;
    const { asked, others } = reachable(reaching, channel, step.to ?? [], binding);
    const to = asked[0] ?? others[0];
    if (!to) continue;
    const instead = [
      ...(channel === step.channel ? [] : [`channel:${channel}`]),
      ...(step.to && asked.length === 0 ? [`nobody-as:${step.to.join(',')}`] : []),
    ];
    return { channel, to, ...copiesOf(reaching, step, { to, channel, binding, instead, now }) };
  }
  return undefined;
}

type Chosen = {
  readonly to: Recipient;
  readonly channel: WrittenChannel;
  readonly binding: readonly ContactRule[];
  readonly instead: readonly string[];
  readonly now: Instant;
};

/** Whoever is to have a copy gets none where that would be one message too many; the message does not wait for them. */
function copiesOf(
  reaching: Reaching,
  step: ReminderStep,
  { to, channel, binding, instead, now }: Chosen,
): Pick<Way, 'cc' | 'instead'> {
  if (channel !== 'email') return { cc: [], instead };
  const asked = reachable(reaching, channel, step.cc ?? ['cc'], binding).asked.filter(
    ({ address }, index, all) => address !== to.address && all.findIndex((one) => one.address === address) === index,
  );
  const cc = asked.filter(({ contact }) => {
    const ledger = ledgerOf(reaching, binding, { contact, now });
    return !ledger || nextFree(binding, channel, ledger, now) === undefined;
  });
  const missing = step.cc !== undefined && asked.length === 0 ? [`no-copy-for:${step.cc.join(',')}`] : [];
  const left = asked.length > cc.length ? [`copies-left-out:${asked.length - cc.length}`] : [];
  return { cc, instead: [...instead, ...missing, ...left] };
}

/** What the counts of a contact look at, from the instant on; undefined where nothing is kept of them. */
export function ledgerOf(
  reaching: Reaching,
  rules: readonly ContactRule[],
  { contact, now }: { readonly contact: Contact; readonly now: Instant },
): Reached | undefined {
  const persons = personsOf(reaching, [contact]);
  if (persons.length === 0) return undefined;
  return reachedOf(persons, { rules, zones: zonesOf(reaching.customer).zones, now });
}

/** What is kept of the contacts, under whichever of their addresses: who is called is the one who is written to. */
export function personsOf(
  { addresses = [], persons = [] }: Pick<Reaching, 'addresses' | 'persons'>,
  contacts: readonly Contact[],
): readonly Person[] {
  if (persons.length === 0) return persons;
  const theirs = new Set(contacts.flatMap(({ email, mobile }) => [email, mobile]));
  const digests = new Set(addresses.flatMap(({ address, digest }) => (theirs.has(address) ? [digest] : [])));
  return persons.filter(({ digest }) => digests.has(digest));
}

/**
 * Whom a call would reach: everybody with a number, for who answers is not known. Undefined where all of them want no
 * calls; none where no number is known, for a colleague may have one.
 */
export function calledContacts({
  customer,
  addresses = [],
}: Pick<Reaching, 'customer' | 'addresses'>): readonly Contact[] | undefined {
  const numbered = customer.contacts.filter(({ mobile }) => mobile !== undefined);
  const wantsNone = ({ mobile }: Contact): boolean =>
    addresses.some(
      (state) => state.address === mobile && (state.status === 'opted-out' || state.optedOut?.includes('call')),
    );
  const called = numbered.filter((contact) => !wantsNone(contact));
  return numbered.length > 0 && called.length === 0 ? undefined : called;
}
