/** Money that waited for an invoice is applied when that one is here, or owes more. */
import type { InvoiceInput } from '../../core/case/intake.ts';
import { namedByIds } from '../../core/payment/names.ts';
import { isOutgoing, type Payment } from '../../core/payment/payment.ts';
import { findInvoices } from '../_shared/find-invoices.ts';
import { flightWrites } from '../_shared/flight.ts';
import { moveMoney, PaymentMoved } from '../_shared/move-money.ts';
import { waitingWrites } from '../_shared/waiting-writes.ts';
import type { Scene } from './row.ts';

/** So many questions are asked at a time. */
const PARALLEL = 20;
const TRIES = 4;

type Look = Pick<Scene, 'ledger' | 'creditor' | 'now'>;

/**
 * Also for rows that changed nothing: whoever wrote them first may have died before this. What waits knows the invoice by
 * its id or its number.
 */
export async function takeWaitingMoney(
  scene: Look,
  rows: readonly Pick<InvoiceInput, 'invoiceId' | 'invoiceNumber'>[],
): Promise<void> {
  const { ledger, creditor } = scene;
  if (rows.length === 0 || !(await ledger.anyWaitingMoney(creditor.creditorId))) return;
  const names = [...new Set(rows.flatMap(({ invoiceId, invoiceNumber }) => [invoiceId, invoiceNumber]))];
  const keys = new Set<string>();
  for (let at = 0; at < names.length; at += PARALLEL) {
    const some = names.slice(at, at + PARALLEL).map((name) => ledger.waitingMoney(creditor.creditorId, name));
    for (const key of (await Promise.all(some)).flat()) keys.add(key);
  }
  for (const payment of await inOrder(scene, [...keys])) await take(scene, payment);
}

/** What came first goes first, and what goes out after what came in. */
async function inOrder({ ledger, creditor }: Look, keys: readonly string[]): Promise<readonly Payment[]> {
  const found = await Promise.all(keys.map((key) => ledger.payment(creditor.creditorId, key)));
  const rank = ({ kind, receivedAt, paymentKey }: Payment): string =>
    `${isOutgoing(kind) ? 1 : 0} ${receivedAt} ${paymentKey}`;
  return found.filter((payment) => payment !== undefined).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

async function take(scene: Look, payment: Payment): Promise<void> {
  let before: Payment | undefined = payment;
  for (let tries = 0; before !== undefined; tries++) {
    try {
      await (before.state === 'processing' ? announce(scene, before) : apply(scene, before));
      return;
    } catch (error) {
      if (!(error instanceof PaymentMoved) || tries >= TRIES) throw error;
      before = await scene.ledger.payment(payment.creditorId, payment.paymentKey);
    }
  }
}

async function apply({ ledger, creditor, now }: Look, payment: Payment): Promise<void> {
  await moveMoney(ledger, { creditor, before: payment, payment, by: 'invoice-appeared' }, now);
}

/** Money that is still on its way: the invoice is marked, so that nothing is sent meanwhile. */
async function announce({ ledger, now }: Look, before: Payment): Promise<void> {
  const { creditorId } = before;
  const names = before.meantFor.map(({ invoiceId }) => invoiceId);
  const { ids, missing } = await findInvoices(ledger, creditorId, names);
  const named = namedByIds(before, ids);
  const waitsFor = before.waitsFor.filter((name) => missing.includes(name));
  const after: Payment = { ...named, waitsFor, version: before.version + 1 };
  const committed = await ledger.commit([
    { kind: 'payment', before, after },
    ...waitingWrites(before, after, missing),
    ...(await flightWrites(ledger, creditorId, [{ before, after }], now)),
  ]);
  if (!committed.ok) throw new PaymentMoved();
}
