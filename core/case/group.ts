/** Who rides on one message to a customer: one reminder for all that is owed, in the tone of the furthest step. */
import { type Instant, type LocalDate, localClock } from '../calendar/dates.ts';
import type { Covers } from '../contact/touch.ts';
import type { Policy, ReminderStep, Tone } from '../policy/policy.ts';
import { stepsCovered, withCovered } from './covered.ts';
import type { Sibling, Situation } from './decide.ts';
import { dueDate, type Invoice, isOverdue } from './invoice.ts';
import { type LeftOut, type Rider, ridesOn, type Seat, stepsBefore } from './rides.ts';
import { contactable } from './rules/contact.ts';
import { gapEndsOn } from './rules/gap.ts';
import { furthest, harsher, toneHad } from './tone.ts';

/** So many invoices are listed and checked in the claim; more ride as one line per currency with all of them attached. */
export const MOST_LISTED = 80;

/** The invoice and the step that set the message's tone, channel and readers. */
export type Carrying = { readonly invoice: Invoice; readonly policy: Policy; readonly step: ReminderStep };

/** One message to one customer: what it lists, what it stands for, and how serious it is. */
export type Assembly = {
  readonly carrying: Carrying;
  /** The most serious of the steps, or one that the customer has had already about something still owed. */
  readonly tone: Tone;
  /** At most `MOST_LISTED`, oldest due first, the one whose step fell due among them. */
  readonly listed: readonly Rider[];
  /** The rest, oldest due first: summed up per currency, as of the moment of the claim. */
  readonly more: readonly Rider[];
  readonly leftOut: readonly LeftOut[];
  /** Steps beside the one that fell due, by invoice id. */
  readonly covers: Covers;
  /** The first day on which the customer may be reminded again. */
  readonly gapEndsOn: LocalDate;
};

/** What the message about the step that fell due looks like now; `situation.siblings` are the customer's other invoices. */
export function assemble(situation: Situation, step: ReminderStep, now: Instant): Assembly {
  const today = localClock(now, situation.customer.timeZone).date;
  const until = gapEndsOn(situation, today);
  const riders: Rider[] = [];
  const leftOut: LeftOut[] = [];
  for (const sibling of siblingsOf(situation)) {
    const seen = ridesOn({ situation, sibling, isEarly: step.at < 0, until }, now);
    if (seen?.kind === 'rides') riders.push(seen.rider);
    if (seen?.kind === 'left-out') leftOut.push(seen.leftOut);
  }
  const own = ownRider({ situation, sibling: situation, isEarly: step.at < 0, until }, { step, riders }, now);
  const steps = [{ ...own, step }, ...stepsOf(own), ...riders.flatMap(stepsOf)] as const;
  const [first, ...rest] = steps;
  // What the step that fell due may use was asked a moment ago; another one's channel or readers may be closed.
  const open = rest.filter(
    (other) => contactable({ ...situation, policy: other.policy }, other.step, now) === undefined,
  );
  const carrying = furthest([first, ...open]);
  const { listed, more } = split(own, carrying, riders);
  const had = step.at < 0 ? undefined : toneHad([own, ...riders], situation.lastMessage);
  return {
    carrying,
    tone: steps.reduce<Tone>((most, { step: { template } }) => harsher(most, template), had ?? step.template),
    listed,
    more,
    leftOut: leftOut.sort(byDueDate),
    covers: coversOf(situation, [own, ...riders]),
    gapEndsOn: until,
  };
}

type Beside = { readonly step: ReminderStep; readonly riders: readonly Rider[] };

/**
 * The invoice whose step fell due. Where another one's step is due at the same moment, either may come first: the
 * message stands for the same steps whichever does.
 */
function ownRider(seat: Seat, { step, riders }: Beside, now: Instant): Rider {
  const { invoice, policy, customer } = seat.situation;
  const own = { invoice, policy, isDue: true };
  if (!riders.some(({ isDue }) => isDue)) return { ...own, covers: [] };
  const stepped = { ...invoice, stepsDone: [...invoice.stepsDone, step.id] };
  const overdue = isOverdue(invoice, localClock(now, customer.timeZone).date);
  return { ...own, covers: stepsBefore({ ...seat, sibling: { ...seat.sibling, invoice: stepped } }, overdue, now) };
}

const remindSteps = ({ steps }: Policy): readonly ReminderStep[] =>
  steps.flatMap((step) => (step.action === 'remind' ? [step] : []));

function stepsOf({ invoice, policy, covers }: Rider): readonly Carrying[] {
  return remindSteps(policy)
    .filter(({ id }) => covers.includes(id))
    .map((step) => ({ invoice, policy, step }));
}

const place = ({ invoice }: { readonly invoice: Invoice }): string =>
  `${dueDate(invoice) ?? '9999-12-31'} ${invoice.invoiceId}`;

function byDueDate(a: { readonly invoice: Invoice }, b: { readonly invoice: Invoice }): number {
  return place(a) < place(b) ? -1 : 1;
}

/** The one whose step fell due and the carrying one are always listed, then the oldest. */
function split(
  own: Rider,
  carrying: Carrying,
  riders: readonly Rider[],
): { readonly listed: readonly Rider[]; readonly more: readonly Rider[] } {
  const sorted = [...riders].sort(byDueDate);
  const first = sorted.filter(({ invoice }) => invoice.invoiceId === carrying.invoice.invoiceId);
  const others = sorted.filter((rider) => !first.includes(rider));
  const room = MOST_LISTED - 1 - first.length;
  return { listed: [own, ...first, ...others.slice(0, room)].sort(byDueDate), more: others.slice(room) };
}

/** What an earlier message stands for, and nobody has recorded yet, goes on being stood for. */
function coversOf({ invoice: own, siblings = [], lastMessage }: Situation, riders: readonly Rider[]): Covers {
  const fresh = new Map(riders.map(({ invoice, covers }) => [invoice.invoiceId, covers]));
  return Object.fromEntries(
    [own, ...siblings.map(({ invoice }) => invoice)].flatMap((invoice) => {
      const steps = [...stepsCovered(invoice, lastMessage), ...(fresh.get(invoice.invoiceId) ?? [])];
      return steps.length > 0 ? [[invoice.invoiceId, steps] as const] : [];
    }),
  );
}

/** A notice before the due date is out of place while anything of the customer's is overdue. */
export function isOutOfPlace(situation: Situation, step: ReminderStep, now: Instant): boolean {
  const today = localClock(now, situation.customer.timeZone).date;
  return (
    step.at < 0 &&
    siblingsOf(situation).some(
      ({ invoice, coveredMinor }) =>
        isOverdue(invoice, today) && invoice.inFlight.length === 0 && invoice.owedMinor > coveredMinor,
    )
  );
}

/** The other invoices as they stand, the steps that an earlier message stands for counted as done. */
function siblingsOf({ siblings = [], lastMessage, customer }: Situation): readonly Sibling[] {
  return siblings.map((sibling) => ({ ...sibling, invoice: withCovered(sibling.invoice, lastMessage, customer) }));
}
