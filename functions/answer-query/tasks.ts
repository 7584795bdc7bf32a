/** GET /v1/tasks. */
import { readTasksQuery, type TasksQuery } from '../../contracts/api/queries.ts';
import type { TasksAnswer } from '../../contracts/api/tasks.ts';
import type { Task } from '../../core/contact/touch.ts';
import type { Request } from '../_shared/http.ts';
import type { Reply } from '../_shared/reply.ts';
import { taskView } from '../_shared/task-view.ts';
import { wrongQuery } from './answers.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Deps } from './deps.ts';
import { gather } from './gather.ts';

/** E-mail addresses that differ only in case are the same person's. */
function isWanted(task: Task, { state, owner, customerId }: TasksQuery): boolean {
  return (
    task.state === state &&
    (owner === undefined || task.ownerEmail?.toLowerCase() === owner.toLowerCase()) &&
    (customerId === undefined || task.customerId === customerId)
  );
}

export async function listTasks({ lists }: Deps, { creditorId, query }: Request): Promise<Reply> {
  const read = readTasksQuery(query);
  if (!read.ok) return wrongQuery(read.problems);
  const { state, owner, customerId, limit, cursor } = read.value;
  const question = ['tasks', creditorId, state, owner ?? '', customerId ?? ''];
  const from = cursor === undefined ? { list: 0 } : readCursor(question, cursor);
  if (!from || (from.after !== undefined && !lists.isOrder(from.after))) return wrongQuery('cursor');
  const { shown, next } = await gather({
    sources: [(input) => lists.tasks(creditorId, state, input)],
    from,
    limit,
    show: async (tasks) => tasks.map((task) => (isWanted(task, read.value) ? taskView(task) : undefined)),
  });
  const body: TasksAnswer = { tasks: [...shown], ...(next ? { next: writeCursor(question, next) } : {}) };
  return { status: 200, body };
}
