/** One customer's statement of one month: sent, put off until it may be sent, or left out. */
import type { Instant } from '../../core/calendar/dates.ts';
import { decide, type Situation } from '../../core/case/decide.ts';
import { openingsFor } from '../../core/case/rules/contact.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { type Customer, type Recipient, recipientFor } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { momentAfter, shutAt } from '../../core/contact/hours.ts';
import { nextMoment } from '../../core/contact/moment.ts';
import { closedBy, rulesFor } from '../../core/contact/way.ts';
import { renderStatement } from '../../core/message/statement.ts';
import { isLeftInPeace, statementView } from '../../core/report/statement.ts';
import { standingOf } from '../_shared/customer-standing.ts';
import { type Letter, mailOnce } from '../_shared/mail-once.ts';
import type { Deps, PaymentsSince, Waiting } from './handler.ts';

/** `at` is when to try again. */
type Result = { readonly kind: 'sent' | 'deferred' | 'dropped'; readonly at?: Instant };
const DROPPED: Result = { kind: 'dropped' };

/** What may not be told to a customer while it lasts: balances that may be wrong, or anything while sending is stopped. */
const NOT_NOW: ReadonlySet<string> = new Set(['stopped', 'source-stale', 'source-disagrees']);

export async function sendStatement(
  deps: Deps,
  item: Waiting,
  paymentsOf: PaymentsSince,
  now: Instant,
): Promise<Result> {
  const { creditorId, customerId } = item;
  const customer = await deps.ledger.customer(creditorId, customerId);
  if (!customer || isLeftInPeace(customer, now)) return DROPPED;
  const { situations, creditor } = await standingOf(deps, customer);
  const [first] = situations;
  if (!first || creditor?.statementDay === undefined) return DROPPED;
  const rules = rulesFor(first, now);
  if (closedBy(rules, 'email')) return DROPPED;
  const openings = openingsFor(first, rules, 'email');
  if (shutAt(openings, now) || mustWait(situations, now))
    return { kind: 'deferred', at: momentAfter(openings, now, customerId) ?? nextMoment(first, now) };
  const recipients = billed(customer, first);
  const [to] = recipients;
  const payments = await paymentsOf(item, now);
  const facts = { creditor, customer, situations, paid: payments, since: item.since };
  const view = to && statementView({ ...facts, contact: to.contact }, now);
  if (!view) return DROPPED;
  const { attachment, ...rendered } = renderStatement(view);
  const letter: Letter = {
    name: `statement ${creditorId} ${customerId} ${item.month}`,
    kind: 'statement',
    creditorId,
    customerId,
    ...senderOf(creditor, view.contact),
    to: recipients.map(({ address, contact }) => ({ address, name: contact.name })),
    rendered,
    invoiceIds: [],
    invoiceNumbers: view.items.map(({ number }) => number),
    attachments: attachment ? [{ ...attachment, contentType: 'text/csv; charset=utf-8' }] : [],
    recipients: Object.fromEntries(
      recipients.map(({ address }) => [addressDigest(creditor.addressKey, address), 'claimed'] as const),
    ),
  };
  const result = await mailOnce(deps, letter, now);
  return result === 'refused' ? DROPPED : { kind: 'sent' };
}

/** While the figures may be wrong, or the switch forbids it. */
const mustWait = (situations: readonly Situation[], now: Instant): boolean =>
  situations.some((situation) => situation.stopped || NOT_NOW.has(decide(situation, now).reason));

/** Every contact for invoices whose address still takes mail, else the one whom reminders reach. */
function billed(customer: Customer, { addresses = [] }: Situation): readonly Recipient[] {
  const lost = new Set(addresses.filter(({ status }) => status !== 'ok').map(({ address }) => address));
  const billing = customer.contacts.flatMap((contact): Recipient[] =>
    contact.roles.includes('billing') && contact.email !== undefined && !lost.has(contact.email)
      ? [{ address: contact.email, contact }]
      : [],
  );
  if (billing.length > 0) return billing;
  const usual = recipientFor(customer, 'email', addresses);
  return usual ? [usual] : [];
}

function senderOf(
  { email, name }: Creditor,
  owner: { readonly email?: string | undefined; readonly name?: string | undefined },
) {
  const replyTo = owner.email ? { address: owner.email, name: owner.name } : undefined;
  return { from: { address: email, name }, replyTo };
}
