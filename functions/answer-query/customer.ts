/** GET /v1/customers/{id}. */
import type { CustomerView } from '../../contracts/api/views.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { formatAmount } from '../../core/money/amount.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import type { Deps } from './deps.ts';
import { holdView } from './invoice-view.ts';

export async function showCustomer({ ledger, clock }: Deps, request: Request): Promise<Reply> {
  const { creditorId } = request;
  const customer = await ledger.customer(creditorId, pathId(request));
  if (!customer) return problem('not-found', 'expected the id of a customer, found none under it');
  return { status: 200, body: viewOf(customer, clock.now()) };
}

const sums = (byCurrency: Readonly<Record<string, number>>): CustomerView['unapplied'] =>
  Object.entries(byCurrency)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, minor]) => ({ currency, amount: formatAmount(minor, currency) }));

function viewOf(customer: Customer, now: Instant): CustomerView {
  const { customerId, name, kind, locale, timeZone, contacts, tags, attributes, asOf } = customer;
  const { country, owner, parentId, billToId, riskScore, hold, unapplied, credit } = customer;
  return {
    customerId,
    name,
    kind,
    locale,
    timeZone,
    country: country ?? null,
    contacts: contacts.map((contact) => ({ ...contact, roles: [...contact.roles] })),
    owner: owner ?? null,
    parentId: parentId ?? null,
    billToId: billToId ?? null,
    riskScore: riskScore ?? null,
    tags: [...tags],
    attributes: { ...attributes },
    asOf,
    hold: holdView(hold, now),
    unapplied: sums(unapplied),
    credit: sums(credit),
  };
}
