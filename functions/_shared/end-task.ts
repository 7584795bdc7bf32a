/** Ends a task with what came of it: what it means for the path first, then the task itself. */
import { APPROVALS, type OutcomeRequest } from '../../contracts/api/tasks.ts';
import type { SilenceWish } from '../../core/case/silence-instruction.ts';
import { change } from '../../core/case/transition.ts';
import type { Task } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { Clock, Ledger, Write } from '../../core/ports.ts';
import { conversationWrites } from './conversation.ts';
import { tellInvoice } from './tell-invoice.ts';
import { tellStep } from './tell-step.ts';

export type TaskEnd = { readonly asked: OutcomeRequest; readonly by: string };
export type TaskEnded =
  | { readonly kind: 'done'; readonly task: Task }
  | { readonly kind: 'refused'; readonly found: string };

/**
 * The effects come first, each only while the task is open: where this dies in between, the repetition ends the task,
 * and what an effect has done already it does not do again. An effect that is out of place (nothing is owed any more)
 * keeps no outcome from being recorded.
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
  const { creditorId, invoiceId } = task;
  for (const wish of wishesOf(asked)) {
    const stillOpen = { kind: 'task', before: task, after: task } as const;
    const told = await tellInvoice({ ledger, clock }, { creditorId, invoiceId, wish, by: 'task' }, [stillOpen]);
    if (told === undefined) return undefined;
    if (told.kind === 'refused' && told.path === 'on')
      return { kind: 'refused', found: `the promised day "${asked.promisedOn}", which is over` };
  }
  const now = clock.now();
  const invoice = await ledger.invoice(creditorId, invoiceId);
  if (!invoice) throw new Fault('StepRejected', 'expected the invoice of the task to exist, found none');
  const { outcome, note, promisedOn } = asked;
  const done: Task = { ...task, state: 'done', outcome, note, doneAt: now };
  const data = { taskId: task.taskId, outcome, promisedOn };
  const made = change(invoice, 'task.done', {}, { at: now, by, data });
  const committed = await ledger.commit([
    { kind: 'change', change: made },
    { kind: 'task', before: task, after: done },
    ...(await conversationWrites(ledger, task, asked, now)),
    ...also,
  ]);
  return committed.ok ? { kind: 'done', task: done } : undefined;
}

function wishesOf({ outcome, note, promisedOn }: OutcomeRequest): readonly SilenceWish[] {
  return [
    ...(outcome === 'dispute' ? [{ do: 'dispute', reason: note ?? 'Told when somebody called' } as const] : []),
    ...(promisedOn === undefined ? [] : [{ do: 'promise', on: promisedOn } as const]),
  ];
}

const answersApproval = (outcome: string): boolean => APPROVALS.some((one) => one === outcome);

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
