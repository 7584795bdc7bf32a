/** Wakes a case: the execution that waits for it decides afresh, and where none waits the sweep starts one. */
import type { Instant } from '../../core/calendar/dates.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { type ChangeData, type ChangeType, change } from '../../core/case/transition.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import type { Deps } from './deps.ts';

type Waking = { readonly type: Extract<ChangeType, 'case.woken' | 'case.resumed'>; readonly data?: ChangeData };

/** A case that waits without an execution for something other than a step (a hold, say) is due now; a step keeps its moment. */
export function dueAgain({ caseState, runStartedAt, nextStepId }: Invoice, now: Instant): Partial<Invoice> {
  const waitsAlone = caseState === 'open' && runStartedAt === undefined && nextStepId === undefined;
  return waitsAlone ? { dueAt: now } : {};
}

/** False where the case is not open, so that there is nothing to wake; undefined where there is no such invoice. */
export async function wakeCase(
  { ledger, clock }: Deps,
  creditorId: string,
  invoiceId: string,
  { type, data = {} }: Waking,
): Promise<boolean | undefined> {
  const { found, woken } = await untilTaken('wake a case', async () => {
    const invoice = await ledger.invoice(creditorId, invoiceId);
    if (invoice?.caseState !== 'open') return { found: invoice !== undefined, woken: false };
    const now = clock.now();
    const made = change(invoice, type, dueAgain(invoice, now), { at: now, by: 'api', data });
    const committed = await ledger.commit([{ kind: 'change', change: made }]);
    return committed.ok ? { found: true, woken: true } : undefined;
  });
  return found ? woken : undefined;
}
