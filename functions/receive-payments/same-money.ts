/**
 * Whether the ERP reports money that Dunlin knows: by the provider's id of it, or an overpayment that goes back. Then the
 * ERP's payment is only another name, and what it adds (whom the money is for, what was taken back) goes to the record.
 */
import { isMoney, isOutgoing, type Payment, takenBackUnder } from '../../core/payment/payment.ts';
import { allocatedMinor } from '../../core/payment/spread.ts';
import type { Ledger, Write } from '../../core/ports.ts';
import { moneyOf } from '../_shared/same-record.ts';

/** `payment` is the record to carry out, the ERP's own or the one it names; `beside` goes into the same transaction. */
export type ToStore = {
  readonly payment: Payment;
  readonly before: Payment | undefined;
  readonly beside: readonly Write[];
};

export async function knownMoney(ledger: Ledger, draft: Payment, providerReference?: string): Promise<ToStore> {
  const { creditorId, kind } = draft;
  const provider = providerReference === undefined ? undefined : `stripe#${providerReference}`;
  const told = provider === undefined ? undefined : await ledger.payment(creditorId, provider);
  const money = told && (await moneyOf(ledger, told));
  if (isOutgoing(kind)) {
    const paid = money && isMoney(money) ? money : await overpaid(ledger, draft);
    return paid ? sameAs(paid, draft, takenBack(paid, draft)) : { payment: draft, before: undefined, beside: [] };
  }
  const isOfProvider = money?.paymentKey.startsWith('stripe#') === true;
  if (kind === 'payment' && isOfProvider && money.state !== 'failed' && money.amountMinor > 0)
    return sameAs(money, draft, meantAlso(money, draft));
  return provider ? toldFirst(draft, provider, told) : { payment: draft, before: undefined, beside: [] };
}

/** The ERP's payment is kept under its own id, as a name of the other. */
function sameAs(money: Payment, draft: Payment, news: Partial<Payment>): ToStore {
  const alias: Payment = { ...draft, state: 'same-money', sameAs: money.paymentKey, unappliedMinor: 0 };
  const isNews = Object.keys(news).length > 0 && isMoney(money);
  const payment: Payment = {
    ...money,
    ...news,
    knownAs: { ...money.knownAs, [draft.paymentKey]: 0 },
    state: isNews ? 'received' : money.state,
    version: money.version + 1,
  };
  return { payment, before: money, beside: [{ kind: 'payment', before: undefined, after: alias }] };
}

const takenBack = ({ takenBack: known }: Payment, { paymentKey, amountMinor }: Payment): Partial<Payment> => ({
  takenBack: { ...known, [paymentKey]: amountMinor },
});

/** Money that nobody could match, or not wholly, is for the invoices that the ERP names. */
function meantAlso(money: Payment, { meantFor }: Payment): Partial<Payment> {
  const isUnmatched = money.allocations.every(({ minor }) => minor === 0);
  const others = meantFor.filter(({ invoiceId }) => allocatedMinor(money, invoiceId) === 0);
  if (money.unappliedMinor === 0 || others.length === 0) return {};
  const kept = isUnmatched ? [] : money.meantFor.filter((line) => allocatedMinor(money, line.invoiceId) > 0);
  return { meantFor: [...kept, ...others] };
}

/** What goes back of an invoice that was paid too much is the part too much, as long as that is enough. */
async function overpaid(ledger: Ledger, { creditorId, meantFor, amountMinor }: Payment): Promise<Payment | undefined> {
  const [named] = meantFor;
  if (!named || meantFor.length > 1) return undefined;
  for (const paymentKey of await ledger.waitingMoney(creditorId, named.invoiceId)) {
    const payment = await ledger.payment(creditorId, paymentKey);
    if (payment && !isOutgoing(payment.kind) && payment.unappliedMinor >= amountMinor) return payment;
  }
  return undefined;
}

/** The other way round: the provider's id leads to money that the ERP told of first, with what was taken back of it. */
function toldFirst(draft: Payment, provider: string, told: Payment | undefined): ToStore {
  if (told?.state === 'same-money') return { payment: draft, before: undefined, beside: [] };
  const payment = { ...draft, knownAs: { [provider]: 0 }, takenBack: takenBackUnder(provider, told) };
  const alias: Payment = {
    ...draft,
    paymentKey: provider,
    state: 'same-money',
    sameAs: draft.paymentKey,
    meantFor: [],
    unappliedMinor: 0,
    version: (told?.version ?? 0) + 1,
  };
  return { payment, before: undefined, beside: [{ kind: 'payment', before: told, after: alias }] };
}
