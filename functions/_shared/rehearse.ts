/** A step of a policy that runs dry: recorded as done, told in the report, and nothing leaves. */
import { type Instant, localClock } from '../../core/calendar/dates.ts';
import { type Decision, decide } from '../../core/case/decide.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { type NextDecision, toNext } from '../../core/case/next.ts';
import { change } from '../../core/case/transition.ts';
import { Fault } from '../../core/fault.ts';
import type { CaseRef, Ledger, Loaded } from '../../core/ports.ts';
import type { Eyes } from './look.ts';
import { inputsOf, lookAndRecord } from './record-decision.ts';
import { summaryOf } from './summary.ts';

type Due = { readonly decision: Extract<Decision, { kind: 'act' }>; readonly ref: CaseRef };

export const isRehearsal = ({ situation }: Loaded): boolean => situation.policy.mode === 'dry';

/** No claim, no message, no task; the customer's gap and contact ledger stay as they are. */
export async function rehearse(
  eyes: Eyes,
  loaded: Loaded,
  { decision, ref }: Due,
  now: Instant,
): Promise<NextDecision> {
  const { invoice, customer } = loaded.situation;
  const { stepId, action } = decision;
  const on = localClock(now, customer.timeZone).date;
  const done: Partial<Invoice> = {
    stepsDone: [...invoice.stepsDone, stepId],
    lastAction: { stepId, action, at: now, on },
    rehearsed: true,
  };
  const next = decide({ ...loaded.situation, invoice: { ...invoice, ...done } }, now);
  const data = inputsOf(loaded, decision);
  const made = change(
    invoice,
    'step.rehearsed',
    { ...done, taskToken: undefined, ...summaryOf(next) },
    { at: now, by: 'execution', data },
  );
  const committed = await eyes.ledger.commit([{ kind: 'change', change: made }, told(made.after, decision, now)]);
  if (!committed.ok && committed.busy)
    throw new Fault('StepDeferred', 'expected to record a rehearsed step, found its row busy');
  return committed.ok ? toNext(next, made.after, now) : lookAndRecord(eyes, ref, now);
}

function told(
  { creditorId, invoiceId, invoiceNumber, customerId, currency, owedMinor, version }: Invoice,
  { stepId, reason }: Due['decision'],
  at: Instant,
): Parameters<Ledger['commit']>[0][number] {
  const whose = { creditorId, invoiceId, invoiceNumber, customerId };
  const entry = { ...whose, id: `${invoiceId}-${version}`, at, stepId, reason, currency, amountMinor: owedMinor };
  return { kind: 'journal', entry: { ...entry, kind: 'rehearsed' } };
}
