/** How often a person may be contacted: the next moment at which no cap and no cooldown speaks against one more attempt. */
import { addDays, addMs, epochMs, type Instant, instantAt, localClock } from '../calendar/dates.ts';
import type { ContactChannel, ContactRule } from './rule.ts';
import type { Attempt, Person } from './touch.ts';

const DAY_MS = 86_400_000;
/** No rule looks back further than this, nor needs more attempts than these to be counted. */
const KEPT_DAYS = 100;
const KEPT_AT_MOST = 100;

/** What is known of whoever is reached: their attempts, oldest first, and when they were last spoken with. */
export type Reached = {
  readonly attempts: readonly Attempt[];
  readonly spokenAt: Instant | undefined;
  readonly zones: readonly string[];
};

export type Free = { readonly at: Instant; readonly ruleId: string };

/** The latest of the moments that the rules ask for; undefined where one more attempt is allowed now. */
export function nextFree(
  rules: readonly ContactRule[],
  channel: ContactChannel,
  { attempts, spokenAt, zones }: Reached,
  now: Instant,
): Free | undefined {
  let latest: Free | undefined;
  for (const { id, demand } of rules) {
    const at =
      demand.kind === 'cap' && demand.channels.includes(channel)
        ? capFree(demand, attempts, now)
        : demand.kind === 'cooldown' && demand.channels.includes(channel)
          ? coolFree(demand.days, spokenAt, zones)
          : undefined;
    if (at !== undefined && at > now && (!latest || at > latest.at)) latest = { at, ruleId: id };
  }
  return latest;
}

/** What is known of one person, of whom several addresses may be kept, as far as the rules look back from the instant. */
export function reachedOf(
  persons: readonly Person[],
  { rules, zones, now }: { rules: readonly ContactRule[]; zones: readonly string[]; now: Instant },
): Reached {
  const days = Math.max(0, ...rules.map(({ demand }) => (demand.kind === 'cap' ? demand.days : 0)));
  let spokenAt: Instant | undefined;
  for (const person of persons)
    if (person.spokenAt !== undefined && !(spokenAt !== undefined && spokenAt > person.spokenAt))
      spokenAt = person.spokenAt;
  return { attempts: attemptsOf(persons, addMs(now, -days * DAY_MS)), spokenAt, zones };
}

/** Every attempt once, oldest first, though it is kept under each of the person's addresses. */
function attemptsOf(persons: readonly Person[], since: Instant): readonly Attempt[] {
  const [only, ...others] = persons;
  if (others.length === 0) return only?.attempts ?? [];
  const byId = new Map<string, Attempt>();
  for (const { attempts } of persons)
    for (const one of attempts) if (one.at > since) byId.set(one.id ?? `${one.at} ${one.channel}`, one);
  return [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/**
 * Counted in whole days of 24 hours, which holds on every clock: what fits into any so many hours fits into as many
 * calendar days, for within the contact hours these are never longer.
 */
function capFree(
  { most, days, channels }: { most: number; days: number; channels: readonly ContactChannel[] },
  attempts: readonly Attempt[],
  now: Instant,
): Instant | undefined {
  if (most === 0 || attempts.length < most) return undefined;
  const since = addMs(now, -days * DAY_MS);
  let counted = 0;
  for (let index = attempts.length - 1; index >= 0; index--) {
    const attempt = attempts[index];
    if (!attempt || attempt.at <= since || !channels.includes(attempt.channel)) continue;
    counted += 1;
    if (counted === most) return addMs(attempt.at, days * DAY_MS);
  }
  return undefined;
}

/** The day of the conversation is the first; the last zone in which the days are over decides. */
function coolFree(days: number, spokenAt: Instant | undefined, zones: readonly string[]): Instant | undefined {
  if (spokenAt === undefined) return undefined;
  return zones
    .map((zone) => instantAt(addDays(localClock(spokenAt, zone).date, days), 0, zone))
    .sort()
    .at(-1);
}

/** The person after one more attempt; what no rule looks back to is forgotten. */
export function withAttempt(person: Person, attempt: Attempt): Person {
  const since = epochMs(attempt.at) - KEPT_DAYS * DAY_MS;
  const kept = person.attempts.filter(({ at, id }) => epochMs(at) > since && (id === undefined || id !== attempt.id));
  return { ...person, attempts: [...kept, attempt].slice(-KEPT_AT_MOST), version: person.version + 1 };
}

/** The person as if the attempt had not been; undefined where it is not among those known. */
export function withoutAttempt(person: Person, id: string): Person | undefined {
  const attempts = person.attempts.filter((attempt) => attempt.id !== id);
  return attempts.length === person.attempts.length ? undefined : { ...person, attempts, version: person.version + 1 };
}
