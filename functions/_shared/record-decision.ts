/** Writes down what was decided, where that is news, and gives it to the state machine. */
import type { Instant } from '../../core/calendar/dates.ts';
import { type Decision, decide } from '../../core/case/decide.ts';
import { type NextDecision, superseded, toNext } from '../../core/case/next.ts';
import { type Change, type ChangeData, change } from '../../core/case/transition.ts';
import { guesses } from '../../core/contact/told.ts';
import { Fault } from '../../core/fault.ts';
import type { CaseRef, Ledger, Loaded } from '../../core/ports.ts';
import { type Eyes, look } from './look.ts';
import { summaryOf } from './summary.ts';

const TRIES = 4;

/** The rule that decided and the inputs it saw; ids, codes and figures only. */
export function inputsOf({ situation }: Loaded, decision: Decision): ChangeData {
  const { invoice, policy, coveredMinor, large, stopped } = situation;
  return {
    decision: decision.kind,
    rule: decision.reason,
    until: 'until' in decision ? decision.until : undefined,
    stepId: 'stepId' in decision ? decision.stepId : undefined,
    policy: `${policy.id}@${policy.version}`,
    owedMinor: invoice.owedMinor,
    coveredMinor: coveredMinor || undefined,
    large: large || undefined,
    stopped: stopped || undefined,
    ruleId: 'ruleId' in decision ? decision.ruleId : undefined,
    ...guesses(situation),
  };
}

/** Decides on a fresh look and records it; the answer is the execution's next decision. */
export async function lookAndRecord(eyes: Eyes, ref: CaseRef, now: Instant): Promise<NextDecision> {
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = await look(eyes, ref, now);
    if (seen.kind === 'superseded') return superseded(now);
    const next = await record(eyes.ledger, seen.loaded, now);
    if (next) return next;
  }
  throw new Fault(
    'StepUnavailable',
    `expected the case unchanged while it was decided, found it changed ${TRIES} times`,
  );
}

/** Undefined where the case moved meanwhile. */
async function record(ledger: Ledger, loaded: Loaded, now: Instant): Promise<NextDecision | undefined> {
  const decision = decide(loaded.situation, now);
  const next = toNext(decision, loaded.situation.invoice, now);
  const news = newsOf(loaded, decision, next, now);
  if (!news) return next;
  const committed = await ledger.commit([{ kind: 'change', change: news }]);
  return committed.ok ? next : undefined;
}

function newsOf(loaded: Loaded, decision: Decision, next: NextDecision, now: Instant): Change | undefined {
  const { invoice } = loaded.situation;
  if (invoice.caseState === 'idle' && decision.kind !== 'close') return undefined;
  const meta = { at: now, by: 'execution', data: inputsOf(loaded, decision) };
  const summary = summaryOf(decision);
  if (decision.kind === 'close')
    return invoice.caseState === 'closed'
      ? undefined
      : change(invoice, 'case.closed', { ...summary, closedAs: decision.reason, dueAt: undefined }, meta);
  if (next.kind === 'park')
    return change(
      invoice,
      'case.parked',
      { ...summary, dueAt: next.leaseUntil, taskToken: undefined, runStartedAt: undefined },
      meta,
    );
  const known =
    invoice.reason === summary.reason && invoice.nextStepId === summary.nextStepId && invoice.nextAt === summary.nextAt;
  // A message under way is waited for a moment: what it leads to is the news.
  const isMoment = decision.kind === 'act' || decision.reason === 'message-under-way';
  return known || isMoment ? undefined : change(invoice, 'decision.made', summary, meta);
}
