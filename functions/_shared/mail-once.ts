/** Mails that are sent once per name (a task, a receipt's payment, a report's date), whatever is retried or repeated. */
import type { Instant } from '../../core/calendar/dates.ts';
import { stableId } from '../../core/case/transition.ts';
import { type MessageKind, messageKey } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { RenderedEmail } from '../../core/message/document.ts';
import type { Ledger, Mail, Mailbox, Mailer, Vault } from '../../core/ports.ts';

export type Postbox = { readonly ledger: Ledger; readonly vault: Vault; readonly mailer: Mailer };

export type Letter = {
  /** Tells this mail from every other for ever. */
  readonly name: string;
  readonly kind: MessageKind;
  readonly creditorId: string;
  readonly customerId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly from: Mailbox;
  readonly replyTo?: Mailbox | undefined;
  readonly to: readonly Mailbox[];
  readonly rendered: RenderedEmail;
  readonly invoiceIds: readonly string[];
  readonly invoiceNumbers: readonly string[];
  readonly attachments?: Mail['attachments'];
  readonly headers?: Mail['headers'];
  /** Digests of the addresses, where bounces are to find them. */
  readonly recipients?: Readonly<Record<string, 'claimed'>>;
};

export type MailResult = 'sent' | 'sent-before' | 'unknown' | 'refused';

/** Claims the name, keeps the bytes, sends; a send that surely did not happen gives the name back and is tried again later. */
export async function mailOnce({ ledger, vault, mailer }: Postbox, letter: Letter, now: Instant): Promise<MailResult> {
  const messageId = stableId('mail', letter.name);
  const { creditorId, customerId, caseId, kind, invoiceIds, recipients = {} } = letter;
  const message = {
    messageId,
    creditorId,
    customerId,
    caseId,
    kind,
    channel: 'email',
    invoiceIds,
    recipients,
    at: now,
  } as const;
  const claimed = await ledger.commit([
    { kind: 'once', name: messageId },
    { kind: 'message', message },
  ]);
  if (!claimed.ok && claimed.busy) throw new Fault('StepDeferred', 'expected to claim a mail, found its item busy');
  if (!claimed.ok) return 'sent-before';
  const giveBack = async (reason: string): Promise<never> => {
    await ledger.commit([{ kind: 'once-released', name: messageId }]);
    throw new Fault('StepDeferred', `expected the mail to be taken, found ${reason}`);
  };
  try {
    await vault.put(messageKey(messageId), keptOf(letter, messageId, now));
  } catch {
    return giveBack('no place to keep it');
  }
  const outcome = await mailer.send({
    from: letter.from,
    replyTo: letter.replyTo ? [letter.replyTo] : [],
    to: letter.to,
    ...letter.rendered,
    headers: letter.headers ?? {},
    attachments: letter.attachments ?? [],
    tags: { 'dunlin-kind': kind, 'dunlin-message': messageId },
  });
  if (outcome.outcome === 'not-sent' && outcome.retry) return giveBack(outcome.code);
  return outcome.outcome === 'not-sent' ? 'refused' : outcome.outcome;
}

function keptOf(letter: Letter, messageId: string, claimedAt: Instant) {
  const { kind, creditorId, customerId, caseId, invoiceIds, invoiceNumbers, from, to, rendered } = letter;
  const addresses = to.map(({ address }) => address);
  return {
    messageId,
    kind,
    channel: 'email',
    creditorId,
    customerId,
    caseId,
    invoiceIds,
    invoiceNumbers,
    from: from.address,
    to: addresses,
    cc: [],
    ...rendered,
    claimedAt,
  };
}
