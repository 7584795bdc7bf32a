/** Follows a record that is only another name to the money itself. */
import type { Payment } from '../../core/payment/payment.ts';
import type { Ledger } from '../../core/ports.ts';

/** Names lead to names at most this often: an ERP's payment to a provider's, that to the provider's invoice. */
const STEPS = 4;

export async function moneyOf(ledger: Ledger, record: Payment): Promise<Payment> {
  let found = record;
  for (let step = 0; step < STEPS && found.state === 'same-money' && found.sameAs !== undefined; step++) {
    const next = await ledger.payment(found.creditorId, found.sameAs);
    if (!next) return found;
    found = next;
  }
  return found;
}
