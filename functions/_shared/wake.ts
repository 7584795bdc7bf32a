/** Wakes a case: the execution that waits for it decides afresh, and where none waits the sweep starts one. */
import { dueAgain } from '../../core/case/silence-instruction.ts';
import { type ChangeData, type ChangeType, change } from '../../core/case/transition.ts';
import type { Clock, Ledger } from '../../core/ports.ts';
import { untilTaken } from './until-taken.ts';

type Waking = {
  readonly type: Extract<ChangeType, 'case.woken' | 'case.resumed'>;
  readonly data?: ChangeData;
  readonly by?: string;
};

/** False where the case is not open, so that there is nothing to wake; undefined where there is no such invoice. */
export async function wakeCase(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  creditorId: string,
  invoiceId: string,
  { type, data = {}, by = 'api' }: Waking,
): Promise<boolean | undefined> {
  const { found, woken } = await untilTaken('wake a case', async () => {
    const invoice = await ledger.invoice(creditorId, invoiceId);
    if (invoice?.caseState !== 'open') return { found: invoice !== undefined, woken: false };
    const now = clock.now();
    const made = change(invoice, type, dueAgain(invoice, now), { at: now, by, data });
    const committed = await ledger.commit([{ kind: 'change', change: made }]);
    return committed.ok ? { found: true, woken: true } : undefined;
  });
  return found ? woken : undefined;
}
