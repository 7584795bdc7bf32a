/** What is on the table after all: invoices, money and what was not sent, counted from the rows themselves. */
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { storedAudit, storedPayment } from '../../contracts/stored/records.ts';
import type { AuditRecord } from '../../core/audit/chain.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { DemoTable } from './creditor.ts';

export type AuditOf = { readonly invoiceId: string; readonly record: AuditRecord };
export type Books = {
  readonly invoices: readonly Invoice[];
  readonly payments: readonly Payment[];
  readonly audit: readonly AuditOf[];
};

/** One scan: the demo's table is small, and a summary of everything has to read everything. */
export async function readEverything({ client, tableName, ledger }: DemoTable, creditorId: string): Promise<Books> {
  const invoices: Invoice[] = [];
  const payments: Payment[] = [];
  const audit: AuditOf[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName, ConsistentRead: true })) {
    for (const item of Items) {
      const raw = unmarshall(item);
      const [pk, sk] = [String(raw.PK), String(raw.SK)];
      if (!pk.startsWith(`CRED#${creditorId}#`)) continue;
      if (sk === 'INVOICE') invoices.push(storedInvoice.parse(raw));
      if (sk === 'PAY') payments.push(storedPayment.parse(raw));
      if (sk.startsWith('EVENT#'))
        audit.push({ invoiceId: ledger.partsOf(pk).invoiceId, record: storedAudit.parse(raw) });
    }
  }
  return { invoices, payments, audit };
}

/** One line per reason, with the invoices it held for. */
export type NotSent = { readonly reason: string; readonly invoiceIds: readonly string[] };

/** A word of the audit for each way in which a message was decided on, or due, and did not leave. */
export function notSent(audit: readonly AuditOf[]): readonly NotSent[] {
  const found = new Map<string, Set<string>>();
  for (const { invoiceId, record } of audit) {
    const reason = reasonOf(record);
    if (reason !== undefined) found.set(reason, (found.get(reason) ?? new Set()).add(invoiceId));
  }
  return [...found]
    .map(([reason, ids]) => ({ reason, invoiceIds: [...ids].toSorted() }))
    .toSorted((a, b) => b.invoiceIds.length - a.invoiceIds.length);
}

const HELD: Readonly<Record<string, string>> = {
  hold: 'a person asked for silence on the invoice',
  'customer-hold': 'a person asked for silence on the customer',
  'payment-in-flight': 'a payment was on its way',
  promised: 'the customer had promised a date',
  covered: 'unapplied money or an open credit note covered it',
  stopped: 'the stop switch was on',
};

const STOPPED: Readonly<Record<string, string>> = { ...HELD, paid: 'it was paid', void: 'it was voided' };

function reasonOf({ type, data }: AuditRecord): string | undefined {
  const code = String(data.code ?? '');
  if (type === 'message.stopped') return `stopped at the last moment: ${STOPPED[code] ?? code}`;
  if (type === 'message.unknown') return `outcome unknown, not repeated: ${code}`;
  if (type === 'message.bounced') return 'sent, and bounced';
  if (type === 'message.released') return `not taken by the provider: ${code}`;
  if (type !== 'decision.made' || data.decision !== 'hold') return undefined;
  const rule = String(data.rule);
  return `held: ${HELD[rule] ?? rule}`;
}

/** Money in, by currency: what came less what went back; the same money told twice is one payment. */
export function cashIn(payments: readonly Payment[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { kind, state, amountMinor, reversedMinor, currency } of payments) {
    if (kind !== 'payment' || state === 'same-money' || state === 'failed' || state === 'processing') continue;
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor - reversedMinor);
  }
  return sums;
}

/** Still owed on invoices that are open, by currency. */
export function stillOpen(invoices: readonly Invoice[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { type, status, currency, owedMinor } of invoices)
    if (type === 'invoice' && status === 'open' && owedMinor > 0)
      sums.set(currency, (sums.get(currency) ?? 0) + owedMinor);
  return sums;
}
