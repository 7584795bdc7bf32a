/** What became of a sent e-mail: status per recipient; an address that bounced or complained is never written to again. */
import type { Instant } from '../../core/calendar/dates.ts';
import { change } from '../../core/case/transition.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { DeliveryStatus, Message, Person } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { Clock, Ledger, Write } from '../../core/ports.ts';
import { pause } from '../_shared/pause.ts';

/** What the provider's event says, whatever its own shape. */
export type DeliveryNews = {
  readonly messageId: string;
  readonly status: Extract<DeliveryStatus, 'delivered' | 'bounced' | 'complained'>;
  readonly addresses: readonly string[];
};

export type Deps = { readonly ledger: Ledger; readonly clock: Clock };

const TRIES = 8;
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

export const createHandler = ({ ledger, clock }: Deps) => {
  /** A creditor's key for addresses never changes. */
  const addressKeys = new Map<string, string>();
  const addressKeyOf = async (creditorId: string): Promise<string | undefined> => {
    const known = addressKeys.get(creditorId) ?? (await ledger.creditor(creditorId))?.addressKey;
    if (known !== undefined) addressKeys.set(creditorId, known);
    return known;
  };
  return async (news: DeliveryNews): Promise<'recorded' | 'known' | 'not-ours'> => {
    for (let tries = 0; tries < TRIES; tries++) {
      await pause(tries);
      const message = await ledger.message(news.messageId);
      const addressKey = message && (await addressKeyOf(message.creditorId));
      if (!message || addressKey === undefined) return 'not-ours';
      const digests = news.addresses.map((address) => addressDigest(addressKey, address));
      const recipients = withStatus(message, digests, news.status);
      if (!recipients) return 'known';
      const writes = [
        { kind: 'message', before: message, message: { ...message, recipients } } as const,
        ...(await consequences(ledger, message, digests, news, clock.now())),
      ];
      if ((await ledger.commit(writes)).ok) return 'recorded';
    }
    throw new Fault('StepUnavailable', `expected to record a delivery event within ${TRIES} tries`);
  };
};

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

async function consequences(
  ledger: Ledger,
  message: Message,
  digests: readonly string[],
  { status }: DeliveryNews,
  now: Instant,
): Promise<Write[]> {
  if (status === 'delivered') return [];
  const writes: Write[] = [];
  for (const digest of digests) writes.push(...(await blockAddress(ledger, message.creditorId, digest, status)));
  const { creditorId, messageId, invoiceIds, stepId, customerId, channel } = message;
  for (const invoice of (await ledger.invoices(creditorId, invoiceIds)).values())
    writes.push({
      kind: 'change',
      change: change(
        invoice,
        status === 'bounced' ? 'message.bounced' : 'message.complained',
        {},
        { at: now, by: 'ses', data: { messageId, stepId, digests: [...digests] } },
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
        at: now,
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
