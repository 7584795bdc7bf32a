/** The columns of the report's CSV, and the cells that most of its rows share. */
import type { Money } from '../../message/figures.ts';
import { formatAmount } from '../../money/amount.ts';
import type { InvoiceRow } from './view.ts';

/** One flat set of columns for all sections; amounts and dates are for machines, so decimal strings and ISO dates. */
export const CSV_COLUMNS = [
  'section',
  'invoiceNumber',
  'customer',
  'step',
  'channel',
  'status',
  'reason',
  'at',
  'dueOn',
  'daysOverdue',
  'currency',
  'amount',
  'remaining',
  'dayBefore',
  'invoices',
  'owner',
  'reference',
] as const;
export type Row = Partial<Record<(typeof CSV_COLUMNS)[number], string | undefined>>;

export const money = ({ minor, currency }: Money): Row => ({ currency, amount: formatAmount(minor, currency) });

export const invoice = (row: InvoiceRow): Row => ({
  invoiceNumber: row.invoiceNumber,
  customer: row.customerName,
  dueOn: row.dueOn,
  daysOverdue: row.daysOverdue?.toString(),
  ...money(row.owed),
});
