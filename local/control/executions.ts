/** `GET /_local/executions`: where every execution stands, and the way that one of them went. */

import type { States } from '../states/engine.ts';
import type { ExecutionRow } from '../states/execution.ts';
import { historyOf, transitionsOf } from '../states/history.ts';
import { BadRequest } from './problem.ts';

const iso = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString());

export function summarize(row: ExecutionRow): object {
  return {
    executionArn: row.arn,
    name: row.name,
    status: row.status,
    state: row.state,
    startedAt: iso(row.startedAt),
    stoppedAt: iso(row.stoppedAt),
    wakeAt: iso(row.wakeAt),
    transitions: transitionsOf(row),
    input: JSON.parse(row.input),
    ...(row.error !== undefined && { error: row.error, cause: row.cause }),
  };
}

export function describeExecution(states: States, nameOrArn: string): object {
  const row = states.executions().find(({ arn, name }) => arn === nameOrArn || name === nameOrArn);
  if (!row) throw new BadRequest(`expected the name or ARN of an execution, found ${nameOrArn}`, 404);
  return {
    ...summarize(row),
    output: row.output,
    variables: row.variables,
    visits: row.visits.map(({ enteredAt, exitedAt, ...visit }) => ({
      ...visit,
      enteredAt: iso(enteredAt),
      exitedAt: iso(exitedAt),
    })),
    history: historyOf(row, states.machineOf(row.arn)),
  };
}
