/** Cells of a CSV (RFC 4180) that a spreadsheet opens without running anything in it, and the file of a long reminder. */
import { formatAmount } from '../money/amount.ts';
import { clean } from './clean.ts';
import type { Money } from './figures.ts';

/** Where a spreadsheet's own list sign is the semicolon, what follows one begins a cell, quoted or not. */
const AFTER_SEMICOLON = /;(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function harmless(text: string): string {
  const shown = clean(text).replace(AFTER_SEMICOLON, ";'");
  return /^[\t\r]/.test(text) || /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(shown.trimStart()) ? `'${shown}` : shown;
}

export function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One invoice of a reminder; `asked` is nothing where the invoice is not part of the request. */
export type InvoiceLine = {
  readonly invoiceNumber: string;
  readonly purchaseOrder?: string | undefined;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly owed: Money;
  readonly asked: Money;
};

const HEADER = 'invoiceNumber,purchaseOrder,issuedOn,dueOn,currency,open,toPay';

/** Amounts are decimal strings with a point, dates ISO: for machines. A byte order mark tells spreadsheets that it is UTF-8. */
export function invoicesCsv(lines: readonly InvoiceLine[]): string {
  const rows = lines.map(({ invoiceNumber, purchaseOrder, issuedOn, dueOn, owed, asked }) =>
    [
      quoted(harmless(invoiceNumber)),
      quoted(harmless(purchaseOrder ?? '')),
      issuedOn,
      dueOn,
      owed.currency,
      formatAmount(owed.minor, owed.currency),
      formatAmount(asked.minor, asked.currency),
    ].join(','),
  );
  return `\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`;
}
