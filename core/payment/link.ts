/**
 * A provider's invoice and the payment that settled it are the same money, told by events that name the one or the other.
 * One record is the money, the other only remembers; whichever comes first, and whenever the link becomes known.
 */
import { withNames, withTakenBack } from './news.ts';
import { isMoney, type Payment, takenBackUnder } from './payment.ts';

/** The records as they are to be kept; undefined where one stays as it is. */
export type Linked = { readonly payment?: Payment | undefined; readonly invoice?: Payment | undefined };

const causeOf = ({ paymentKey }: Payment): string => `same#${paymentKey}`;
const SAME = 'same#';

/** Keys of the payments that an invoice's record turned out to be. */
export function linkedKeys({ takenBack }: Pick<Payment, 'takenBack'>): readonly string[] {
  return Object.keys(takenBack).flatMap((cause) => (cause.startsWith(SAME) ? [cause.slice(SAME.length)] : []));
}

/** How much of the invoice's money no known payment accounts for. */
function uncoveredMinor({ amountMinor, takenBack, knownAs }: Payment): number {
  const linked = Object.entries(takenBack).filter(([cause]) => cause.startsWith(SAME));
  return [...linked, ...Object.entries(knownAs)].reduce((left, [, minor]) => left - minor, amountMinor);
}

/** `invoice` may be a blank record. */
export function linkPayment(payment: Payment, invoice: Payment): Linked {
  const isAlias = payment.state === 'same-money';
  if ((!isMoney(payment) && !isAlias) || payment.sameAs === invoice.paymentKey) return {};
  if (causeOf(payment) in invoice.takenBack) return {};
  const named = namedBy(payment, invoice);
  const minor = Math.min(payment.amountMinor, isMoney(invoice) ? uncoveredMinor(invoice) : payment.amountMinor);
  if (!isMoney(invoice)) return { payment: named, invoice: remember(invoice, payment, minor) };
  const isWhole = minor === payment.amountMinor && invoice.currency === payment.currency;
  const isOnlyLoose = !isAlias && payment.allocations.every((line) => line.minor === 0);
  if (isWhole && isOnlyLoose && invoice.allocations.some((line) => line.minor > 0)) return becomeName(payment, invoice);
  return { payment: named, invoice: minor > 0 ? remember(invoice, payment, minor) : undefined };
}

/** The invoice's money is there already: the payment is another name of it, and what was taken back of it moves along. */
function becomeName(payment: Payment, invoice: Payment): Linked {
  const { paymentKey, amountMinor } = payment;
  const moved = takenBackUnder(paymentKey, payment);
  const knownAs = { ...invoice.knownAs, [paymentKey]: amountMinor };
  const kept: Payment = {
    ...invoice,
    knownAs,
    takenBack: { ...invoice.takenBack, ...moved },
    state: Object.keys(moved).length > 0 ? 'received' : invoice.state,
  };
  const alias: Payment = {
    ...payment,
    state: 'same-money',
    sameAs: invoice.paymentKey,
    unappliedMinor: 0,
    takenBack: {},
    waitsFor: [],
    receiptDueAt: undefined,
  };
  return { payment: alias, invoice: namedBy(kept, payment) ?? kept };
}

/** The payment is the money: so much of the invoice's is not. */
function remember(invoice: Payment, payment: Payment, minor: number): Payment {
  return settled(withTakenBack(invoice, causeOf(payment), minor) ?? invoice);
}

/** An invoice's record that nothing is left of is no money of its own. */
export function settled(invoice: Payment): Payment {
  const [first] = linkedKeys(invoice);
  const isEmpty = isMoney(invoice) && invoice.allocations.length === 0 && uncoveredMinor(invoice) <= 0;
  const isUntouched = isEmpty && Object.keys(invoice.knownAs).length === 0;
  return isUntouched && first
    ? { ...invoice, state: 'same-money', sameAs: first, unappliedMinor: 0, waitsFor: [] }
    : invoice;
}

/** The payment with the invoice's names, where it has none of its own. */
export function namedBy(payment: Payment, { meantFor }: Pick<Payment, 'meantFor'>): Payment | undefined {
  const [name] = meantFor;
  return name && isMoney(payment) && payment.meantFor.length === 0
    ? withNames(payment, { invoiceId: name.invoiceId })
    : undefined;
}
