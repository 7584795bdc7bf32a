/**
 * POST /v1/tasks/{id}/outcome: what came of a task. A dispute quiets the invoice, and so does a promise until its day;
 * every other outcome, decisions such as `write_off` or `go_on` included, is recorded and not acted upon.
 */
import { type OutcomeRequest, readOutcome } from '../../contracts/api/tasks.ts';
import type { Task } from '../../core/contact/touch.ts';
import { endTask } from '../_shared/end-task.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import { taskView } from '../_shared/task-view.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import type { Deps } from './deps.ts';

export async function recordOutcome(deps: Deps, request: Request): Promise<Reply> {
  const read = readOutcome(request.body);
  if (!read.ok) return invalid(read.problems);
  const { creditorId } = request;
  return untilTaken('record the outcome of a task', async () => {
    const task = await deps.ledger.task(creditorId, pathId(request));
    if (!task) return problem('not-found', 'expected the id of a task, found none under it');
    if (task.state === 'done') return answerDone(task, read.value);
    const ended = await endTask(deps, task, { asked: read.value, by: 'api' });
    if (ended?.kind === 'refused')
      return problem('conflict', `expected an outcome that fits the task, found ${ended.found}`);
    return ended && { status: 200, body: taskView(ended.task) };
  });
}

function answerDone(task: Task, { outcome }: OutcomeRequest): Reply {
  if (task.outcome === outcome) return { status: 200, body: taskView(task) };
  return problem('conflict', `expected a task that is open, found it done with the outcome "${task.outcome}"`);
}
