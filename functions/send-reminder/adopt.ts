/** A claim that is refused because the step's message has left before, as after a restore: the row learns of it. */
import type { Instant } from '../../core/calendar/dates.ts';
import { sentBefore } from '../../core/case/sent-before.ts';
import { touchName } from '../../core/contact/touch.ts';
import type { Ledger, Loaded } from '../../core/ports.ts';
import type { Claim } from './prepare.ts';

/** Otherwise the same step would be due, and refused, for ever. Where the row has moved, its next look decides. */
export async function adoptSent(
  ledger: Ledger,
  { caseId, situation: { invoice, customer } }: Loaded,
  { touch }: Pick<Claim, 'touch'>,
  now: Instant,
): Promise<void> {
  const known = await ledger.touch(caseId, touchName(touch));
  if (!known || (known.state !== 'sent' && known.state !== 'unknown')) return;
  const news = sentBefore(invoice, { ...known, state: known.state }, customer, { at: now, by: 'execution' });
  if (news) await ledger.commit([{ kind: 'change', change: news }]);
}
