/** Tells an execution's history as the events of GetExecutionHistory, from its compact visits. */
import type { ExecutionRow, Visit } from './execution.ts';
import type { Call, Machine, State } from './machine.ts';

export type HistoryEvent = {
  readonly id: number;
  readonly previousEventId: number;
  /** Epoch seconds, as the JSON protocol has it. */
  readonly timestamp: number;
  readonly type: string;
  readonly [details: string]: unknown;
};

type Line = { readonly type: string; readonly at: number; readonly details?: Readonly<Record<string, unknown>> };

/** Every event in order; payloads are kept only at the two ends of the execution. */
export function historyOf(row: ExecutionRow, machine: Machine): readonly HistoryEvent[] {
  const started = { executionStartedEventDetails: { input: row.input, inputDetails: { truncated: false } } };
  const lines: readonly Line[] = [
    { type: 'ExecutionStarted', at: row.startedAt, details: started },
    ...row.visits.flatMap((visit) => linesOf(visit, machine.states.get(visit.state))),
    ...endOf(row),
  ];
  return lines.map(({ type, at, details }, index) => ({
    id: index + 1,
    previousEventId: index,
    timestamp: at / 1000,
    type,
    ...details,
  }));
}

/** How many transitions AWS would charge: each state entered, and each retry. */
export function transitionsOf({ visits }: Pick<ExecutionRow, 'visits'>): number {
  return visits.reduce((sum, { retries = 0 }) => sum + 1 + retries, 0);
}

function linesOf(visit: Visit, state: State | undefined): readonly Line[] {
  const kind = state?.type ?? 'Pass';
  const stateDetails = { name: visit.state };
  const entered = {
    type: `${kind}StateEntered`,
    at: visit.enteredAt,
    details: { stateEnteredEventDetails: stateDetails },
  };
  const exited = {
    type: `${kind}StateExited`,
    at: visit.exitedAt ?? 0,
    details: { stateExitedEventDetails: stateDetails },
  };
  const inside = state?.type === 'Task' ? attemptsOf(visit, state.call) : [];
  // A Fail state is never left.
  return [entered, ...inside, ...(visit.exitedAt === undefined || kind === 'Fail' ? [] : [exited])];
}

function attemptsOf(visit: Visit, call: Call): readonly Line[] {
  const where =
    call.kind === 'lambda'
      ? { resourceType: 'lambda', resource: 'invoke' }
      : {
          resourceType: `aws-sdk:${call.service}`,
          resource: `${call.action}${call.awaitsToken ? '.waitForTaskToken' : ''}`,
        };
  const begun = (at: number): readonly Line[] => [
    { type: 'TaskScheduled', at, details: { taskScheduledEventDetails: where } },
    { type: 'TaskStarted', at, details: { taskStartedEventDetails: where } },
  ];
  const failed = (visit.faults ?? []).flatMap(([startedAt, failedAt, error]) => [
    ...begun(startedAt),
    error === 'States.Timeout'
      ? { type: 'TaskTimedOut', at: failedAt, details: { taskTimedOutEventDetails: { ...where, error } } }
      : { type: 'TaskFailed', at: failedAt, details: { taskFailedEventDetails: { ...where, error } } },
  ]);
  const { startedAt, submittedAt, exitedAt, retries = 0 } = visit;
  if (startedAt === undefined || (visit.faults?.length ?? 0) > retries) return failed;
  const line = (type: string, details: string, at: number | undefined): readonly Line[] =>
    at === undefined ? [] : [{ type, at, details: { [details]: where } }];
  return [
    ...failed,
    ...begun(startedAt),
    ...line('TaskSubmitted', 'taskSubmittedEventDetails', submittedAt),
    ...line('TaskSucceeded', 'taskSucceededEventDetails', exitedAt),
  ];
}

function endOf({ status, stoppedAt = 0, output, error, cause }: ExecutionRow): readonly Line[] {
  const fault = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
  if (status === 'RUNNING') return [];
  if (status === 'SUCCEEDED') {
    const details = { executionSucceededEventDetails: { output, outputDetails: { truncated: false } } };
    return [{ type: 'ExecutionSucceeded', at: stoppedAt, details }];
  }
  if (status === 'FAILED')
    return [{ type: 'ExecutionFailed', at: stoppedAt, details: { executionFailedEventDetails: fault } }];
  if (status === 'ABORTED') {
    return [{ type: 'ExecutionAborted', at: stoppedAt, details: { executionAbortedEventDetails: fault } }];
  }
  // Only the event names the error: DescribeExecution shows neither error nor cause of an execution out of time.
  const details = { executionTimedOutEventDetails: { error: 'States.Timeout' } };
  return [{ type: 'ExecutionTimedOut', at: stoppedAt, details }];
}
