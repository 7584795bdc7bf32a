/** Remembers for each invoice what put its next step off, until the step is carried out. */
import type { Instant, LocalDate } from '../calendar/dates.ts';
import type { Decision, Situation } from '../case/decide.ts';
import { dueDate } from '../case/invoice.ts';
import { dayAfter, isOpenDay } from '../contact/moment.ts';
import { localDate } from './book.ts';
import type { Deferral, Entry, PreviewOptions } from './entry.ts';

type Silent = Extract<Decision, { kind: 'hold' | 'wait' }>;

export type Delays = ReturnType<typeof createDelays>;

export function createDelays({ now }: PreviewOptions) {
  const noted = new Map<string, Deferral[]>();

  function note(situation: Situation, decision: Silent, at: Instant): void {
    const { invoice, customer } = situation;
    const ruleId = decision.kind === 'wait' ? decision.ruleId : undefined;
    const from = decision.reason === 'not-due' ? ownDay(situation, decision.stepId) : localDate(at, customer);
    const to = localDate(decision.until, customer);
    if (from === undefined || to <= from) return;
    const reason = decision.reason === 'not-due' ? whyNotOnItsDay(situation, from) : decision.reason;
    const known = noted.get(invoice.invoiceId) ?? [];
    noted.set(invoice.invoiceId, [...known, { from, to, reason, ...(ruleId === undefined ? {} : { ruleId }) }]);
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

/** A step keeps its own day where people may be written to on it, unless another act came too shortly before. */
const whyNotOnItsDay = (situation: Situation, own: LocalDate): string =>
  isOpenDay(situation, own) ? 'gap' : 'closed-day';

/** The step's own day, before anything puts it off. */
function ownDay(situation: Situation, stepId: string): LocalDate | undefined {
  const { invoice, policy } = situation;
  const step = policy.steps.find(({ id }) => id === stepId);
  const due = dueDate(invoice);
  return step && due !== null ? dayAfter(situation, due, step) : undefined;
}
