/** The records that an event changes: its money's own, the one that this is another name of, the provider's invoice's. */
import type { Instant } from '../../core/calendar/dates.ts';
import { linkedKeys, linkPayment, namedBy, settled } from '../../core/payment/link.ts';
import { afterEvent, blankPayment, withNames } from '../../core/payment/news.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { MoneyEvent } from '../../core/payment/provider.ts';
import type { Ledger } from '../../core/ports.ts';
import type { Kept } from '../_shared/flight.ts';
import { moneyOf } from '../_shared/same-record.ts';

const keyOf = (id: string): string => `stripe#${id}`;
const idOf = ({ paymentKey }: Payment): string => paymentKey.slice(paymentKey.indexOf('#') + 1);

export async function recordsAfter(
  ledger: Ledger,
  creditorId: string,
  event: MoneyEvent,
  now: Instant,
): Promise<readonly Kept[]> {
  const desk = createDesk(ledger, creditorId);
  const own = (await desk.find(keyOf(event.moneyId))) ?? blankPayment(event, creditorId, keyOf(event.moneyId), now);
  const isName = own.state === 'same-money';
  const money = isName ? await moneyOf(ledger, own) : own;
  if (isName) await desk.find(money.paymentKey);
  desk.put(isName ? afterEventUnderName(money, event) : afterEvent(own, event, idOf(own)));
  if (event.kind !== 'succeeded') return desk.kept();
  await tellNames(desk, own.paymentKey);
  const { providerInvoiceId } = event;
  if (providerInvoiceId !== undefined && providerInvoiceId !== event.moneyId) {
    const key = keyOf(providerInvoiceId);
    const told = (await desk.find(key)) ?? blankPayment(event, creditorId, key, now);
    const invoice = await moneyOfInvoice(desk, ledger, told);
    await link(desk, { payment: desk.now(own), invoice, event });
  }
  return desk.kept();
}

/** Another name of known money tells of refunds and disputes, and late whom it is for. */
function afterEventUnderName(money: Payment, event: MoneyEvent): Payment | undefined {
  if (event.kind === 'processing' || event.kind === 'failed') return undefined;
  return event.kind === 'succeeded' ? withNames(money, event) : afterEvent(money, event, idOf(money));
}

type Desk = ReturnType<typeof createDesk>;

/** What has been read and changed so far. */
function createDesk(ledger: Ledger, creditorId: string) {
  const found = new Map<string, Payment | undefined>();
  const changed = new Map<string, Payment>();
  const now = (payment: Payment): Payment => changed.get(payment.paymentKey) ?? payment;
  return {
    now,
    async find(paymentKey: string): Promise<Payment | undefined> {
      if (!found.has(paymentKey)) found.set(paymentKey, await ledger.payment(creditorId, paymentKey));
      return changed.get(paymentKey) ?? found.get(paymentKey);
    },
    put(payment: Payment | undefined): void {
      if (payment) changed.set(payment.paymentKey, payment);
    },
    kept: (): readonly Kept[] =>
      [...changed.values()].map((payment) => {
        const before = found.get(payment.paymentKey);
        return { before, after: { ...payment, version: (before?.version ?? 0) + 1 } };
      }),
  };
}

/** An invoice's money that payments account for is settled with them, and names those that nobody could match. */
async function tellNames(desk: Desk, paymentKey: string): Promise<void> {
  const invoice = await desk.find(paymentKey);
  const keys = invoice ? linkedKeys(invoice) : [];
  if (!invoice || keys.length === 0) return;
  desk.put(settled(invoice));
  for (const key of keys) {
    const payment = await desk.find(key);
    if (payment) desk.put(namedBy(payment, invoice));
  }
}

/** An invoice's record that is only another name (the ERP's payment's, say) leads to that money, unless to its own payments. */
async function moneyOfInvoice(desk: Desk, ledger: Ledger, invoice: Payment): Promise<Payment> {
  if (invoice.sameAs === undefined || linkedKeys(invoice).includes(invoice.sameAs)) return invoice;
  const money = await moneyOf(ledger, invoice);
  return (await desk.find(money.paymentKey)) ?? money;
}

type Pair = { readonly payment: Payment; readonly invoice: Payment; readonly event: MoneyEvent };

async function link(desk: Desk, { payment, invoice, event }: Pair): Promise<void> {
  if (payment.paymentKey === invoice.paymentKey) return;
  const linked = linkPayment(payment, invoice);
  desk.put(linked.payment);
  desk.put(linked.invoice);
  if (linked.payment?.state === 'same-money' && linked.invoice) desk.put(withNames(linked.invoice, event));
}
