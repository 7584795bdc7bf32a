/** Steps that a message to the customer stands for, though the invoice was not the one whose step fell due. */
import { localClock } from '../calendar/dates.ts';
import type { Customer } from '../contact/customer.ts';
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

/** The row as it is once its execution has recorded what the message covers: spoken to on the message's own day. */
export function withCovered(
  invoice: Invoice,
  message: Message | undefined,
  { timeZone }: Pick<Customer, 'timeZone'>,
): Invoice {
  const steps = stepsCovered(invoice, message);
  const stepId = steps.at(-1);
  if (!message || stepId === undefined) return invoice;
  const { at } = message;
  const on = localClock(at, timeZone).date;
  return {
    ...invoice,
    stepsDone: [...invoice.stepsDone, ...steps],
    lastAction: { stepId, action: 'remind', at, on },
    lastMessageOn: on,
  };
}
