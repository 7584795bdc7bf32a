/** What became of a promise once its days of grace are over: recorded once, before anything else is decided. */
import type { Instant } from '../../core/calendar/dates.ts';
import { promiseEnd } from '../../core/case/promise-end.ts';
import type { Change } from '../../core/case/transition.ts';
import { Fault } from '../../core/fault.ts';
import type { Ledger, Loaded, Write } from '../../core/ports.ts';

/** Whether one was recorded. */
export async function recordPromiseEnd(
  ledger: Ledger,
  { situation }: Pick<Loaded, 'situation'>,
  now: Instant,
): Promise<boolean> {
  const made = promiseEnd(situation, now);
  if (!made) return false;
  const committed = await ledger.commit([{ kind: 'change', change: made }, ...promiseLine(made)]);
  if (!committed.ok)
    throw new Fault('StepUnavailable', 'expected the case unchanged while a promise ended, found it changed');
  return true;
}

/** The report's line about a promise that ends with the change, if one does: also with the payment that keeps it. */
export function promiseLine({ before, after }: Change): readonly Write[] {
  const ended = after.lastPromise;
  if (!ended || ended.at === before.lastPromise?.at || ended.as === 'withdrawn') return [];
  const { creditorId, invoiceId, invoiceNumber, customerId, currency } = after;
  const amountMinor = before.promise?.amountMinor ?? before.promise?.owedMinor;
  return [
    {
      kind: 'journal',
      entry: {
        creditorId,
        kind: 'promise',
        id: `${invoiceId}-${after.version}`,
        at: ended.at,
        invoiceId,
        invoiceNumber,
        customerId,
        amountMinor,
        currency,
        reason: ended.as,
      },
    },
  ];
}
