/** How the story looks: at invoices through the API, at letters in the inbox, at the executions of one case. */

import { path } from '../../../console/markup.ts';
import { InvoiceView, TimelineAnswer } from '../../../contracts/api/views.ts';
import { stableId } from '../../../core/case/transition.ts';
import type { Execution } from '../stage/executions.ts';
import type { House } from '../stage/house.ts';
import type { Mail } from '../stage/inbox.ts';
import type { Outside } from '../stage/outside.ts';
import type { InvoiceRow } from '../stage/slice.ts';

export const invoiceView = ({ ask }: Outside, { invoiceNumber }: InvoiceRow) =>
  ask.get(InvoiceView, path`/v1/invoices/${invoiceNumber}`);

export const timelineOf = ({ ask }: Outside, { invoiceNumber }: InvoiceRow) =>
  ask.get(TimelineAnswer, path`/v1/invoices/${invoiceNumber}/timeline`);

/** `open`, `closed paid`, `open, cycle 2`. */
export async function standingOf(outside: Outside, row: InvoiceRow): Promise<string> {
  const { caseState, closedAs, cycle } = await invoiceView(outside, row);
  return [caseState, closedAs, cycle > 1 ? `in cycle ${cycle}` : null].filter((part) => part !== null).join(' ');
}

/** What the customer's people received about an invoice by e-mail. */
export async function lettersAbout(house: House, { invoiceNumber, emails }: InvoiceRow): Promise<readonly Mail[]> {
  const mails = await house.mails();
  return mails.filter(
    ({ subject, to }) => subject.includes(invoiceNumber) && to.some((address) => emails.includes(address)),
  );
}

/** Of one case, by run. */
export async function executionsOf(house: House, creditorId: string, row: InvoiceRow): Promise<readonly Execution[]> {
  const prefix = `${stableId(house.caseIdOf(creditorId, row.invoiceNumber))}-`;
  const all = await house.executions.all();
  return all.filter(({ name }) => name.startsWith(prefix)).toSorted((a, b) => runOf(a) - runOf(b));
}

export const runOf = ({ name }: Execution): number => Number(/-r(\d+)$/.exec(name)?.[1]);

/** How many of the rows it holds for, as `3 of 3`. */
export async function count<T>(rows: readonly T[], holds: (row: T) => Promise<boolean>): Promise<string> {
  const found = await Promise.all(rows.map(holds));
  return `${found.filter(Boolean).length} of ${rows.length}`;
}

/** Whether an execution waits on the invoice's row. */
export async function isParked(house: House, creditorId: string, { invoiceNumber }: InvoiceRow): Promise<boolean> {
  return (await house.row(creditorId, invoiceNumber)).taskToken !== undefined;
}
