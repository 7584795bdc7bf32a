/** The hold that a request asks for. */
import type { HoldRequest } from '../../contracts/api/holds.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import { untilOf } from '../../core/case/accept.ts';
import type { Hold } from '../../core/case/invoice.ts';
import type { Customer } from '../../core/contact/customer.ts';

/** Undefined where it would be over already, for a hold that does nothing would be a surprise. */
export function holdFrom(
  { reason, until }: HoldRequest,
  { timeZone }: Pick<Customer, 'timeZone'>,
  now: Instant,
): Hold | undefined {
  const ends = untilOf(until, timeZone);
  return ends !== undefined && ends <= now ? undefined : { reason, until: ends, by: 'api' };
}

export function isSameHold(one: Hold | undefined, other: Hold | undefined): boolean {
  return one?.reason === other?.reason && one?.until === other?.until && one?.by === other?.by;
}
