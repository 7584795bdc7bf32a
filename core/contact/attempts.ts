/** The contact ledger's side of a claim: one more attempt under every address of each person it reaches. */
import { withAttempt } from './caps.ts';
import type { AddressState, Contact } from './customer.ts';
import { addressDigest } from './digest.ts';
import type { Attempt, Person } from './touch.ts';

export type Change = { readonly before: Person | undefined; readonly after: Person };

/** What an address has told us, as a decision needs it. */
export function addressState(address: string, digest: string, person: Person | undefined): AddressState {
  return { address, digest, status: person?.status ?? 'ok', optedOut: person?.optedOut };
}

/** An address of which nothing has been kept yet. */
export const freshPerson = (creditorId: string, digest: string): Person => ({
  creditorId,
  digest,
  status: 'ok',
  attempts: [],
  version: 0,
});

/**
 * Written under all the addresses of the people reached, so that the counts of a person add up over their channels, and
 * two claims that reach one person by different addresses meet in one row.
 */
export function attemptChanges(
  { creditorId, addressKey }: { readonly creditorId: string; readonly addressKey: string },
  persons: readonly Person[],
  contacts: readonly Contact[],
  attempt: Attempt,
): readonly Change[] {
  const addresses = contacts.flatMap(({ email, mobile }) => [email, mobile].filter((one) => one !== undefined));
  const digests = new Set(addresses.map((address) => addressDigest(addressKey, address)));
  return [...digests].map((digest) => {
    const before = persons.find((person) => person.digest === digest);
    return { before, after: withAttempt(before ?? freshPerson(creditorId, digest), attempt) };
  });
}
