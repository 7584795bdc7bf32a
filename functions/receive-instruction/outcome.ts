/**
 * POST /v1/tasks/{id}/outcome: what came of a task. A dispute holds the invoice and a promise quiets it until its day;
 * every other outcome, decisions such as `write_off` or `go_on` included, is recorded and not acted upon.
 */
import { type OutcomeRequest, readOutcome } from '../../contracts/api/tasks.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { Hold, Invoice } from '../../core/case/invoice.ts';
import { type Change, change } from '../../core/case/transition.ts';
import type { Task } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import { taskView } from '../_shared/task-view.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import type { Deps } from './deps.ts';
import { isSameHold } from './hold.ts';

const DISPUTE: Hold = { reason: 'dispute', by: 'task' };

export async function recordOutcome(deps: Deps, request: Request): Promise<Reply> {
  const read = readOutcome(request.body);
  if (!read.ok) return invalid(read.problems);
  const { creditorId } = request;
  return untilTaken('record the outcome of a task', async () => {
    const task = await deps.ledger.task(creditorId, pathId(request));
    if (!task) return problem('not-found', 'expected the id of a task, found none under it');
    return task.state === 'done' ? answerDone(task, read.value) : carryOut(deps, task, read.value);
  });
}

function answerDone(task: Task, { outcome }: OutcomeRequest): Reply {
  if (task.outcome === outcome) return { status: 200, body: taskView(task) };
  return problem('conflict', `expected a task that is open, found it done with the outcome "${task.outcome}"`);
}

/**
 * The effect comes first: where this dies in between, the task is still open and the repetition ends it.
 * Whoever ended the task first wrote its invoice too, so that the effect is refused with the row.
 */
async function carryOut({ ledger, clock }: Deps, task: Task, asked: OutcomeRequest): Promise<Reply | undefined> {
  const now = clock.now();
  const invoice = await ledger.invoice(task.creditorId, task.invoiceId);
  if (!invoice) throw new Fault('StepRejected', 'expected the invoice of the task to exist, found none');
  const effect = effectOf(invoice, task, asked, now);
  if (effect) {
    const committed = await ledger.commit([{ kind: 'change', change: effect }]);
    if (!committed.ok) return undefined;
  }
  const { outcome, note, promisedOn } = asked;
  const done: Task = { ...task, state: 'done', outcome, note, doneAt: now };
  const data = { taskId: task.taskId, outcome, promisedOn };
  const made = change(effect?.after ?? invoice, 'task.done', {}, { at: now, by: 'api', data });
  const committed = await ledger.commit([
    { kind: 'change', change: made },
    { kind: 'task', before: task, after: done },
  ]);
  return committed.ok ? { status: 200, body: taskView(done) } : undefined;
}

/** Undefined where the outcome changes nothing about the path, or has done so already. */
function effectOf(
  invoice: Invoice,
  { taskId }: Task,
  { outcome, promisedOn }: OutcomeRequest,
  at: Instant,
): Change | undefined {
  const disputed = outcome === 'dispute' && !isSameHold(invoice.hold, DISPUTE);
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
  return change(invoice, 'hold.placed', patch, { at, by: 'api', data });
}
