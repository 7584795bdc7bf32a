/** PUT and DELETE /v1/invoices/{id}/hold: nothing is sent for the invoice until the hold ends or is lifted. */
import { readHold } from '../../contracts/api/holds.ts';
import { change } from '../../core/case/transition.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import { held, holdIsOver, lifted, noCustomer, noInvoice } from './answers.ts';
import type { Deps } from './deps.ts';
import { holdFrom, isSameHold } from './hold.ts';
import { dueAgain } from './wake.ts';

/** The reason stays on the row: it is a person's text, and audit records keep codes and figures only. */
export async function placeHold({ ledger, clock }: Deps, request: Request): Promise<Reply> {
  const read = readHold(request.body);
  if (!read.ok) return invalid(read.problems);
  const { creditorId } = request;
  return untilTaken('place a hold', async () => {
    const invoice = await ledger.invoice(creditorId, pathId(request));
    if (!invoice) return noInvoice();
    const customer = await ledger.customer(creditorId, invoice.customerId);
    if (!customer) return noCustomer();
    const now = clock.now();
    const hold = holdFrom(read.value, customer, now);
    if (!hold) return holdIsOver(read.value.until);
    if (isSameHold(invoice.hold, hold)) return held(read.value);
    const data = { held: true, until: hold.until ?? null };
    const made = change(invoice, 'hold.placed', { hold }, { at: now, by: 'api', data });
    const committed = await ledger.commit([{ kind: 'change', change: made }]);
    return committed.ok ? held(read.value) : undefined;
  });
}

export async function liftHold({ ledger, clock }: Deps, request: Request): Promise<Reply> {
  return untilTaken('lift a hold', async () => {
    const invoice = await ledger.invoice(request.creditorId, pathId(request));
    if (!invoice) return noInvoice();
    if (!invoice.hold) return lifted();
    const now = clock.now();
    const patch = { hold: undefined, ...dueAgain(invoice, now) };
    const made = change(invoice, 'hold.lifted', patch, { at: now, by: 'api' });
    const committed = await ledger.commit([{ kind: 'change', change: made }]);
    return committed.ok ? lifted() : undefined;
  });
}
