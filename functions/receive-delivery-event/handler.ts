/** What became of a sent e-mail: kept outside the table, then noted in it; a bad address is never written to again. */
import type { KeptDelivery } from '../../contracts/archive.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { DeliveryStatus, Message } from '../../core/contact/touch.ts';
import type { Clock, Ledger } from '../../core/ports.ts';
import { recordDelivery } from './record.ts';

/** What the provider's event says, whatever its own shape. */
export type DeliveryNews = {
  readonly messageId: string;
  readonly status: Extract<DeliveryStatus, 'delivered' | 'bounced' | 'complained'>;
  readonly addresses: readonly string[];
};

export type Deps = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Keeps the news where a restore of the table does not reach it. */
  readonly keep: (news: KeptDelivery) => Promise<void>;
};

export const createHandler = ({ ledger, clock, keep }: Deps) => {
  /** A creditor's key for addresses never changes. */
  const addressKeys = new Map<string, string>();
  const addressKeyOf = async (creditorId: string): Promise<string | undefined> => {
    const known = addressKeys.get(creditorId) ?? (await ledger.creditor(creditorId))?.addressKey;
    if (known !== undefined) addressKeys.set(creditorId, known);
    return known;
  };
  return async ({ messageId, status, addresses }: DeliveryNews): Promise<'recorded' | 'known' | 'not-ours'> => {
    const message = await ledger.message(messageId);
    const addressKey = message && (await addressKeyOf(message.creditorId));
    const digests = addressKey === undefined ? [] : addresses.map((address) => addressDigest(addressKey, address));
    const news = { messageId, status, at: clock.now(), digests };
    if (!message || isNewToAll(message, news)) await keep(news);
    return message && addressKey !== undefined ? recordDelivery(ledger, news, message) : 'not-ours';
  };
};

/** A delivery tells that the message has left, once: that a copy reached a colleague as well is no news. */
function isNewToAll({ recipients }: Message, { status, digests }: KeptDelivery): boolean {
  if (status !== 'delivered') return true;
  return digests.some((digest) => recipients[digest] !== undefined && recipients[digest] !== 'delivered');
}
