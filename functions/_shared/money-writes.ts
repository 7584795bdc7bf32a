/** The writes of one payment's movement: the record, the invoices, the customer's unapplied money, markers and journal. */
import type { Instant } from '../../core/calendar/dates.ts';
import { acceptCustomer } from '../../core/case/accept-customer.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { replan } from '../../core/case/replan.ts';
import { type Change, change } from '../../core/case/transition.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { isOpenFor, nextMoment } from '../../core/contact/moment.ts';
import type { Payment } from '../../core/payment/payment.ts';
import { withUnapplied } from '../../core/payment/pool.ts';
import { allocatedMinor, type Spread, spread } from '../../core/payment/spread.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Write } from '../../core/ports.ts';
import type { MoneyMove } from './move-money.ts';
import { promiseLine } from './promise-end.ts';
import { waitingWrites } from './waiting-writes.ts';

export type MoneyScene = {
  /** Of the payment's currency. */
  readonly invoices: readonly Invoice[];
  /** Ids and numbers of all that were found, whatever their currency. */
  readonly found: readonly string[];
  /** Names of invoices that are not known. */
  readonly missing: readonly string[];
  readonly customerId: string | undefined;
  readonly customers: ReadonlyMap<string, Customer>;
  readonly policies: ReadonlyMap<string, Policy>;
};

export function moneyWrites(
  move: MoneyMove,
  scene: MoneyScene,
  now: Instant,
  isLast: boolean,
): { readonly writes: Write[]; readonly payment: Payment } {
  const { before } = move;
  const result = spread(move.payment, scene.invoices, now);
  const changes = scene.invoices.flatMap((invoice) => changeFor(invoice, move, result, scene, now));
  const { customerId } = scene;
  const customer = customerId === undefined ? undefined : scene.customers.get(customerId);
  const moved: Payment = {
    ...result.payment,
    state: isLast ? 'applied' : 'received',
    customerId,
    waitsFor: waitsFor(move, result.payment, scene),
    version: (before?.version ?? 0) + 1,
  };
  const payment = { ...moved, receiptDueAt: receiptDueAt(moved, before, { changes, customer, scene, now }) };
  const writes: Write[] = [
    { kind: 'payment', before, after: payment },
    ...changes.map((made): Write => ({ kind: 'change', change: made })),
    ...poolWrite(move, payment, customer, now),
    ...waitingWrites(before, payment, scene.missing),
    ...changes.flatMap((made) => [...journalOf(made, payment, result, now), ...promiseLine(made)]),
    ...(move.beside ?? []),
  ];
  return { writes, payment };
}

function changeFor(
  invoice: Invoice,
  { creditor, payment, by }: MoneyMove,
  { balances, lines }: Spread,
  scene: MoneyScene,
  now: Instant,
): Change[] {
  const minor = movedMinor(lines, invoice.invoiceId);
  const inFlight = invoice.inFlight.filter(({ paymentKey }) => paymentKey !== payment.paymentKey);
  const balance = balances.get(invoice.invoiceId);
  const customer = scene.customers.get(invoice.customerId);
  const policy = scene.policies.get(invoice.invoiceId);
  if (!balance || !customer || !policy || (minor === 0 && inFlight.length === invoice.inFlight.length)) return [];
  const { entries, unexplainedMinor, owedMinor } = balance;
  const facts = { entries, unexplainedMinor, owedMinor, inFlight };
  const large = creditor.largeFrom[invoice.currency];
  const context = {
    creditor,
    customer,
    policy,
    large: large !== undefined && owedMinor >= large,
    settledAs: payment.kind === 'credit' ? 'credited' : 'paid',
  } as const;
  const plan = replan(invoice, { ...invoice, ...facts }, context, now);
  const { paymentKey, kind } = payment;
  const data = {
    paymentKey,
    kind,
    minor,
    owedMinor,
    closedAs: plan.closedAs,
    cycle: plan.cycle,
    promise: plan.lastPromise?.as,
  };
  const type = minor < 0 ? 'payment.reversed' : 'payment.applied';
  return [change(invoice, type, { ...facts, ...plan }, { at: now, by, data })];
}

const movedMinor = (lines: Spread['lines'], invoiceId: string): number =>
  lines.filter((line) => line.invoiceId === invoiceId).reduce((total, { minor }) => total + minor, 0);

/** Names in whose place money waits: of invoices not known yet, and of those that owe less than is meant for them. */
function waitsFor(
  { before }: MoneyMove,
  payment: Payment,
  { invoices, missing, found }: MoneyScene,
): readonly string[] {
  const loose = invoices
    .filter(({ invoiceId }) => payment.unappliedMinor > 0 && wantsMore(payment, invoiceId))
    .map(({ invoiceId }) => invoiceId);
  const looked = new Set([...missing, ...found]);
  const names = new Set(payment.meantFor.map(({ invoiceId }) => invoiceId));
  const others = (before?.waitsFor ?? []).filter((name) => !looked.has(name) && names.has(name));
  return [...others, ...missing.filter((name) => names.has(name)), ...loose];
}

const wantsMore = (payment: Payment, invoiceId: string): boolean =>
  payment.meantFor.some((meant) => meant.invoiceId === invoiceId && meant.minor > allocatedMinor(payment, invoiceId));

/** The customer's unapplied money moves with the payment's own rest; its version rises, so that no claim passes meanwhile. */
function poolWrite(
  { before, payment: asked, creditor }: MoneyMove,
  { unappliedMinor, customerId, currency }: Payment,
  known: Customer | undefined,
  now: Instant,
): Write[] {
  if (customerId === undefined) return [];
  const delta = unappliedMinor - (before?.customerId === undefined ? 0 : before.unappliedMinor);
  const customer = known ?? acceptCustomer(undefined, { customerId }, creditor, now);
  const pool = (customer?.unapplied[asked.currency] ?? 0) + delta;
  if (!customer || (delta === 0 && pool === 0)) return [];
  const after = { ...withUnapplied(customer, currency, delta), version: (known?.version ?? 0) + 1 };
  return [{ kind: 'customer', before: known, after }];
}

type Look = {
  readonly changes: readonly Change[];
  readonly customer: Customer | undefined;
  readonly scene: MoneyScene;
  readonly now: Instant;
};

/** A payment after a reminder is acknowledged, in the customer's hours; not where nothing of it is left. */
function receiptDueAt(
  payment: Payment,
  before: Payment | undefined,
  { changes, customer, scene, now }: Look,
): Instant | undefined {
  const isLeft = payment.allocations.some(({ minor }) => minor > 0);
  if (payment.kind !== 'payment' || !isLeft) return undefined;
  if (before?.receiptDueAt !== undefined) return before.receiptDueAt;
  const thanked = changes.find(
    ({ type, before: { lastMessageOn } }) => type === 'payment.applied' && lastMessageOn !== undefined,
  );
  const policy = thanked && scene.policies.get(thanked.before.invoiceId);
  if (!customer || !policy) return undefined;
  const whose = { policy, customer };
  return isOpenFor(whose, now) ? now : nextMoment(whose, now);
}

function journalOf({ type, after }: Change, payment: Payment, { lines }: Spread, at: Instant): Write[] {
  const { creditorId, invoiceId, invoiceNumber, customerId, currency, lastAction } = after;
  const amountMinor = movedMinor(lines, invoiceId);
  if (amountMinor === 0) return [];
  const entry = {
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
  } as const;
  return [{ kind: 'journal', entry }];
}
