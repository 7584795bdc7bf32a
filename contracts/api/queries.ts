/** What can be asked of the list of invoices and of the tasks; answers are in views.ts. */
import * as z from 'zod';
import { Id, line } from './fields.ts';
import { exact, type Read, read } from './problems.ts';

/** As a reader sees an invoice; overdue from the day after its due date, on the customer's clock. */
export const INVOICE_STATUSES = ['open', 'overdue', 'paid', 'void', 'closed'] as const;

const MAX_PAGE = 200;
const limitError = `expected a whole number from 1 to ${MAX_PAGE}, found another value`;

/** Query parameters arrive as text. */
const Limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, { error: limitError })
  .refine((text) => Number(text) <= MAX_PAGE, { error: limitError })
  .transform(Number)
  .default(50);

/** Opaque; as a former page's `next` gave it. */
const Cursor = line(2000);

export const InvoicesQuery = exact({
  status: z.enum(INVOICE_STATUSES).optional(),
  customerId: Id.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type InvoicesQuery = z.output<typeof InvoicesQuery>;

export const TasksQuery = exact({
  state: z.enum(['open', 'done']).default('open'),
  owner: line(254).optional().meta({ description: 'E-mail address of the owner' }),
  customerId: Id.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type TasksQuery = z.output<typeof TasksQuery>;

export function readInvoicesQuery(query: unknown): Read<InvoicesQuery> {
  return read(InvoicesQuery, query);
}

export function readTasksQuery(query: unknown): Read<TasksQuery> {
  return read(TasksQuery, query);
}
