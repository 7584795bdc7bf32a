/** One payment that the ERP reports, applied at once, for the ERP wants an answer per row. */
import { digestOf, type Plain } from '../../core/audit/chain.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { PaymentInput } from '../../core/case/intake.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { Clock, Ledger, Write } from '../../core/ports.ts';
import { moveMoney } from '../_shared/move-money.ts';

export type Deps = { readonly ledger: Ledger; readonly clock: Clock };

export type PaymentResult =
  | { readonly status: 'accepted' | 'unchanged' }
  | { readonly status: 'rejected'; readonly path: string; readonly message: string };

/** Carries out one row; the same id with the same content changes nothing, with other content it is refused. */
export async function receivePayment(
  { ledger, clock }: Deps,
  creditor: Creditor,
  input: PaymentInput,
): Promise<PaymentResult> {
  const { creditorId } = creditor;
  const draft = draftOf(creditorId, input, clock.now());
  const known = await ledger.payment(creditorId, draft.paymentKey);
  if (known) return known.digest === draft.digest ? { status: 'unchanged' } : otherContent();
  const wrong = await wrongCurrency(ledger, creditorId, input);
  if (wrong) return wrong;
  const atProvider =
    input.kind === 'payment' && input.providerReference ? `stripe#${input.providerReference}` : undefined;
  const seen = atProvider === undefined ? undefined : await ledger.payment(creditorId, atProvider);
  if (seen && isMoney(seen))
    return storeAsKnown(ledger, { ...draft, state: 'same-money', sameAs: seen.paymentKey, unappliedMinor: 0 });
  const alias = atProvider !== undefined && !seen ? [aliasOf(draft, atProvider)] : [];
  try {
    await moveMoney(ledger, { creditor, before: undefined, payment: draft, by: 'erp', beside: alias }, clock.now());
  } catch (error) {
    const stored = await ledger.payment(creditorId, draft.paymentKey);
    if (stored?.digest !== draft.digest) throw error;
    return { status: 'unchanged' };
  }
  return { status: 'accepted' };
}

const otherContent = (): PaymentResult => ({
  status: 'rejected',
  path: 'paymentId',
  message: 'expected a new paymentId, for this one is known with other content',
});

async function wrongCurrency(
  ledger: Ledger,
  creditorId: string,
  { meantFor, currency }: PaymentInput,
): Promise<PaymentResult | undefined> {
  const invoices = await ledger.invoices(
    creditorId,
    meantFor.map(({ invoiceId }) => invoiceId),
  );
  const other = [...invoices.values()].find((invoice) => invoice.currency !== currency);
  return (
    other && {
      status: 'rejected',
      path: 'currency',
      message: `expected ${other.currency}, the invoice's currency, found ${currency}`,
    }
  );
}

const isMoney = ({ state, amountMinor }: Payment): boolean => state !== 'failed' && amountMinor > 0;

/** An ERP payment that refers to money Dunlin saw at the provider is the same money. */
async function storeAsKnown(ledger: Ledger, payment: Payment): Promise<PaymentResult> {
  const committed = await ledger.commit([{ kind: 'payment', before: undefined, after: payment }]);
  if (!committed.ok) throw new Fault('StepUnavailable', 'expected to store a payment, found it stored meanwhile');
  return { status: 'accepted' };
}

/** The other way round: under the provider's id, money that the ERP told of first, so that the provider's events find it. */
function aliasOf(payment: Payment, paymentKey: string): Write {
  const after: Payment = {
    ...payment,
    paymentKey,
    state: 'same-money',
    sameAs: payment.paymentKey,
    meantFor: [],
    unappliedMinor: 0,
  };
  return { kind: 'payment', before: undefined, after };
}

function draftOf(creditorId: string, input: PaymentInput, now: Instant): Payment {
  const { paymentId, kind, amountMinor, currency, receivedAt, method, customerId, meantFor } = input;
  const plain: Plain = JSON.parse(JSON.stringify(input));
  return {
    creditorId,
    paymentKey: `erp#${paymentId}`,
    kind,
    amountMinor,
    currency,
    receivedAt,
    seenAt: now,
    method,
    customerId,
    meantFor,
    state: 'received',
    allocations: [],
    unappliedMinor: kind === 'refund' || kind === 'chargeback' ? 0 : amountMinor,
    takenBack: {},
    reversedMinor: 0,
    digest: digestOf(plain),
    version: 1,
  };
}
