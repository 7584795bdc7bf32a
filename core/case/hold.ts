/** A hold that somebody asks for, beside the one that stands: of an invoice, or of a customer. */
import type { Instant } from '../calendar/dates.ts';
import { untilOf } from './accept.ts';
import type { Hold, HoldKind } from './invoice.ts';

export type HoldAsked = {
  readonly reason: string;
  readonly until?: string | undefined;
  readonly kind?: HoldKind | undefined;
  readonly atLeast?: boolean | undefined;
};

export type HoldOutcome =
  | { readonly kind: 'hold'; readonly hold: Hold }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly path?: string | undefined; readonly message: string };

export const kindOf = ({ kind = 'person' }: Pick<Hold, 'kind'>): HoldKind => kind;

/** The hold that stands at the moment. */
export function holdNow(hold: Hold | undefined, now: Instant): Hold | undefined {
  return hold && (hold.until === undefined || hold.until > now) ? hold : undefined;
}

/** Of several, the one that lasts longest. */
export function longest(holds: readonly (Hold | undefined)[], now: Instant): Hold | undefined {
  const standing = holds.flatMap((hold) => holdNow(hold, now) ?? []);
  return standing.sort((a, b) => ((a.until ?? '9') < (b.until ?? '9') ? 1 : -1))[0];
}

/** A matter of law is not talked over by a hold of another kind: it has to be lifted first. */
export function askedHold(
  standing: Hold | undefined,
  { reason, until, kind, atLeast }: HoldAsked,
  timeZone: string,
  { at, by }: { readonly at: Instant; readonly by: string },
): HoldOutcome {
  const ends = untilOf(until, timeZone);
  // A hold that does nothing would be a surprise.
  if (ends !== undefined && ends <= at) return { kind: 'refused', path: 'until', message: isOver(until) };
  const known = holdNow(standing, at);
  const wanted: Hold = { reason, until: ends, by, kind, at };
  if (known && isSame(known, wanted)) return { kind: 'done' };
  if (known && kindOf(known) !== 'person' && kindOf(known) !== kindOf(wanted))
    return {
      kind: 'refused',
      message: `expected no hold of another kind, found one of the kind "${kindOf(known)}": lift it first`,
    };
  if (known && atLeast && (known.until === undefined || (ends !== undefined && known.until >= ends)))
    return { kind: 'done' };
  return { kind: 'hold', hold: wanted };
}

export const isOver = (until: string | undefined): string =>
  `expected a day or an instant that is not over yet, found "${until}"`;

const isSame = (one: Hold, other: Hold): boolean =>
  one.reason === other.reason && one.until === other.until && one.by === other.by && kindOf(one) === kindOf(other);
