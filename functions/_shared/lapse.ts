/** A step whose approval did not come in time is left out: recorded once, with the task that asked for it closed. */
import type { Instant } from '../../core/calendar/dates.ts';
import { approvalTaskId } from '../../core/case/approvals.ts';
import { decide } from '../../core/case/decide.ts';
import { path } from '../../core/case/steps.ts';
import { change } from '../../core/case/transition.ts';
import { Fault } from '../../core/fault.ts';
import type { Ledger, Loaded, Write } from '../../core/ports.ts';

/** Whether one was recorded; a case that is silent for a reason of its own loses no step meanwhile. */
export async function recordLapse(
  ledger: Ledger,
  { caseId, situation }: Pick<Loaded, 'caseId' | 'situation'>,
  now: Instant,
): Promise<boolean> {
  const { invoice } = situation;
  const [step] = path(situation, now).lapsed;
  const { kind } = decide(situation, now);
  if (!step || invoice.caseState !== 'open' || (kind !== 'wait' && kind !== 'act')) return false;
  const { creditorId, invoiceId, invoiceNumber, customerId, cycle } = invoice;
  const task = await ledger.task(creditorId, approvalTaskId(caseId, cycle, step.id));
  const lapsed = change(
    invoice,
    'step.lapsed',
    { stepsDone: [...invoice.stepsDone, step.id] },
    { at: now, by: 'execution', data: { stepId: step.id, taskId: task?.taskId } },
  );
  const done: readonly Write[] =
    task?.state === 'open'
      ? [{ kind: 'task', before: task, after: { ...task, state: 'done', outcome: 'lapsed', doneAt: now } }]
      : [];
  const entry = { creditorId, invoiceId, invoiceNumber, customerId, stepId: step.id, at: now } as const;
  const committed = await ledger.commit([
    { kind: 'change', change: lapsed },
    ...done,
    {
      kind: 'journal',
      entry: { ...entry, kind: 'instruction', id: `${invoiceId}-${lapsed.after.version}`, reason: 'lapsed' },
    },
  ]);
  if (!committed.ok)
    throw new Fault('StepUnavailable', 'expected the case unchanged while a step lapsed, found it changed');
  return true;
}
