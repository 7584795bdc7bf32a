/** Mails that are sent once per name (a task, a receipt's payment, a report's date), whatever is retried or repeated. */
import { epochMs, type Instant } from '../../core/calendar/dates.ts';
import { stableId } from '../../core/case/transition.ts';
import { type MessageKind, messageKey, settledName } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { RenderedEmail } from '../../core/message/document.ts';
import type { Clock, Ledger, Mail, Mailbox, Mailer, Vault, Write } from '../../core/ports.ts';
import { machineMs } from './clock.ts';
import { CLAIM_LIFE_MS } from './cover.ts';

export type Postbox = {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly mailer: Mailer;
  readonly clock: Clock;
};

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
export async function mailOnce(postbox: Postbox, letter: Letter, now: Instant): Promise<MailResult> {
  const { ledger, vault, mailer } = postbox;
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
  if (!claimed.ok) return claimedBefore(postbox, letter, messageId, now);
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
  const result = outcome.outcome === 'not-sent' ? 'refused' : outcome.outcome;
  const line = outcome.outcome === 'sent' ? [] : [told(letter, messageId, { result, code: outcome.code }, now)];
  await ledger.commit([{ kind: 'once', name: settledName(messageId) }, ...line]);
  return result;
}

/** Sent, or claimed by somebody who is at it or who died over it: then nobody knows whether it left, and a report says so. */
async function claimedBefore(
  { ledger, clock }: Postbox,
  letter: Letter,
  messageId: string,
  now: Instant,
): Promise<MailResult> {
  if (await ledger.isClaimed(settledName(messageId))) return 'sent-before';
  const message = await ledger.message(messageId);
  if (message && epochMs(now) - epochMs(message.at) < machineMs(clock, CLAIM_LIFE_MS))
    throw new Fault('StepDeferred', 'expected no send of this mail under way, found it claimed a moment ago');
  const settled = await ledger.commit([
    { kind: 'once', name: settledName(messageId) },
    told(letter, messageId, { result: 'unknown', code: 'owner-died' }, now),
  ]);
  return settled.ok ? 'unknown' : 'sent-before';
}

/** The line of the next report about a mail that may not have arrived, or that the provider will not take. */
function told(
  { creditorId, customerId, kind, invoiceIds, invoiceNumbers }: Letter,
  messageId: string,
  { result, code }: { readonly result: MailResult; readonly code: string },
  at: Instant,
): Write {
  const entry = {
    creditorId,
    kind: result === 'refused' ? 'fault' : 'unknown',
    id: messageId,
    at,
    invoiceId: invoiceIds[0],
    invoiceNumber: invoiceNumbers[0],
    customerId,
    stepId: kind,
    channel: 'email',
    messageId,
    reason: code,
  } as const;
  return { kind: 'journal', entry };
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
