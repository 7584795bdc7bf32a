/** Puts stored money where it belongs, in one transaction with the balances, the cases and their audit. */
import type { Instant } from '../../core/calendar/dates.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import { namedByIds } from '../../core/payment/names.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Ledger, Write } from '../../core/ports.ts';
import { type Found, findInvoices } from './find-invoices.ts';
import { type MoneyScene, moneyWrites } from './money-writes.ts';
import { pause } from './pause.ts';

const TRIES = 8;
/** Five items an invoice at most, and a transaction has a hundred. */
const INVOICES_AT_ONCE = 15;

export type MoneyMove = {
  readonly creditor: Creditor;
  /** The record as it is kept, or undefined where it is new. */
  readonly before: Payment | undefined;
  /** The record to carry out: what it is meant for, what was taken back. */
  readonly payment: Payment;
  readonly by: string;
  /** Written in the same transaction. */
  readonly beside?: readonly Write[];
};

/** Somebody else wrote the payment first: whoever asked has to look again. */
export class PaymentMoved extends Fault {
  constructor() {
    super('StepUnavailable', 'expected the payment unchanged while it was applied');
  }
}

/**
 * Carries out a payment's money on the invoices as they are now. What names an invoice that is not known yet waits in
 * its place; what is above the owed stays unapplied. Tried again where anything moved meanwhile.
 */
export async function moveMoney(ledger: Ledger, move: MoneyMove, now: Instant): Promise<Payment> {
  const ids = [...new Set([...move.payment.meantFor, ...move.payment.allocations].map(({ invoiceId }) => invoiceId))];
  let { before, payment } = move;
  let beside = move.beside ?? [];
  for (let at = 0; at === 0 || at < ids.length; at += INVOICES_AT_ONCE) {
    const part = { names: ids.slice(at, at + INVOICES_AT_ONCE), isLast: at + INVOICES_AT_ONCE >= ids.length };
    payment = await movePart(ledger, { ...move, before, payment, beside }, part, now);
    before = payment;
    beside = [];
  }
  return payment;
}

type Part = { readonly names: readonly string[]; readonly isLast: boolean };

/** Some of the invoices; the record stays `received` until the last of them, so that whoever finds it goes on. */
async function movePart(ledger: Ledger, move: MoneyMove, { names, isLast }: Part, now: Instant): Promise<Payment> {
  for (let tries = 0; tries < TRIES; tries++) {
    await pause(tries);
    const found = await findInvoices(ledger, move.creditor.creditorId, names);
    const named = { ...move, payment: namedByIds(move.payment, found.ids) };
    const { writes, payment } = moneyWrites(named, await sceneOf(ledger, named, found), now, isLast);
    if ((await ledger.commit(writes)).ok) return payment;
    const stored = await ledger.payment(payment.creditorId, payment.paymentKey);
    if ((stored?.version ?? 0) !== (move.before?.version ?? 0)) throw new PaymentMoved();
  }
  throw new Fault('StepUnavailable', `expected to apply a payment within ${TRIES} tries`);
}

/** The invoices that the money concerns, with their customers and policies. */
async function sceneOf(
  ledger: Ledger,
  { creditor: { creditorId }, payment }: MoneyMove,
  { invoices: known, missing }: Found,
): Promise<MoneyScene> {
  const found = [...known.values()].flatMap(({ invoiceId, invoiceNumber }) => [invoiceId, invoiceNumber]);
  const invoices = [...known.values()].filter(({ currency }) => currency === payment.currency);
  const customerIds = [...known.values()].map(({ customerId }) => customerId);
  const all = [...new Set([...customerIds, ...(payment.customerId ? [payment.customerId] : [])])];
  const policies = new Map<string, Policy>();
  for (const { policyId, policyVersion, invoiceId } of invoices)
    policies.set(invoiceId, await ledger.policy(creditorId, policyId, policyVersion));
  const customers = await ledger.customers(creditorId, all);
  return { invoices, found, missing, customerId: payment.customerId ?? customerIds[0], customers, policies };
}
