/** Payments that the ERP reports, row by row; what is good is kept beside what is not. */
import { type PaymentResult, readPayments } from '../../contracts/api/payments.ts';
import type { PaymentInput } from '../../core/case/intake.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import { formatAmount } from '../../core/money/amount.ts';
import { isOutgoing, type Payment } from '../../core/payment/payment.ts';
import type { Request } from '../_shared/http.ts';
import type { Reply } from '../_shared/reply.ts';
import { count, invalid, MAX_ROWS_REPLY } from '../_shared/rows.ts';
import { inLanes, lanesOf } from './lanes.ts';
import { type Deps, receivePayment } from './payment.ts';

export const createHandler =
  (deps: Deps) =>
  async ({ creditorId, body }: Request): Promise<Reply> => {
    const read = readPayments(body);
    if ('tooMany' in read) return MAX_ROWS_REPLY(read.tooMany);
    if ('problems' in read) return invalid(read.problems);
    const creditor = await deps.ledger.creditor(creditorId);
    if (!creditor) throw new Fault('StepRejected', 'expected the creditor of the key to exist, found none');
    const results: PaymentResult[] = read.rows.map((row) => ({
      paymentId: row.ok ? row.input.paymentId : row.paymentId,
      status: 'rejected',
      problems: row.ok ? [] : [...row.problems],
    }));
    const good = read.rows.flatMap((row, place) => (row.ok ? [{ place, index: row.index, input: row.input }] : []));
    await inLanes(lanesOf(good), async ({ place, index, input }) => {
      results[place] = await resultOf(deps, creditor, index, input);
    });
    return { status: 200, body: { ...count(results, ['accepted', 'unchanged', 'rejected']), results } };
  };

async function resultOf(deps: Deps, creditor: Creditor, index: number, input: PaymentInput): Promise<PaymentResult> {
  const { paymentId } = input;
  const result = await receivePayment(deps, creditor, input);
  if (result.status === 'accepted') return { paymentId, status: 'accepted', ...amountsOf(result.payment) };
  if (result.status === 'unchanged') return { paymentId, status: 'unchanged' };
  return {
    paymentId,
    status: 'rejected',
    problems: [{ path: `payments[${index}].${result.path}`, message: result.message }],
  };
}

/** How much of the money lies on invoices now, and how much waits. */
function amountsOf({ kind, allocations, unappliedMinor, currency }: Payment): Partial<PaymentResult> {
  if (isOutgoing(kind)) return {};
  const applied = allocations.reduce((total, { minor }) => total + minor, 0);
  return { applied: formatAmount(applied, currency), unapplied: formatAmount(unappliedMinor, currency) };
}
