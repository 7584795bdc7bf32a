/** Carries out what quiets a whole customer, or ends its silence: first its row, then each of its cases is woken. */
import { type CustomerAnswer, type CustomerWish, instructCustomer } from '../../core/case/customer-instruction.ts';
import { Fault } from '../../core/fault.ts';
import type { Clock, Ledger, Lists, Write } from '../../core/ports.ts';
import { untilTaken } from './until-taken.ts';
import { wakeCase } from './wake.ts';

export type CustomerOrder = {
  readonly creditorId: string;
  readonly customerId: string;
  readonly wish: CustomerWish;
  readonly by: string;
};

type Deps = { readonly ledger: Ledger; readonly lists: Pick<Lists, 'liveInvoiceIds'>; readonly clock: Clock };
type Told = CustomerAnswer | { readonly kind: 'no-customer' };

/** Cases woken at once. */
const PACE = 8;

/** As the audit of each case names what woke it. */
const CAUSES = {
  hold: 'customer-hold-placed',
  lift: 'customer-hold-lifted',
  reply: 'customer-replied',
  answered: 'customer-answered',
} as const satisfies Record<CustomerWish['do'], string>;

/** The customer is written first: from then on every claim of a message sees it, whether its case was woken or not. */
export async function tellCustomer(deps: Deps, order: CustomerOrder, also: readonly Write[] = []): Promise<Told> {
  const told = await untilTaken('write a customer', () => attempt(deps, order, also));
  if (told.kind === 'done') await wakeAll(deps, order);
  return told;
}

/** Undefined where another write came first. */
async function attempt(
  { ledger, clock }: Deps,
  { creditorId, customerId, wish, by }: CustomerOrder,
  also: readonly Write[],
): Promise<Told | undefined> {
  const customer = await ledger.customer(creditorId, customerId);
  if (!customer) return { kind: 'no-customer' };
  const at = clock.now();
  const answer = instructCustomer(customer, wish, { at, by });
  if (answer.kind !== 'done') return answer;
  const { after } = answer;
  const entry = { creditorId, customerId, at, kind: 'instruction', reason: `customer-${wish.do}` } as const;
  const made: readonly Write[] = after
    ? [
        { kind: 'customer', before: customer, after },
        { kind: 'journal', entry: { ...entry, id: `${customerId}-${after.version}` } },
      ]
    : [];
  const writes = [...made, ...also];
  if (writes.length === 0) return answer;
  return (await ledger.commit(writes)).ok ? answer : undefined;
}

/**
 * Every open case is decided afresh, also when the request is repeated: the first one may have died on the way. Who pays
 * for others quiets their invoices, too.
 */
async function wakeAll(deps: Deps, { creditorId, customerId, wish, by }: CustomerOrder): Promise<void> {
  const { paysFor = [] } = (await deps.ledger.customer(creditorId, customerId)) ?? {};
  const lists = await Promise.all([customerId, ...paysFor].map((id) => deps.lists.liveInvoiceIds(creditorId, id)));
  const ids = lists.flat();
  const waking = { type: 'case.woken', data: { cause: CAUSES[wish.do] }, by } as const;
  let failure: unknown;
  for (let at = 0; at < ids.length; at += PACE) {
    const batch = ids.slice(at, at + PACE);
    const results = await Promise.allSettled(batch.map((id) => wakeCase(deps, creditorId, id, waking)));
    failure ??= results.find((result) => result.status === 'rejected')?.reason;
  }
  if (failure !== undefined)
    throw new Fault('StepUnavailable', 'expected to wake every open case of the customer, found some that resisted', {
      cause: failure,
    });
}
