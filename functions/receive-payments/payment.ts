/** One payment that the ERP reports, applied at once, for the ERP wants an answer per row. */
import type { PaymentInput } from '../../core/case/intake.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import { namedByIds } from '../../core/payment/names.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { Clock, Ledger } from '../../core/ports.ts';
import { type Found, findInvoices } from '../_shared/find-invoices.ts';
import { moveMoney } from '../_shared/move-money.ts';
import { pause } from '../_shared/pause.ts';
import { draftOf } from './draft.ts';
import { knownMoney, type ToStore } from './same-money.ts';

export type Deps = { readonly ledger: Ledger; readonly clock: Clock };

export type Received =
  | { readonly status: 'accepted'; readonly payment: Payment }
  | { readonly status: 'unchanged' }
  | { readonly status: 'rejected'; readonly path: string; readonly message: string };

const TRIES = 5;

/** Carries out one row; the same id with the same content changes nothing, with other content it is refused. */
export async function receivePayment(deps: Deps, creditor: Creditor, input: PaymentInput): Promise<Received> {
  const draft = draftOf(creditor.creditorId, input, deps.clock.now());
  for (let tries = 0; tries < TRIES; tries++) {
    await pause(tries);
    const known = await deps.ledger.payment(creditor.creditorId, draft.paymentKey);
    if (known) return known.digest === draft.digest ? { status: 'unchanged' } : OTHER_CONTENT;
    const names = draft.meantFor.map(({ invoiceId }) => invoiceId);
    const found = await findInvoices(deps.ledger, creditor.creditorId, names);
    const wrong = wrongCurrency(found, draft);
    if (wrong) return wrong;
    const named = namedByIds(draft, found.ids);
    const payment = await store(deps, creditor, await knownMoney(deps.ledger, named, input.providerReference));
    if (payment) return { status: 'accepted', payment };
  }
  throw new Fault('StepUnavailable', `expected to store a payment within ${TRIES} tries`);
}

/** The money as it is now; undefined where something moved meanwhile, so that it has to be looked at again. */
async function store(
  { ledger, clock }: Deps,
  creditor: Creditor,
  { payment, before, beside }: ToStore,
): Promise<Payment | undefined> {
  if (payment.state !== 'received') {
    const committed = await ledger.commit([...beside, { kind: 'payment', before, after: payment }]);
    return committed.ok ? payment : undefined;
  }
  try {
    return await moveMoney(ledger, { creditor, before, payment, by: 'erp', beside }, clock.now());
  } catch (error) {
    if (error instanceof Fault && error.name === 'StepUnavailable') return undefined;
    throw error;
  }
}

const OTHER_CONTENT: Received = {
  status: 'rejected',
  path: 'paymentId',
  message: 'expected a new paymentId, for this one is known with other content',
};

function wrongCurrency({ invoices }: Found, { currency }: Payment): Received | undefined {
  const other = [...invoices.values()].find((invoice) => invoice.currency !== currency);
  return (
    other && {
      status: 'rejected',
      path: 'currency',
      message: `expected ${other.currency}, the invoice's currency, found ${currency}`,
    }
  );
}
