/** Domain objects as items of the table: their fields plus the keys of the table and its indexes. */
import type { AuditRecord } from '../../core/audit/chain.ts';
import { type Invoice, isToBeLookedAt } from '../../core/case/invoice.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Message, Person, Task, Touch } from '../../core/contact/touch.ts';
import { touchName } from '../../core/contact/touch.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { JournalEntry } from '../../core/report/journal.ts';
import { rowStanding } from '../../core/report/standing.ts';
import { caseIdOf, customerPk, DUE_RECEIPT, dueShardOf, type Key, keyOf, listPk } from './keys.ts';

export type Item = Record<string, unknown> & Key;
type NumberOf = Pick<Invoice, 'creditorId' | 'invoiceNumber' | 'invoiceId'>;

const isOpenItem = ({ status, owedMinor }: Invoice): boolean => status === 'open' && owedMinor > 0;

export function invoiceItem(invoice: Invoice): Item {
  const caseId = caseIdOf(invoice.creditorId, invoice.invoiceId);
  const order = `${invoice.dueOn ?? '9999-12-31'}#${invoice.invoiceId}`;
  return {
    ...keyOf.invoice(caseId),
    ...invoice,
    standing: rowStanding(invoice),
    duePk: isToBeLookedAt(invoice) ? dueShardOf(caseId) : undefined,
    customerPk: customerPk(invoice.creditorId, invoice.customerId),
    customerSk: `INV#${order}`,
    listPk: listPk.invoices(invoice.creditorId, isOpenItem(invoice) ? 'open' : 'settled'),
    listSk: order,
  };
}

/** The record carries ids of its case, so that the outbox need not read anything else; it wakes where an execution may be parked. */
export function auditItem(invoice: Invoice, record: AuditRecord, wakes: boolean): Item {
  const caseId = caseIdOf(invoice.creditorId, invoice.invoiceId);
  const { cycle, run, decisionVersion, creditorId, invoiceId, customerId } = invoice;
  return {
    ...keyOf.audit(caseId, record.version),
    ...record,
    ref: {
      caseId,
      creditorId,
      invoiceId,
      customerId,
      cycle,
      run,
      decisionVersion,
      wakes: wakes && invoice.runStartedAt !== undefined,
    },
  };
}

export const customerItem = (customer: Customer): Item => ({
  ...keyOf.customer(customer.creditorId, customer.customerId),
  ...customer,
});

export const creditorItem = (creditor: Creditor): Item => ({
  ...keyOf.creditor(creditor.creditorId),
  ...creditor,
  listPk: listPk.creditors,
  listSk: creditor.creditorId,
});

export const numberItem = ({ creditorId, invoiceNumber, invoiceId }: NumberOf): Item => ({
  ...keyOf.number(creditorId, invoiceNumber),
  invoiceId,
});

export function paymentItem(payment: Payment): Item {
  return {
    ...keyOf.payment(payment.creditorId, payment.paymentKey),
    ...payment,
    ...(payment.receiptDueAt ? { duePk: DUE_RECEIPT, dueAt: payment.receiptDueAt } : {}),
    ...(payment.unappliedMinor > 0
      ? { listPk: listPk.unapplied(payment.creditorId), listSk: `${payment.receivedAt}#${payment.paymentKey}` }
      : {}),
  };
}

export const touchItem = (touch: Touch): Item => ({ ...keyOf.touch(touch.caseId, touchName(touch)), ...touch });

export const messageItem = (message: Message): Item => ({ ...keyOf.message(message.messageId), ...message });

export const personItem = (person: Person): Item => ({ ...keyOf.person(person.creditorId, person.digest), ...person });

export const taskItem = (task: Task): Item => ({
  ...keyOf.task(task.creditorId, task.taskId),
  ...task,
  listPk: listPk.tasks(task.creditorId, task.state),
  listSk: `${task.dueOn}#${task.taskId}`,
});

export const journalItem = (entry: JournalEntry): Item => ({
  ...keyOf.journal(entry.creditorId, entry.at, entry.kind, entry.id),
  ...entry,
});
