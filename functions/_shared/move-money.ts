/** Puts stored money where it belongs, in one transaction with the balances, the cases and their audit. */
import { epochMs, type Instant, instantOf } from '../../core/calendar/dates.ts';
import { isOpen, nextMoment } from '../../core/calendar/window.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { replan } from '../../core/case/replan.ts';
import { type Change, change } from '../../core/case/transition.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { Fault } from '../../core/fault.ts';
import { isOutgoing, type Payment } from '../../core/payment/payment.ts';
import { type Spread, spread } from '../../core/payment/spread.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Ledger, Write } from '../../core/ports.ts';

const TRIES = 6;

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

/**
 * Carries out a payment's money on the invoices as they are now. What names an invoice that is not known yet waits in
 * its place; what is above the owed stays unapplied. Tried again where anything moved meanwhile.
 */
export async function moveMoney(ledger: Ledger, move: MoneyMove, now: Instant): Promise<Payment> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { writes, payment } = await writesFor(ledger, move, now);
    const committed = await ledger.commit(writes);
    if (committed.ok) return payment;
    const known = await ledger.payment(move.payment.creditorId, move.payment.paymentKey);
    if ((known?.version ?? 0) !== (move.before?.version ?? 0))
      throw new Fault('StepUnavailable', 'expected the payment unchanged while it was applied');
  }
  throw new Fault('StepUnavailable', `expected to apply a payment within ${TRIES} tries`);
}

type Scene = {
  readonly invoices: readonly Invoice[];
  readonly missing: readonly string[];
  readonly customers: ReadonlyMap<string, Customer>;
  readonly policies: ReadonlyMap<string, Policy>;
};

/** The invoices that the money concerns, those it lay on before included, with their customers and policies. */
async function lookUp(ledger: Ledger, { creditor, payment }: MoneyMove): Promise<Scene> {
  const ids = [...new Set([...payment.meantFor, ...payment.allocations].map(({ invoiceId }) => invoiceId))];
  const found = await ledger.invoices(creditor.creditorId, ids);
  const invoices = [...found.values()].filter(({ currency }) => currency === payment.currency);
  const customerIds = [
    ...new Set([...invoices.map(({ customerId }) => customerId), ...(payment.customerId ? [payment.customerId] : [])]),
  ];
  const customers = await ledger.customers(creditor.creditorId, customerIds);
  const policies = new Map<string, Policy>();
  for (const { policyId, policyVersion, invoiceId } of invoices)
    policies.set(invoiceId, await ledger.policy(creditor.creditorId, policyId, policyVersion));
  return { invoices, missing: ids.filter((id) => !found.has(id)), customers, policies };
}

async function writesFor(
  ledger: Ledger,
  move: MoneyMove,
  now: Instant,
): Promise<{ readonly writes: Write[]; readonly payment: Payment }> {
  const scene = await lookUp(ledger, move);
  const result = spread(move.payment, scene.invoices, now);
  const changes = scene.invoices.flatMap((invoice) => changeFor(invoice, move, result, scene, now));
  const customerId = move.payment.customerId ?? scene.invoices[0]?.customerId;
  const customer = customerId === undefined ? undefined : scene.customers.get(customerId);
  const payment: Payment = {
    ...result.payment,
    customerId,
    version: (move.before?.version ?? 0) + 1,
    receiptDueAt: receiptDueAt(move, changes, customer, scene, now),
  };
  const firstTime = move.before === undefined || move.before.state !== 'applied';
  const waiting = isOutgoing(payment.kind) || !firstTime ? [] : scene.missing;
  const writes: Write[] = [
    { kind: 'payment', before: move.before, after: payment },
    ...changes.map((made): Write => ({ kind: 'change', change: made })),
    ...poolWrite(customer, move, payment),
    ...waiting.map(
      (invoiceId): Write => ({
        kind: 'waiting-money',
        creditorId: payment.creditorId,
        invoiceId,
        paymentKey: payment.paymentKey,
      }),
    ),
    ...changes.map((made): Write => journalOf(made, payment, result, now)),
    ...(move.beside ?? []),
  ];
  return { writes, payment };
}

function changeFor(
  invoice: Invoice,
  { creditor, payment, by }: MoneyMove,
  { balances, lines }: Spread,
  scene: Scene,
  now: Instant,
): Change[] {
  const minor = lines
    .filter(({ invoiceId }) => invoiceId === invoice.invoiceId)
    .reduce((total, line) => total + line.minor, 0);
  const inFlight = invoice.inFlight.filter(({ paymentKey }) => paymentKey !== payment.paymentKey);
  const balance = balances.get(invoice.invoiceId);
  const customer = scene.customers.get(invoice.customerId);
  const policy = scene.policies.get(invoice.invoiceId);
  if (!balance || !customer || !policy || (minor === 0 && inFlight.length === invoice.inFlight.length)) return [];
  const { entries, unexplainedMinor, owedMinor } = balance;
  const facts = { entries, unexplainedMinor, owedMinor, inFlight };
  const large = creditor.largeFrom[invoice.currency];
  const context = {
    customer,
    policy,
    large: large !== undefined && owedMinor >= large,
    settledAs: payment.kind === 'credit' ? 'credited' : 'paid',
  } as const;
  const plan = replan(invoice, { ...invoice, ...facts }, context, now);
  const data = {
    paymentKey: payment.paymentKey,
    kind: payment.kind,
    minor,
    owedMinor,
    closedAs: plan.closedAs,
    cycle: plan.cycle,
  };
  return [
    change(invoice, minor < 0 ? 'payment.reversed' : 'payment.applied', { ...facts, ...plan }, { at: now, by, data }),
  ];
}

/** The customer's unapplied money moves with the payment's own rest; its version rises, so that no claim passes meanwhile. */
function poolWrite(customer: Customer | undefined, { before, payment: asked }: MoneyMove, payment: Payment): Write[] {
  if (!customer) return [];
  const known = before?.customerId === customer.customerId ? before.unappliedMinor : 0;
  const delta = payment.unappliedMinor - known;
  const pool = (customer.unapplied[asked.currency] ?? 0) + delta;
  if (delta === 0 && pool === 0) return [];
  const unapplied = Object.fromEntries(
    Object.entries({ ...customer.unapplied, [asked.currency]: pool }).filter(([, minor]) => minor !== 0),
  );
  return [{ kind: 'customer', before: customer, after: { ...customer, unapplied, version: customer.version + 1 } }];
}

/** A payment after a reminder is acknowledged, in the customer's hours. */
function receiptDueAt(
  { payment, before }: MoneyMove,
  changes: readonly Change[],
  customer: Customer | undefined,
  scene: Scene,
  now: Instant,
): Instant | undefined {
  if (before?.state === 'applied') return before.receiptDueAt;
  const thanked = changes.find(
    ({ type, before: { lastMessageOn } }) => type === 'payment.applied' && lastMessageOn !== undefined,
  );
  const policy = thanked && scene.policies.get(thanked.before.invoiceId);
  if (!customer || !policy || payment.kind !== 'payment') return undefined;
  const { window } = policy;
  return isOpen(window, now, customer.timeZone) ? now : nextMoment(window, now, customer.timeZone, customer.customerId);
}

function journalOf({ type, after }: Change, payment: Payment, { lines }: Spread, at: Instant): Write {
  const { creditorId, invoiceId, invoiceNumber, customerId, currency, lastAction } = after;
  const amountMinor = lines
    .filter((line) => line.invoiceId === invoiceId)
    .reduce((total, { minor }) => total + minor, 0);
  return {
    kind: 'journal',
    entry: {
      creditorId,
      kind: type === 'payment.reversed' ? 'reopened' : 'paid',
      id: `${payment.paymentKey}-${invoiceId}-${payment.version}`,
      at,
      invoiceId,
      invoiceNumber,
      customerId,
      stepId: lastAction?.stepId,
      amountMinor,
      currency,
      reason: payment.kind,
    },
  };
}

/** Money is no older than the moment we learn of it, whatever its sender's clock says. */
export function notAfter(instant: Instant, now: Instant): Instant {
  return instant > now ? now : instantOf(epochMs(instant));
}
