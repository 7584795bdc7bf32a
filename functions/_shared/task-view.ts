/** A task as the API shows it. */
import type { TaskView } from '../../contracts/api/tasks.ts';
import { reasonWords } from '../../core/case/reason-words.ts';
import type { Task } from '../../core/contact/touch.ts';

export function taskView(task: Task): TaskView {
  const { taskId, kind, state, invoiceId, invoiceNumber, customerId, openedAt, dueOn } = task;
  const { reason, ownerName, ownerEmail, stepId, doneAt, outcome, note } = task;
  return {
    taskId,
    kind,
    state,
    reason: reasonWords(reason),
    invoiceId,
    invoiceNumber,
    customerId,
    owner: { ...(ownerName ? { name: ownerName } : {}), ...(ownerEmail ? { email: ownerEmail } : {}) },
    ...(stepId ? { stepId } : {}),
    openedAt,
    dueOn,
    ...(doneAt ? { doneAt } : {}),
    ...(outcome ? { outcome } : {}),
    ...(note ? { note } : {}),
  };
}
