/** An invoice with its case as a reader sees it now. */
import type { CustomerView, InvoiceView } from '../../contracts/api/views.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import { askedMinor, disputeNow } from '../../core/case/asked.ts';
import { holdNow, longest } from '../../core/case/hold.ts';
import type { Hold, Invoice } from '../../core/case/invoice.ts';
import { promiseOf } from '../../core/case/promise.ts';
import { reasonWords } from '../../core/case/reason-words.ts';
import { reasonOf, statusOf } from '../../core/case/standing.ts';
import type { Customer } from '../../core/contact/customer.ts';
import { Fault } from '../../core/fault.ts';
import { formatAmount } from '../../core/money/amount.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Ledger } from '../../core/ports.ts';

/** A hold whose time is over is none any more. */
export function holdView(hold: Hold | undefined, now: Instant): CustomerView['hold'] {
  const standing = holdNow(hold, now);
  if (!standing) return null;
  const { reason, until = null, by, kind } = standing;
  return { reason, until, by, ...(kind ? { kind } : {}) };
}

function disputeView(invoice: Invoice, now: Instant): InvoiceView['dispute'] {
  const dispute = disputeNow(invoice, now);
  if (!dispute) return null;
  const { reason, amountMinor, until, by } = dispute;
  const amount = amountMinor === undefined ? null : formatAmount(amountMinor, invoice.currency);
  return { reason, amount, until: until ?? null, by };
}

/** The promise that stands; else what became of the last one. */
function promiseView(invoice: Invoice): Pick<InvoiceView, 'promise' | 'promisedOn' | 'lastPromise' | 'promisesBroken'> {
  const { currency, lastPromise, promisesBroken = 0 } = invoice;
  const promise = promiseOf(invoice);
  return {
    promisedOn: promise?.on ?? null,
    promise: promise
      ? {
          on: promise.on,
          amount: promise.amountMinor === undefined ? null : formatAmount(promise.amountMinor, currency),
          by: promise.by,
        }
      : null,
    lastPromise: lastPromise ? { on: lastPromise.on, result: lastPromise.as } : null,
    promisesBroken,
  };
}

type Scene = { readonly customer: Customer; readonly policy: Policy; readonly large: boolean };

function viewOf(invoice: Invoice, scene: Scene, now: Instant): InvoiceView {
  const { invoiceId, invoiceNumber, customerId, type, currency, issuedOn, dueOn, caseState, cycle } = invoice;
  return {
    invoiceId,
    invoiceNumber,
    customerId,
    type,
    status: statusOf(invoice, scene.customer, now),
    currency,
    total: formatAmount(invoice.totalMinor, currency),
    balance: formatAmount(invoice.owedMinor, currency),
    issuedOn,
    dueOn,
    asOf: invoice.snapshot.asOf,
    caseState,
    closedAs: invoice.closedAs ?? null,
    step: invoice.nextStepId ?? null,
    stepsDone: [...invoice.stepsDone],
    cycle,
    nextAt: invoice.nextAt ?? null,
    reason: reasonWords(reasonOf({ invoice, ...scene }, now)),
    policy: { id: invoice.policyId, version: invoice.policyVersion },
    segment: invoice.segmentId ?? null,
    hold: holdView(longest([invoice.hold, invoice.erpHold], now), now),
    dispute: disputeView(invoice, now),
    asked: formatAmount(askedMinor(invoice, now), currency),
    ...promiseView(invoice),
  };
}

/** The views of a creditor's invoices, in their order: customers are read once, policies never change. */
export async function invoiceViews(
  ledger: Ledger,
  creditorId: string,
  invoices: readonly Invoice[],
  now: Instant,
): Promise<readonly InvoiceView[]> {
  if (invoices.length === 0) return [];
  const ids = [...new Set(invoices.map(({ customerId }) => customerId))];
  const [creditor, customers] = await Promise.all([ledger.creditor(creditorId), ledger.customers(creditorId, ids)]);
  return Promise.all(
    invoices.map(async (invoice) => {
      const customer = customers.get(invoice.customerId);
      if (!customer) throw new Fault('StepUnavailable', 'expected the customer of the invoice to exist, found none');
      const policy = await ledger.policy(creditorId, invoice.policyId, invoice.policyVersion);
      const from = creditor?.largeFrom[invoice.currency];
      return viewOf(invoice, { customer, policy, large: from !== undefined && invoice.owedMinor >= from }, now);
    }),
  );
}
