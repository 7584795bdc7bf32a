/** Notes in the ledger what became of a message: status per recipient, with what follows from a bounce or a complaint. */
import type { KeptDelivery } from '../../contracts/archive.ts';
import { change } from '../../core/case/transition.ts';
import type { DeliveryStatus, Message, Person } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { Ledger, Write } from '../../core/ports.ts';
import { pause } from '../_shared/pause.ts';

const TRIES = 8;
const INVOICES_TOLD = 40;
/** A later word never hides a worse one. */
const RANK: Readonly<Record<DeliveryStatus, number>> = {
  claimed: 0,
  released: 0,
  stopped: 0,
  sent: 1,
  unknown: 1,
  delivered: 2,
  bounced: 3,
  complained: 4,
};

/** The same news twice changes nothing; `read` is the message as it was read a moment ago. */
export async function recordDelivery(
  ledger: Ledger,
  news: KeptDelivery,
  read?: Message,
): Promise<'recorded' | 'known' | 'not-ours'> {
  for (let tries = 0; tries < TRIES; tries++) {
    await pause(tries);
    const message = tries === 0 && read ? read : await ledger.message(news.messageId);
    if (!message) return 'not-ours';
    const recipients = withStatus(message, news.digests, news.status);
    if (!recipients) return 'known';
    const writes = [
      { kind: 'message', before: message, message: { ...message, recipients } } as const,
      ...(await consequences(ledger, message, news)),
    ];
    if ((await ledger.commit(writes)).ok) return 'recorded';
  }
  throw new Fault('StepUnavailable', `expected to record a delivery event within ${TRIES} tries`);
}

function withStatus(
  message: Message,
  digests: readonly string[],
  status: DeliveryStatus,
): Message['recipients'] | undefined {
  const worse = digests.filter((digest) => RANK[message.recipients[digest] ?? 'claimed'] < RANK[status]);
  return worse.length === 0
    ? undefined
    : { ...message.recipients, ...Object.fromEntries(worse.map((digest) => [digest, status])) };
}

async function consequences(ledger: Ledger, message: Message, { status, digests, at }: KeptDelivery): Promise<Write[]> {
  if (status === 'delivered') return [];
  const writes: Write[] = [];
  for (const digest of digests) writes.push(...(await blockAddress(ledger, message.creditorId, digest, status)));
  const { creditorId, messageId, invoiceIds, stepId, customerId, channel } = message;
  // The invoice whose step it was, and as many of the others as a transaction takes: the message itself tells of the rest.
  for (const invoice of (await ledger.invoices(creditorId, invoiceIds.slice(0, INVOICES_TOLD))).values())
    writes.push({
      kind: 'change',
      change: change(
        invoice,
        status === 'bounced' ? 'message.bounced' : 'message.complained',
        {},
        { at, by: 'ses', data: { messageId, stepId, digests: [...digests] } },
      ),
    });
  const invoiceId = invoiceIds[0];
  return [
    ...writes,
    {
      kind: 'journal',
      entry: {
        creditorId,
        kind: 'bounced',
        id: messageId,
        at,
        invoiceId,
        customerId,
        stepId,
        channel,
        messageId,
        reason: status,
      },
    },
  ];
}

/** What a person said weighs more than what a mailbox did. */
async function blockAddress(
  ledger: Ledger,
  creditorId: string,
  digest: string,
  status: 'bounced' | 'complained',
): Promise<Write[]> {
  const before = await ledger.person(creditorId, digest);
  if (before?.status === status || before?.status === 'complained' || before?.status === 'opted-out') return [];
  const known: Person = before ?? { creditorId, digest, status: 'ok', attempts: [], version: 0 };
  return [{ kind: 'person', before, after: { ...known, status, version: known.version + 1 } }];
}
