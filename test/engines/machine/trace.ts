/** What is compared: one execution as the Step Functions API tells it, and what it asked of its surroundings. */
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';

/** One stay in a state, with the names of the errors met there. */
export type Visit = { readonly state: string; readonly errors: readonly string[] };

export type Trace = {
  readonly visits: readonly Visit[];
  readonly status: string;
  /** Of an execution that succeeded. The wording of a cause is each engine's own. */
  readonly output?: unknown;
  readonly error?: string | undefined;
  readonly calls: readonly unknown[];
  readonly writes: readonly unknown[];
  /** What the API said to each request of the case. */
  readonly replies: readonly string[];
  /** The invoice row at the end. */
  readonly row: unknown;
};

export async function readVisits(sfn: SFNClient, executionArn: string): Promise<readonly Visit[]> {
  const visits: { state: string; errors: string[] }[] = [];
  for (const event of await eventsOf(sfn, executionArn)) {
    const state = event.stateEnteredEventDetails?.name;
    if (state !== undefined) visits.push({ state, errors: [] });
    const error = errorOf(event);
    if (error !== undefined) visits.at(-1)?.errors.push(error);
  }
  return visits;
}

async function eventsOf(sfn: SFNClient, executionArn: string): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, nextToken }));
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}

/** A task's error. AWS tells of a timeout in an event of its own, MiniStack in `TaskFailed`: the name is the same. */
function errorOf({ taskFailedEventDetails, taskTimedOutEventDetails }: HistoryEvent): string | undefined {
  return (taskFailedEventDetails ?? taskTimedOutEventDetails)?.error;
}

export async function readEnding(sfn: SFNClient, executionArn: string) {
  const { status = 'unknown', output, error } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  const succeeded = status === 'SUCCEEDED' && output !== undefined;
  return { status, ...(succeeded && { output: withoutCause(JSON.parse(output)) }), ...(error && { error }) };
}

function withoutCause(output: unknown): unknown {
  const { Cause, ...rest } = Object(output);
  return typeof Cause === 'string' ? rest : output;
}
