/** The keyed digest under which an address is kept, so that the address itself stands only in items that can be erased. */
import { createHmac } from 'node:crypto';

/** Addresses that differ only in case or surrounding spaces are the same person's. */
export function addressDigest(addressKey: string, address: string): string {
  return createHmac('sha256', addressKey).update(address.trim().toLowerCase()).digest('hex').slice(0, 40);
}
