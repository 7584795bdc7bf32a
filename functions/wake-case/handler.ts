/** Wakes the parked execution of a case that changed; only a hint, for the execution looks again before it acts. */
import type { Ledger } from '../../core/ports.ts';

export type Deps = {
  readonly ledger: Ledger;
  /** `gone` is benign: the wait ended by itself, or somebody woke it before. */
  readonly wake: (token: string, output: unknown) => Promise<'woken' | 'gone'>;
};

export const createHandler =
  ({ ledger, wake }: Deps) =>
  async ({ caseId }: { readonly caseId: string }): Promise<'woken' | 'gone' | 'not-parked'> => {
    const { creditorId, invoiceId } = ledger.partsOf(caseId);
    const invoice = await ledger.invoice(creditorId, invoiceId);
    return invoice?.taskToken ? wake(invoice.taskToken, { resumed: true }) : 'not-parked';
  };
