/** Carries out what quiets an invoice, or ends its silence, together with whatever else is to be written. */
import { instructSilence, type SilenceAnswer, type SilenceWish } from '../../core/case/silence-instruction.ts';
import { Fault } from '../../core/fault.ts';
import type { Clock, Ledger, Write } from '../../core/ports.ts';

export type InvoiceOrder = {
  readonly creditorId: string;
  readonly invoiceId: string;
  readonly wish: SilenceWish;
  readonly by: string;
};

/** Undefined where another write came first: ask again. */
export async function tellInvoice(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  { creditorId, invoiceId, wish, by }: InvoiceOrder,
  also: readonly Write[] = [],
): Promise<SilenceAnswer | { readonly kind: 'no-invoice' } | undefined> {
  const invoice = await ledger.invoice(creditorId, invoiceId);
  if (!invoice) return { kind: 'no-invoice' };
  const [customer, policy] = await Promise.all([
    ledger.customer(creditorId, invoice.customerId),
    ledger.policy(creditorId, invoice.policyId, invoice.policyVersion),
  ]);
  if (!customer) throw new Fault('StepUnavailable', 'expected the customer of the invoice to exist, found none');
  const answer = instructSilence(invoice, wish, { customer, policy }, { at: clock.now(), by });
  if (answer.kind !== 'done') return answer;
  const writes = [...(answer.change ? silenceWrites(answer.change, wish) : []), ...also];
  if (writes.length === 0) return answer;
  return (await ledger.commit(writes)).ok ? answer : undefined;
}

/** The change, and the report's line about who did what. */
function silenceWrites(
  made: NonNullable<Extract<SilenceAnswer, { kind: 'done' }>['change']>,
  wish: SilenceWish,
): Write[] {
  const { creditorId, invoiceId, invoiceNumber, customerId, version, updatedAt: at } = made.after;
  const entry = { creditorId, invoiceId, invoiceNumber, customerId, at, reason: wish.do } as const;
  return [
    { kind: 'change', change: made },
    { kind: 'journal', entry: { ...entry, kind: 'instruction', id: `${invoiceId}-${version}` } },
  ];
}
