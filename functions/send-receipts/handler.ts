/** Thanks a customer who paid after a reminder: at once within their hours, else when these open. Once per payment. */
import { addMs, type Instant, localClock } from '../../core/calendar/dates.ts';
import { openFrom } from '../../core/case/rules/contact.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { recipientFor } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { nextMoment } from '../../core/contact/moment.ts';
import { howToPayView, invoiceView, ownerView, recipientView, senderView } from '../../core/message/compose.ts';
import { renderReceipt } from '../../core/message/receipt.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { Clock, Ledger, Loaded } from '../../core/ports.ts';
import { machineMs } from '../_shared/clock.ts';
import { CLAIM_LIFE_MS } from '../_shared/cover.ts';
import { log, traceOf } from '../_shared/log.ts';
import { type Letter, mailOnce, type Postbox } from '../_shared/mail-once.ts';

export type Deps = Postbox & {
  readonly clock: Clock;
  /** Payments whose thanks are due by the instant. */
  readonly dueReceipts: (by: Instant, limit: number) => Promise<readonly Payment[]>;
};

export type Counts = { sent: number; deferred: number; dropped: number; failed: number };

const PAGE = 100;

/** Sends what is due; with a payment's key, only that one's. Each stands alone: what fails is tried again with the next run. */
export const createHandler =
  (deps: Deps) =>
  async (only?: { readonly creditorId: string; readonly paymentKey: string }): Promise<Counts> => {
    const counts: Counts = { sent: 0, deferred: 0, dropped: 0, failed: 0 };
    const now = deps.clock.now();
    const one = only && (await deps.ledger.payment(only.creditorId, only.paymentKey));
    const due = only ? (one ? [one] : []) : await deps.dueReceipts(now, PAGE);
    for (const payment of due)
      if (payment.receiptDueAt !== undefined && payment.receiptDueAt <= now)
        counts[await thankOrFail(deps, payment, now)]++;
    return counts;
  };

async function thankOrFail(deps: Deps, payment: Payment, now: Instant): Promise<keyof Counts> {
  try {
    return await thank(deps, payment, now);
  } catch (error) {
    const { creditorId, paymentKey } = payment;
    log('error', 'RECEIPT_FAILED', { creditorId, paymentKey, ...traceOf(error) });
    return 'failed';
  }
}

async function thank(deps: Deps, payment: Payment, now: Instant): Promise<keyof Counts> {
  const { ledger } = deps;
  const invoiceId = payment.allocations.find(({ minor }) => minor > 0)?.invoiceId;
  const loaded =
    invoiceId === undefined
      ? undefined
      : await ledger.loadCase(ledger.caseIdOf(payment.creditorId, invoiceId), { addresses: true });
  if (!loaded) return settle(ledger, payment, undefined, 'dropped');
  const { invoice, stopped } = loaded.situation;
  // Whether the reminder leaves is being settled this moment; where it was stopped, there is nothing to thank for.
  const settledBy = invoice.claim && addMs(invoice.claim.at, machineMs(deps.clock, CLAIM_LIFE_MS));
  if (settledBy !== undefined && now < settledBy) return settle(ledger, payment, settledBy, 'deferred');
  if (invoice.lastMessageOn === undefined) return settle(ledger, payment, undefined, 'dropped');
  const open = openFrom(loaded.situation, 'email', now);
  if (open === undefined) return settle(ledger, payment, undefined, 'dropped');
  if (stopped || open > now)
    return settle(ledger, payment, stopped ? nextMoment(loaded.situation, now) : open, 'deferred');
  const letter = letterFor(loaded, payment, now);
  const result = letter && (await mailOnce(deps, letter, now));
  return settle(ledger, payment, undefined, result === undefined || result === 'refused' ? 'dropped' : 'sent');
}

/** Takes the payment out of the due index, or moves it to the next opening. */
async function settle(
  ledger: Ledger,
  payment: Payment,
  receiptDueAt: Instant | undefined,
  result: keyof Counts,
): Promise<keyof Counts> {
  await ledger.commit([
    { kind: 'payment', before: payment, after: { ...payment, receiptDueAt, version: payment.version + 1 } },
  ]);
  return result;
}

/** Undefined where nobody can be written to: a thank-you is no reason to look for somebody else. */
function letterFor({ caseId, creditor, situation }: Loaded, payment: Payment, now: Instant): Letter | undefined {
  const { customer, invoice, addresses = [] } = situation;
  const to = recipientFor(customer, 'email', addresses);
  if (!to) return undefined;
  const owner = ownerView({ creditor, customer });
  const { currency } = payment;
  const applied = payment.allocations
    .filter(({ invoiceId }) => invoiceId === invoice.invoiceId)
    .reduce((sum, { minor }) => sum + minor, 0);
  const rendered = renderReceipt({
    locale: to.contact.locale ?? customer.locale,
    sender: senderView(creditor),
    recipient: recipientView(customer, to.contact),
    contact: owner,
    invoice: invoiceView(invoice, now, customer.timeZone),
    payment: {
      amount: { minor: payment.amountMinor, currency },
      receivedOn: localClock(payment.receivedAt, customer.timeZone).date,
      applied: applied === payment.amountMinor ? undefined : { minor: applied, currency },
      onAccount: payment.unappliedMinor > 0 ? { minor: payment.unappliedMinor, currency } : undefined,
    },
    howToPay: howToPayView(invoice, creditor),
  });
  return {
    name: `receipt ${payment.creditorId} ${payment.paymentKey}`,
    kind: 'receipt',
    creditorId: payment.creditorId,
    customerId: customer.customerId,
    caseId,
    from: fromOf(creditor),
    replyTo: owner.email ? { address: owner.email, name: owner.name } : undefined,
    to: [{ address: to.address, name: to.contact.name }],
    rendered,
    invoiceIds: [invoice.invoiceId],
    invoiceNumbers: [invoice.invoiceNumber],
    headers: invoice.threadId ? { 'In-Reply-To': invoice.threadId, References: invoice.threadId } : {},
    recipients: { [addressDigest(creditor.addressKey, to.address)]: 'claimed' },
  };
}

const fromOf = ({ email, name }: Creditor) => ({ address: email, name });
