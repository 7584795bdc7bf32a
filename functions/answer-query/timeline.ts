/** GET /v1/invoices/{id}/timeline: every record as a sentence, and whether the chain of records is whole. */
import type { TimelineAnswer } from '../../contracts/api/views.ts';
import { type AuditRecord, verify } from '../../core/audit/chain.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { recordWords } from '../../core/case/record-words.ts';
import { Fault } from '../../core/fault.ts';
import type { Ledger } from '../../core/ports.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import type { Deps } from './deps.ts';

const TRIES = 5;

export async function showTimeline({ ledger }: Deps, request: Request): Promise<Reply> {
  const { creditorId } = request;
  const seen = await readTogether(ledger, creditorId, pathId(request));
  if (!seen) return problem('not-found', 'expected the id of an invoice, found none under it');
  const { invoice, records } = seen;
  const verdict = verify(records, { version: invoice.version, hash: invoice.auditHash });
  const body: TimelineAnswer = {
    invoiceId: invoice.invoiceId,
    invoiceNumber: invoice.invoiceNumber,
    whole: verdict.whole,
    brokenAt: verdict.whole ? null : verdict.brokenAt,
    records: records.map((record) => recordView(record, invoice.currency)),
  };
  return { status: 200, body };
}

/** The row and its records of one moment: a write between the two reads would look like a broken chain. */
async function readTogether(
  ledger: Ledger,
  creditorId: string,
  invoiceId: string,
): Promise<{ readonly invoice: Invoice; readonly records: readonly AuditRecord[] } | undefined> {
  let invoice = await ledger.invoice(creditorId, invoiceId);
  for (let tries = 0; tries < TRIES; tries++) {
    if (!invoice) return undefined;
    const records = await ledger.timeline(creditorId, invoiceId);
    const after = await ledger.invoice(creditorId, invoiceId);
    if (after?.version === invoice.version) return { invoice: after, records };
    invoice = after;
  }
  throw new Fault(
    'StepUnavailable',
    `expected the invoice unchanged while it was read, found it changed ${TRIES} times`,
  );
}

function recordView(record: AuditRecord, currency: string): TimelineAnswer['records'][number] {
  const { version, type, at, by, data, previous, hash } = record;
  const words = recordWords(record, currency);
  return {
    version,
    type,
    at,
    by,
    ...(words ? { words } : {}),
    ...(typeof data.messageId === 'string' ? { messageId: data.messageId } : {}),
    data: { ...data },
    previous,
    hash,
  };
}
