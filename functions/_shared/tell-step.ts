/** Carries out what a person says about one step of an invoice's path, together with whatever else is to be written. */
import { approvalTaskId } from '../../core/case/approvals.ts';
import { instructStep, type StepAnswer, type StepWish, stepWrites } from '../../core/case/step-instruction.ts';
import type { Clock, Ledger, Write } from '../../core/ports.ts';

export type StepOrder = StepWish & {
  readonly creditorId: string;
  readonly invoiceId: string;
  readonly by: string;
  readonly note?: string | undefined;
  /** Left out: whichever cycle the invoice is in. */
  readonly cycle?: number | undefined;
};

/** Undefined where another write came first: ask again. */
export async function tellStep(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  { creditorId, invoiceId, stepId, deed, by, note, cycle }: StepOrder,
  also: readonly Write[] = [],
): Promise<StepAnswer | { readonly kind: 'no-invoice' } | undefined> {
  const invoice = await ledger.invoice(creditorId, invoiceId);
  if (!invoice) return { kind: 'no-invoice' };
  if (cycle !== undefined && cycle !== invoice.cycle)
    return { kind: 'refused', found: 'an invoice that was settled and came back since' };
  const policy = await ledger.policy(creditorId, invoice.policyId, invoice.policyVersion);
  const answer = instructStep(invoice, policy, { stepId, deed }, { at: clock.now(), by });
  if (answer.kind !== 'done') return answer;
  if (!answer.change) return also.length === 0 || (await ledger.commit(also)).ok ? answer : undefined;
  const taskId = approvalTaskId(ledger.caseIdOf(creditorId, invoiceId), invoice.cycle, stepId);
  const task = await ledger.task(creditorId, taskId);
  const committed = await ledger.commit([...stepWrites(answer.change, { stepId, deed }, { task, note }), ...also]);
  return committed.ok ? answer : undefined;
}
