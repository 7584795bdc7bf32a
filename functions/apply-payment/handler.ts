/** Applies money that was stored first: on its invoice, on one that appears later, or as unapplied. */
import { Fault } from '../../core/fault.ts';
import type { Clock, Ledger } from '../../core/ports.ts';
import { moveMoney } from '../_shared/move-money.ts';

export type Deps = { readonly ledger: Ledger; readonly clock: Clock };

export const createHandler =
  ({ ledger, clock }: Deps) =>
  async ({
    creditorId,
    paymentKey,
  }: {
    readonly creditorId: string;
    readonly paymentKey: string;
  }): Promise<'applied' | 'nothing-to-do'> => {
    const payment = await ledger.payment(creditorId, paymentKey);
    if (payment?.state !== 'received') return 'nothing-to-do';
    const creditor = await ledger.creditor(creditorId);
    if (!creditor) throw new Fault('StepRejected', 'expected the creditor of a stored payment to exist, found none');
    await moveMoney(ledger, { creditor, before: payment, payment, by: 'apply-payment' }, clock.now());
    return 'applied';
  };
