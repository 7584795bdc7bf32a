/** PUT and DELETE /v1/customers/{id}/hold: nothing is sent for any invoice of the customer until the hold ends or is lifted. */
import { readHold } from '../../contracts/api/holds.ts';
import { Fault } from '../../core/fault.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import { held, holdIsOver, lifted, noCustomer } from './answers.ts';
import type { Deps } from './deps.ts';
import { holdFrom, isSameHold } from './hold.ts';
import { wakeCase } from './wake.ts';

/** Cases woken at once. */
const PACE = 8;

/** The customer is written first: from then on every claim of a message sees the hold, whether its case was woken or not. */
export async function placeCustomerHold(deps: Deps, request: Request): Promise<Reply> {
  const { ledger, clock } = deps;
  const read = readHold(request.body);
  if (!read.ok) return invalid(read.problems);
  const reply = await untilTaken('hold a customer', async () => {
    const customer = await ledger.customer(request.creditorId, pathId(request));
    if (!customer) return noCustomer();
    const hold = holdFrom(read.value, customer, clock.now());
    if (!hold) return holdIsOver(read.value.until);
    if (isSameHold(customer.hold, hold)) return held(read.value);
    const after = { ...customer, hold, version: customer.version + 1 };
    const committed = await ledger.commit([{ kind: 'customer', before: customer, after }]);
    return committed.ok ? held(read.value) : undefined;
  });
  if (reply.status === 200) await wakeAll(deps, request, 'customer-hold-placed');
  return reply;
}

export async function liftCustomerHold(deps: Deps, request: Request): Promise<Reply> {
  const { ledger } = deps;
  const reply = await untilTaken('lift the hold of a customer', async () => {
    const customer = await ledger.customer(request.creditorId, pathId(request));
    if (!customer) return noCustomer();
    if (!customer.hold) return lifted();
    const after = { ...customer, hold: undefined, version: customer.version + 1 };
    const committed = await ledger.commit([{ kind: 'customer', before: customer, after }]);
    return committed.ok ? lifted() : undefined;
  });
  if (reply.status === 200) await wakeAll(deps, request, 'customer-hold-lifted');
  return reply;
}

/** Every open case is decided afresh, also when the request is repeated: the first one may have died on the way. */
async function wakeAll(deps: Deps, request: Request, cause: string): Promise<void> {
  const { creditorId } = request;
  const ids = await deps.lists.liveInvoiceIds(creditorId, pathId(request));
  let failure: unknown;
  for (let at = 0; at < ids.length; at += PACE) {
    const results = await Promise.allSettled(
      ids.slice(at, at + PACE).map((id) => wakeCase(deps, creditorId, id, { type: 'case.woken', data: { cause } })),
    );
    failure ??= results.find((result) => result.status === 'rejected')?.reason;
  }
  if (failure !== undefined)
    throw new Fault('StepUnavailable', 'expected to wake every open case of the customer, found some that resisted', {
      cause: failure,
    });
}
