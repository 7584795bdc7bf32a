/** Steps that a message to the customer stands for, though the invoice was not the one whose step fell due. */
import type { Message } from '../contact/touch.ts';
import type { Invoice } from './invoice.ts';
import { hasLeft } from './tone.ts';

/** The steps of the invoice that the message covers and its row does not know as done; none of another cycle. */
export function stepsCovered(
  { invoiceId, cycle, caseState, stepsDone }: Pick<Invoice, 'invoiceId' | 'cycle' | 'caseState' | 'stepsDone'>,
  message: Message | undefined,
): readonly string[] {
  const steps = message?.covers?.[invoiceId];
  if (!message || !steps || caseState !== 'open' || (message.cycles?.[invoiceId] ?? 1) !== cycle) return [];
  return hasLeft(message) ? steps.filter((id) => !stepsDone.includes(id)) : [];
}

/** The row as it is once its execution has recorded what the message covers. */
export function withCovered(invoice: Invoice, message: Message | undefined): Invoice {
  const steps = stepsCovered(invoice, message);
  return steps.length > 0 ? { ...invoice, stepsDone: [...invoice.stepsDone, ...steps] } : invoice;
}
