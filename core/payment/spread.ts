/** Puts a payment's money on the invoices it is meant for, and takes back what its provider took back. */
import type { Entry, Invoice } from '../case/invoice.ts';
import { applyEntry, type Balance } from './balance.ts';
import { type Allocation, isOutgoing, type Payment } from './payment.ts';

/** `lines` are the movements of this call, by invoice. */
export type Spread = {
  readonly payment: Payment;
  readonly balances: ReadonlyMap<string, Balance>;
  readonly lines: readonly Allocation[];
};

type Draft = { balances: Map<string, Balance>; lines: Allocation[]; allocations: Allocation[]; unappliedMinor: number };

/** The invoices must be of the payment's currency; those that are missing keep their money unapplied. */
export function spread(payment: Payment, invoices: readonly Invoice[], now: string): Spread {
  const draft: Draft = {
    balances: new Map(invoices.map((invoice) => [invoice.invoiceId, invoice])),
    lines: [],
    allocations: [...payment.allocations],
    unappliedMinor: payment.unappliedMinor,
  };
  const entry = (name: string, minor: number): Entry => ({
    paymentKey: name,
    minor,
    receivedAt: payment.receivedAt,
    seenAt: now,
  });
  if (isOutgoing(payment.kind)) takeAway(payment, draft, entry);
  else {
    putOn(payment, draft, entry);
    reverse(payment, draft, entry);
  }
  const { balances, lines, allocations, unappliedMinor } = draft;
  const reversedMinor = targetOf(payment);
  return { payment: { ...payment, allocations, unappliedMinor, reversedMinor, state: 'applied' }, balances, lines };
}

const targetOf = ({ takenBack, amountMinor }: Payment): number =>
  Math.min(
    amountMinor,
    Object.values(takenBack).reduce((total, minor) => total + minor, 0),
  );

type MakeEntry = (name: string, minor: number) => Entry;

/** A movement on one invoice; returns how much of it the invoice took. */
function move(draft: Draft, invoiceId: string, entry: Entry): number {
  const balance = draft.balances.get(invoiceId);
  if (!balance) return 0;
  const { balance: after, appliedMinor } = applyEntry(balance, entry);
  if (appliedMinor === 0) return 0;
  draft.balances.set(invoiceId, after);
  draft.lines.push({ invoiceId, minor: appliedMinor });
  draft.allocations.push({ invoiceId, minor: appliedMinor });
  return appliedMinor;
}

const allocatedTo = (draft: Draft, invoiceId: string): number =>
  draft.allocations.filter((line) => line.invoiceId === invoiceId).reduce((total, { minor }) => total + minor, 0);

function putOn(payment: Payment, draft: Draft, entry: MakeEntry): void {
  for (const { invoiceId, minor } of payment.meantFor) {
    const wanted = Math.min(minor - allocatedTo(draft, invoiceId) - payment.reversedMinor, draft.unappliedMinor);
    if (wanted > 0) draft.unappliedMinor -= move(draft, invoiceId, entry(payment.paymentKey, wanted));
  }
}

/** Brings what was taken off to what the provider took back: the unapplied rest first, then the invoices, last one first. */
function reverse(payment: Payment, draft: Draft, entry: MakeEntry): void {
  const target = targetOf(payment);
  let left = target - payment.reversedMinor;
  if (left > 0) {
    const rest = Math.min(left, draft.unappliedMinor);
    draft.unappliedMinor -= rest;
    left -= rest;
    for (const invoiceId of invoicesOf(draft).reverse()) {
      const back = Math.min(left, Math.max(0, allocatedTo(draft, invoiceId)));
      if (back > 0) left += move(draft, invoiceId, entry(`${payment.paymentKey}#back${target}`, -back));
    }
  } else if (left < 0) {
    draft.unappliedMinor -= left;
    for (const invoiceId of invoicesOf(draft))
      draft.unappliedMinor -= move(
        draft,
        invoiceId,
        entry(`${payment.paymentKey}#returned${target}`, draft.unappliedMinor),
      );
  }
}

const invoicesOf = (draft: Draft): string[] => [...new Set(draft.allocations.map(({ invoiceId }) => invoiceId))];

/** What the ERP reports as refunded or charged back becomes owed again. */
function takeAway(payment: Payment, draft: Draft, entry: MakeEntry): void {
  for (const { invoiceId, minor } of payment.meantFor)
    if (allocatedTo(draft, invoiceId) === 0) move(draft, invoiceId, entry(payment.paymentKey, -minor));
  draft.unappliedMinor = 0;
}
