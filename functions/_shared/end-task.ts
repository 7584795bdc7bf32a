/** Ends a task with what came of it: what it means for the path first, then the task itself. */
import { APPROVALS, type OutcomeRequest } from '../../contracts/api/tasks.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { Hold, Invoice } from '../../core/case/invoice.ts';
import { type Change, change } from '../../core/case/transition.ts';
import type { Task } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { Clock, Ledger, Write } from '../../core/ports.ts';
import { tellStep } from './tell-step.ts';

const DISPUTE: Hold = { reason: 'dispute', by: 'task' };

export type TaskEnd = { readonly asked: OutcomeRequest; readonly by: string };
export type TaskEnded =
  | { readonly kind: 'done'; readonly task: Task }
  | { readonly kind: 'refused'; readonly found: string };

/**
 * The effect comes first: where this dies in between, the task is still open and the repetition ends it.
 * Whoever ended the task first wrote its invoice too, so that the effect is refused with the row.
 */
export async function endTask(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  task: Task,
  { asked, by }: TaskEnd,
  also: readonly Write[] = [],
): Promise<TaskEnded | undefined> {
  if (task.kind === 'approve') return answerApproval({ ledger, clock }, task, { asked, by }, also);
  if (answersApproval(asked.outcome))
    return { kind: 'refused', found: `the outcome "${asked.outcome}", which answers a task that asks for an approval` };
  const now = clock.now();
  const invoice = await ledger.invoice(task.creditorId, task.invoiceId);
  if (!invoice) throw new Fault('StepRejected', 'expected the invoice of the task to exist, found none');
  const effect = effectOf(invoice, task, asked, { at: now, by });
  if (effect) {
    const committed = await ledger.commit([{ kind: 'change', change: effect }]);
    if (!committed.ok) return undefined;
  }
  const { outcome, note, promisedOn } = asked;
  const done: Task = { ...task, state: 'done', outcome, note, doneAt: now };
  const data = { taskId: task.taskId, outcome, promisedOn };
  const made = change(effect?.after ?? invoice, 'task.done', {}, { at: now, by, data });
  const committed = await ledger.commit([
    { kind: 'change', change: made },
    { kind: 'task', before: task, after: done },
    ...also,
  ]);
  return committed.ok ? { kind: 'done', task: done } : undefined;
}

/** Undefined where the outcome changes nothing about the path, or has done so already. */
function effectOf(
  invoice: Invoice,
  { taskId }: Task,
  { outcome, promisedOn }: OutcomeRequest,
  { at, by }: { readonly at: Instant; readonly by: string },
): Change | undefined {
  const disputed = outcome === 'dispute' && !isDisputed(invoice.hold);
  const promised = promisedOn !== undefined && invoice.promisedOn !== promisedOn;
  if (!disputed && !promised) return undefined;
  const patch = {
    ...(disputed ? { hold: DISPUTE } : {}),
    ...(promised ? { promisedOn, promisedBy: 'task' as const } : {}),
  };
  const data = {
    taskId,
    ...(disputed ? { held: true, code: 'dispute', until: null } : {}),
    ...(promised ? { promisedOn } : {}),
  };
  return change(invoice, 'hold.placed', patch, { at, by, data });
}

const answersApproval = (outcome: string): boolean => APPROVALS.some((one) => one === outcome);

const isDisputed = (hold: Hold | undefined): boolean =>
  hold?.reason === DISPUTE.reason && hold.by === DISPUTE.by && hold.until === undefined;

/** The answer to an approval's task is the instruction about its step, and nothing else ends it. */
async function answerApproval(
  deps: { readonly ledger: Ledger; readonly clock: Clock },
  task: Task,
  { asked: { outcome, note }, by }: TaskEnd,
  also: readonly Write[],
): Promise<TaskEnded | undefined> {
  const deed = APPROVALS.find((one) => one === outcome);
  if (!deed) return { kind: 'refused', found: `the outcome "${outcome}", where it is "approve" or "skip"` };
  const { creditorId, invoiceId, stepId = '' } = task;
  const told = await tellStep(deps, { creditorId, invoiceId, stepId, deed, by, note }, also);
  if (!told) return undefined;
  if (told.kind === 'refused') return told;
  if (told.kind !== 'done') throw new Fault('StepRejected', 'expected the step of the task to exist, found none');
  const ended = await deps.ledger.task(creditorId, task.taskId);
  return { kind: 'done', task: ended ?? task };
}
