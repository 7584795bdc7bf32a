/** GET /v1/messages/{id}: the bytes as they were sent, with what became of them at each address. */
import * as z from 'zod';
import type { MessageView } from '../../contracts/api/views.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { type Message, messageKey } from '../../core/contact/touch.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import type { Deps } from './deps.ts';

/** What every kind of message keeps; a text message has no subject and no HTML. */
const Kept = z.object({
  to: z.array(z.string()),
  cc: z.array(z.string()).default([]),
  subject: z.string().default(''),
  text: z.string(),
  html: z.string().optional(),
  invoiceNumbers: z.array(z.string()).default([]),
});
type Kept = z.output<typeof Kept>;

/** The status of an address that nothing was heard of and nothing is counted for, such as a colleague's copy. */
const NOT_TRACKED = 'not-tracked';

export async function showMessage({ ledger, vault }: Deps, request: Request): Promise<Reply> {
  const { creditorId } = request;
  const notFound = problem('not-found', 'expected the id of a message, found none under it');
  const message = await ledger.message(pathId(request));
  if (message?.creditorId !== creditorId) return notFound;
  const [creditor, bytes] = await Promise.all([ledger.creditor(creditorId), vault.get(messageKey(message.messageId))]);
  if (bytes === undefined || !creditor) return notFound;
  return { status: 200, body: viewOf(message, Kept.parse(bytes), creditor.addressKey) };
}

function viewOf(message: Message, kept: Kept, addressKey: string): MessageView {
  const { messageId, kind, channel, at, recipients, stepId } = message;
  const { to, cc, subject, text, html, invoiceNumbers } = kept;
  return {
    messageId,
    kind,
    channel,
    sentAt: at,
    to,
    cc,
    subject,
    text,
    html: html ? html : null,
    invoices: invoiceNumbers,
    recipients: [...to, ...cc].map((address) => ({
      address,
      status: recipients[addressDigest(addressKey, address)] ?? NOT_TRACKED,
    })),
    stepId: stepId ?? null,
  };
}
