/** Puts a payment's money on the invoices it is meant for, and takes back what its provider took back. */
import type { Invoice } from '../case/invoice.ts';
import { type Balance, type Movement, moveMinor } from './balance.ts';
import { type Allocation, isOutgoing, type Payment, takenBackMinor } from './payment.ts';

/** `lines` are the movements of this call, by invoice. */
export type Spread = {
  readonly payment: Payment;
  readonly balances: ReadonlyMap<string, Balance>;
  readonly lines: readonly Allocation[];
};

type Draft = {
  readonly payment: Payment;
  readonly now: string;
  readonly balances: Map<string, Balance>;
  readonly lines: Allocation[];
  allocations: readonly Allocation[];
  unappliedMinor: number;
  reversedMinor: number;
};

/** The invoices must be of the payment's currency; those that are missing keep their money unapplied. */
export function spread(payment: Payment, invoices: readonly Invoice[], now: string): Spread {
  const draft: Draft = {
    payment,
    now,
    balances: new Map(invoices.map((invoice) => [invoice.invoiceId, invoice])),
    lines: [],
    allocations: payment.allocations,
    unappliedMinor: payment.unappliedMinor,
    reversedMinor: payment.reversedMinor,
  };
  if (isOutgoing(payment.kind)) takeAway(draft);
  else {
    reverse(draft);
    putOn(draft);
  }
  const { balances, lines, allocations, unappliedMinor, reversedMinor } = draft;
  return { payment: { ...payment, allocations, unappliedMinor, reversedMinor, state: 'applied' }, balances, lines };
}

/** A movement on one invoice; answers how much of it the invoice took. */
function move({ payment, now, balances }: Draft, invoiceId: string, minor: number): number {
  const balance = balances.get(invoiceId);
  if (!balance) return 0;
  const { paymentKey, receivedAt, knownAs } = payment;
  const movement: Movement = { paymentKey, minor, receivedAt, seenAt: now };
  const moved = moveMinor(balance, movement, Object.keys(knownAs));
  balances.set(invoiceId, moved.balance);
  return moved.movedMinor;
}

function note(draft: Draft, invoiceId: string, minor: number): void {
  if (minor === 0) return;
  draft.lines.push({ invoiceId, minor });
  const sum = allocatedMinor(draft, invoiceId) + minor;
  const known = draft.allocations.some((line) => line.invoiceId === invoiceId);
  draft.allocations = known
    ? draft.allocations.map((line) => (line.invoiceId === invoiceId ? { invoiceId, minor: sum } : line))
    : [...draft.allocations, { invoiceId, minor: sum }];
}

/** How much of the money lies on the invoice. */
export function allocatedMinor({ allocations }: Pick<Payment, 'allocations'>, invoiceId: string): number {
  return allocations.filter((line) => line.invoiceId === invoiceId).reduce((total, { minor }) => total + minor, 0);
}

function putOn(draft: Draft): void {
  for (const { invoiceId, minor } of draft.payment.meantFor) {
    const wanted = Math.min(minor - allocatedMinor(draft, invoiceId), draft.unappliedMinor);
    if (wanted <= 0) continue;
    const moved = move(draft, invoiceId, wanted);
    draft.unappliedMinor -= moved;
    note(draft, invoiceId, moved);
  }
}

/**
 * Brings what was taken off to what was taken back: the unapplied rest first, then the invoices, last one first. The
 * money is gone from the invoice also where its balance knew that before. What comes back is unapplied at first.
 */
function reverse(draft: Draft): void {
  let left = takenBackMinor(draft.payment) - draft.reversedMinor;
  const rest = left > 0 ? Math.min(left, draft.unappliedMinor) : left;
  draft.unappliedMinor -= rest;
  draft.reversedMinor += rest;
  left -= rest;
  for (const { invoiceId, minor } of [...draft.allocations].reverse()) {
    const back = Math.min(left, Math.max(0, minor));
    if (back <= 0 || !draft.balances.has(invoiceId)) continue;
    move(draft, invoiceId, -back);
    note(draft, invoiceId, -back);
    draft.reversedMinor += back;
    left -= back;
  }
}

/** What the ERP reports as refunded or charged back becomes owed again. */
function takeAway(draft: Draft): void {
  for (const { invoiceId, minor } of draft.payment.meantFor)
    if (allocatedMinor(draft, invoiceId) === 0) note(draft, invoiceId, move(draft, invoiceId, -minor));
  draft.unappliedMinor = 0;
}
