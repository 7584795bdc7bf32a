/** Whether the person may be contacted for the step at this moment: somebody who can be reached, hours, counts. */
import type { Instant } from '../../calendar/dates.ts';
import type { ContactWindow } from '../../calendar/window.ts';
import { type Free, nextFree } from '../../contact/caps.ts';
import type { Contact } from '../../contact/customer.ts';
import { firstOpen, momentAfter, type Opening, shutAt } from '../../contact/hours.ts';
import { isDayOff, isOpenDay } from '../../contact/moment.ts';
import type { ContactChannel, ContactRule } from '../../contact/rule.ts';
import { calledContacts, closedBy, ledgerOf, rulesFor, wayOf } from '../../contact/way.ts';
import { zonesOf } from '../../contact/zones.ts';
import type { Step } from '../../policy/policy.ts';
import type { Decision, Situation } from '../decide.ts';

/** Who is reached how, as far as hours and counts care. */
type Contacting = { readonly channel: ContactChannel | undefined; readonly contacts: readonly Contact[] };

/** Undefined where nothing stands in the way; nobody to reach is a task for a person, never silence. */
export function contactable(situation: Situation, step: Step, now: Instant): Decision | undefined {
  const binding = rulesFor(situation, now);
  const contacting = contactingOf(situation, step, binding, now);
  const all = openingsFor(situation, binding, contacting?.channel);
  const hours = shutAt(all, now) ? hoursThatMeet(all, now) : all;
  const shut = shutAt(hours, now);
  const nobody = { kind: 'act', reason: 'nobody-to-write-to', action: 'open-task', stepId: step.id } as const;
  if (!contacting) return shut ? waitFor(situation, step, { now, shut, hours: hours.slice(0, 1) }) : nobody;
  const free = counts(situation, binding, contacting, now);
  const busy = free(now);
  if (!shut && !busy) return undefined;
  return waitFor(situation, step, { now, shut, busy, hours, free }) ?? nobody;
}

/** Undefined where the step needs somebody to be reached and nobody can be. */
function contactingOf(
  situation: Situation,
  step: Step,
  binding: readonly ContactRule[],
  now: Instant,
): Contacting | undefined {
  if (step.action === 'remind') {
    if (situation.addresses === undefined) return { channel: step.channel, contacts: [] };
    const way = wayOf(situation, step, now);
    return way && { channel: way.channel, contacts: [way.to.contact] };
  }
  if (step.task === 'decide') return { channel: undefined, contacts: [] };
  const called = calledContacts(situation);
  return closedBy(binding, 'call') || !called ? undefined : { channel: 'call', contacts: called };
}

/** The first moment from now on at which all hours of the channel are open; undefined where they never are. */
export function openFrom(situation: Situation, channel: ContactChannel, now: Instant): Instant | undefined {
  const all = openingsFor(situation, rulesFor(situation, now), channel);
  if (!shutAt(all, now)) return now;
  const hours = hoursThatMeet(all, now);
  return shutAt(hours, now) ? momentAfter(hours, now, situation.customer.customerId) : now;
}

/** The policy's hours on the customer's clock, and each rule's on every clock that the customer may live by. */
export function openingsFor(
  situation: Situation,
  binding: readonly ContactRule[],
  channel: ContactChannel | undefined,
): readonly Opening[] {
  const { policy, customer } = situation;
  const own: Opening = {
    window: policy.window,
    zone: customer.timeZone,
    isDayOff: (date) => !isOpenDay(situation, date),
  };
  const windows = binding.flatMap(({ id, scope, demand }) =>
    channel !== undefined && demand.kind === 'window' && (scope.channels?.includes(channel) ?? true)
      ? [{ ruleId: id, window: demand.window, isDayOff: demand.holidays === false ? isOff(situation) : never }]
      : [],
  );
  if (windows.length === 0) return [own];
  return [own, ...zonesOf(customer).zones.flatMap((zone) => windows.map((opening) => ({ ...opening, zone })))];
}

const never = (): boolean => false;
const isOff =
  (situation: Situation) =>
  (date: string): boolean =>
    isDayOff(situation, date);

/** Of several who may be reached, the one who has to be left alone for longest decides; asked from the instant on. */
function counts(
  situation: Situation,
  binding: readonly ContactRule[],
  { channel, contacts }: Contacting,
  now: Instant,
): (at: Instant) => Free | undefined {
  if (channel === undefined || situation.persons === undefined || situation.persons.length === 0) return nothingCounted;
  const ledgers = contacts.flatMap((contact) => ledgerOf(situation, binding, { contact, now }) ?? []);
  return (at) => {
    let latest: Free | undefined;
    for (const ledger of ledgers) {
      const free = nextFree(binding, channel, ledger, at);
      if (free && (!latest || free.at > latest.at)) latest = free;
    }
    return latest;
  };
}

const nothingCounted = (): undefined => undefined;

type Waiting = {
  readonly now: Instant;
  readonly shut: Opening | undefined;
  readonly busy?: Free | undefined;
  readonly hours: readonly Opening[];
  readonly free?: (at: Instant) => Free | undefined;
};

/** Undefined where the moment never comes. */
function waitFor(situation: Situation, step: Step, { now, shut, busy, hours, free }: Waiting): Decision | undefined {
  const until = untilOpenAndFree(hours, { now, free, key: situation.customer.customerId });
  if (until === undefined) return undefined;
  const why = shut
    ? ({ reason: 'outside-window', ruleId: shut.ruleId } as const)
    : ({ reason: 'cap', ruleId: busy?.ruleId } as const);
  const { ruleId, reason } = why;
  return {
    ...{ kind: 'wait', reason, until, action: step.action, stepId: step.id },
    ...(ruleId === undefined ? {} : { ruleId }),
  };
}

/** Where the policy's own hours never meet the rules', the rules' hold alone: the policy's are a wish. */
function hoursThatMeet(hours: readonly Opening[], now: Instant): readonly Opening[] {
  if (hours.length === 1) return hours;
  let name = now.slice(0, 10);
  for (const { zone, window } of hours) name += ` ${zone} ${nameOf(window)}`;
  const known =
    meets.get(name) ??
    firstOpen(
      hours.map((one) => ({ ...one, isDayOff: never })),
      now,
    ) !== undefined;
  if (meets.size > MEETS_KEPT) meets.clear();
  meets.set(name, known);
  return known ? hours : hours.slice(1);
}

/** Whether windows meet at all is looked for over weeks, so it is remembered for a day; days off only put it off. */
const meets = new Map<string, boolean>();
const MEETS_KEPT = 1_000;

const windowNames = new WeakMap<ContactWindow, string>();

/** Written out once for each window, for it is part of a key that is built for every decision. */
function nameOf(window: ContactWindow): string {
  const name = windowNames.get(window) ?? `${window.days.join()} ${window.fromMinute} ${window.toMinute}`;
  windowNames.set(window, name);
  return name;
}

/** Sooner or later every count has run out within the hours; so many times they are asked. */
const TRIES = 60;

function untilOpenAndFree(
  hours: readonly Opening[],
  { now, free, key }: { readonly now: Instant; readonly free: Waiting['free']; readonly key: string },
): Instant | undefined {
  let at = now;
  for (let tries = 0; tries < TRIES; tries++) {
    const next = shutAt(hours, at) ? momentAfter(hours, at, key) : at;
    if (next === undefined) return undefined;
    const busy = free?.(next);
    if (!busy) return next;
    at = busy.at;
  }
  return undefined;
}
