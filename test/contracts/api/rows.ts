/** The ticket's invoice and payment as rows of a call, with whatever a test changes about them. */
import { readInvoices } from '../../../contracts/api/invoices.ts';
import { invoicesRequest, paymentsRequest } from '../../../contracts/openapi/examples.ts';

type Row = Readonly<Record<string, unknown>>;

export const anInvoice = (changes: Row = {}): Row => ({ ...invoicesRequest.invoices[0], ...changes });
export const aPayment = (changes: Row = {}): Row => ({ ...paymentsRequest.payments[0], ...changes });
export const aCustomer = (changes: Row = {}): Row => ({ customerId: 'C-17', ...changes });

/** One invoice as it is read from a call of its own. */
export function readOne(row: unknown) {
  const result = readInvoices({ invoices: [row] });
  if (!('rows' in result) || !result.rows[0]) throw new Error('expected one row');
  return result.rows[0];
}

export function inputOf(row: unknown) {
  const read = readOne(row);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.input;
}

export function problemsOf(row: unknown) {
  const read = readOne(row);
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
}
