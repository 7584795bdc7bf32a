/** Payments that the ERP reports, row by row; what is good is kept beside what is not. */
import { type PaymentResult, readPayments } from '../../contracts/api/payments.ts';
import type { PaymentInput } from '../../core/case/intake.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import type { Request } from '../_shared/http.ts';
import type { Reply } from '../_shared/reply.ts';
import { count, invalid, MAX_ROWS_REPLY } from '../_shared/rows.ts';
import { type Deps, receivePayment } from './payment.ts';

export const createHandler =
  (deps: Deps) =>
  async ({ creditorId, body }: Request): Promise<Reply> => {
    const read = readPayments(body);
    if ('tooMany' in read) return MAX_ROWS_REPLY(read.tooMany);
    if ('problems' in read) return invalid(read.problems);
    const creditor = await deps.ledger.creditor(creditorId);
    if (!creditor) throw new Fault('StepRejected', 'expected the creditor of the key to exist, found none');
    const results: PaymentResult[] = [];
    for (const row of read.rows) {
      if (row.ok) results.push(await resultOf(deps, creditor, row.index, row.input));
      else
        results.push({
          ...(row.paymentId ? { paymentId: row.paymentId } : {}),
          status: 'rejected',
          problems: [...row.problems],
        });
    }
    return { status: 200, body: { ...count(results, ['accepted', 'unchanged', 'rejected']), results } };
  };

async function resultOf(deps: Deps, creditor: Creditor, index: number, input: PaymentInput): Promise<PaymentResult> {
  const { paymentId } = input;
  const result = await receivePayment(deps, creditor, input);
  if (result.status !== 'rejected') return { paymentId, status: result.status };
  return {
    paymentId,
    status: 'rejected',
    problems: [{ path: `payments[${index}].${result.path}`, message: result.message }],
  };
}
