/** Remembers for each invoice what put its next step off, until the step is carried out. */
import type { Instant, LocalDate } from '../calendar/dates.ts';
import type { Decision, Situation } from '../case/decide.ts';
import { dueDate } from '../case/invoice.ts';
import { dayAfter, momentOn } from '../contact/moment.ts';
import { localDate } from './book.ts';
import type { Deferral, Entry, PreviewOptions } from './entry.ts';

type Silent = Extract<Decision, { kind: 'hold' | 'wait' }>;

export type Delays = ReturnType<typeof createDelays>;

export function createDelays({ now }: PreviewOptions) {
  const noted = new Map<string, Deferral[]>();

  function note(situation: Situation, decision: Silent, at: Instant): void {
    const { invoice, customer } = situation;
    const to = localDate(decision.until, customer);
    const own = decision.reason === 'not-due' ? ownDay(situation, decision.stepId) : undefined;
    const found = own === undefined ? [] : betweenDays(situation, own, to);
    const silent =
      decision.reason === 'not-due' ? found : [{ from: localDate(at, customer), to, ...because(decision) }];
    const late = silent.filter((deferral) => deferral.from < deferral.to);
    if (late.length > 0) noted.set(invoice.invoiceId, [...(noted.get(invoice.invoiceId) ?? []), ...late]);
  }

  /** What kept the step of this entry from its own day, and forgets it. */
  function take(situation: Situation, { stepId, on }: Pick<Entry, 'stepId' | 'on'>): readonly Deferral[] {
    const { invoiceId } = situation.invoice;
    const all = noted.get(invoiceId) ?? [];
    noted.delete(invoiceId);
    const today = localDate(now, situation.customer);
    const own = ownDay(situation, stepId) ?? on;
    const first = own < today ? today : own;
    const late = all.filter(({ to, from }) => to > first && from < on);
    return late.map((deferral) => (deferral.from < first ? { ...deferral, from: first } : deferral));
  }

  return { note, take };
}

const because = (decision: Silent): Pick<Deferral, 'reason' | 'ruleId'> =>
  decision.kind === 'wait' && decision.ruleId !== undefined
    ? { reason: decision.reason, ruleId: decision.ruleId }
    : { reason: decision.reason };

/** From its own day to the first open one, and from there on because another act came too shortly before. */
function betweenDays(situation: Situation, own: LocalDate, to: LocalDate): readonly Deferral[] {
  const open = [localDate(momentOn(situation, own), situation.customer), to].sort()[0] ?? to;
  return [
    { from: own, to: open, reason: 'closed-day' },
    { from: open, to, reason: 'gap' },
  ];
}

/** The step's own day, before anything puts it off. */
function ownDay(situation: Situation, stepId: string): LocalDate | undefined {
  const { invoice, policy } = situation;
  const step = policy.steps.find(({ id }) => id === stepId);
  const due = dueDate(invoice);
  return step && due !== null ? dayAfter(situation, due, step) : undefined;
}
