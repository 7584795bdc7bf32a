/** Second chapter: money ends cases, by Stripe's word and by the ERP's, and a refund opens one again. */
import * as z from 'zod';
import type { House } from '../stage/house.ts';
import { chargeRefunded, type Money, type Outside, paymentSucceeded } from '../stage/outside.ts';
import type { InvoiceRow } from '../stage/slice.ts';
import { FIRST, invoiceOf, parts, STRIPE_SECRET } from './cast.ts';
import type { Opened } from './opening.ts';
import { executionsOf, lettersAbout, standingOf } from './watching.ts';

const SOON = 60;
const moneyFor = ({ invoiceNumber, total: amount, currency }: InvoiceRow): Money => ({
  intentId: `pi_${invoiceNumber.replace('-', '')}`,
  invoiceNumber,
  amount,
  currency,
});

const Applied = z.object({ results: z.array(z.object({ status: z.string() })) });

/** The ERP reports that invoices were paid; the distinct statuses of its rows. */
export async function payByTransfer(
  { ask }: Outside,
  rows: readonly InvoiceRow[],
  receivedAt: string,
): Promise<string> {
  const payments = rows.map(({ invoiceNumber, total: amount, currency }) => ({
    ...{ paymentId: `BANK-${invoiceNumber}`, invoiceNumber, amount, currency, receivedAt, method: 'bank_transfer' },
  }));
  const { results } = Applied.parse(await ask.send('POST', '/v1/payments', { payments }));
  return [...new Set(results.map(({ status }) => status))].join(', ');
}

async function ended(house: House, row: InvoiceRow): Promise<string> {
  return (await executionsOf(house, FIRST, row)).map(({ status }) => status).join(', ');
}

export async function moneyComes(house: House, { erp, slice }: Opened): Promise<void> {
  const { seen, stage } = house;
  const byStripe = invoiceOf(slice, parts.paysByStripe);
  const event = paymentSucceeded(moneyFor(byStripe));
  const forged = () => erp.deliver(event, 'whsec_of_somebody_else').then(String);
  await seen.line({ what: 'a Stripe event with a forged signature', expected: '400', seen: forged });
  const signed = () => erp.deliver(event, STRIPE_SECRET).then(String);
  await seen.line({ what: 'payment_intent.succeeded, signed', expected: '200', seen: signed });
  await seen.line({ what: 'and delivered by Stripe once more', expected: '200', seen: signed });
  const paid = { expected: 'closed paid', within: SOON };
  await seen.line({ what: 'its case', ...paid, seen: () => standingOf(erp, byStripe) });
  const succeeded = { expected: 'SUCCEEDED', within: SOON };
  await seen.line({ what: 'its parked execution', ...succeeded, seen: () => ended(house, byStripe) });
  await seen.line({
    what: 'its customer: the reminder and one receipt',
    expected: '2',
    seen: async () => String((await lettersAbout(house, byStripe)).length),
    within: SOON,
  });
  const byTransfer = invoiceOf(slice, parts.paysByTransfer);
  const report = () => payByTransfer(erp, [byTransfer], stage.now());
  await seen.line({ what: 'POST /v1/payments: a transfer that the ERP saw', expected: 'accepted', seen: report });
  await seen.line({ what: 'its case', ...paid, seen: () => standingOf(erp, byTransfer) });
  await seen.line({ what: 'its parked execution', ...succeeded, seen: () => ended(house, byTransfer) });
}

export async function moneyGoesBack({ seen }: House, { erp, slice }: Opened): Promise<void> {
  const row = invoiceOf(slice, parts.paysByStripe);
  const refund = () => erp.deliver(chargeRefunded(moneyFor(row)), STRIPE_SECRET).then(String);
  await seen.line({ what: 'charge.refunded, signed', expected: '200', seen: refund });
  const again = { expected: 'open in cycle 2', within: SOON };
  await seen.line({ what: 'the case that Stripe’s payment had closed', ...again, seen: () => standingOf(erp, row) });
}
