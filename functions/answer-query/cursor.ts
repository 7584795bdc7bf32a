/** Cursors: opaque to the caller, good for the very list they came from, and unable to name another creditor's rows. */
import * as z from 'zod';
import { digestOf, type Plain } from '../../core/audit/chain.ts';

/** Which of the lists that an answer is gathered from, and after which row of it. */
export type Place = { readonly list: number; readonly after?: string | undefined };

/** A date, a sign and an id: longer ones would be no key of the table, which refuses keys above 1,024 bytes. */
const MAX_ORDER = 'YYYY-MM-DD#'.length + 200;

const Written = z.strictObject({
  of: z.string(),
  list: z.int().min(0),
  after: z.string().min(1).max(MAX_ORDER).optional(),
});

/** The same for the same creditor and question, whatever the page's size. */
const markOf = (question: Plain): string => digestOf(question).slice(0, 16);

export function writeCursor(question: Plain, { list, after }: Place): string {
  const written: z.input<typeof Written> = { of: markOf(question), list, ...(after === undefined ? {} : { after }) };
  return Buffer.from(JSON.stringify(written)).toString('base64url');
}

/** Undefined where the text is no cursor of this question. */
export function readCursor(question: Plain, text: string): Place | undefined {
  const written = Written.safeParse(parsed(Buffer.from(text, 'base64url').toString('utf8')));
  return written.success && written.data.of === markOf(question) ? written.data : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
