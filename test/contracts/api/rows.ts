/** The ticket's invoice and payment as rows of a call, with whatever a test changes about them. */
import { invoicesRequest, paymentsRequest } from '../../../contracts/openapi/examples.ts';

type Row = Readonly<Record<string, unknown>>;

export const anInvoice = (changes: Row = {}): Row => ({ ...invoicesRequest.invoices[0], ...changes });
export const aPayment = (changes: Row = {}): Row => ({ ...paymentsRequest.payments[0], ...changes });
export const aCustomer = (changes: Row = {}): Row => ({ customerId: 'C-17', ...changes });
