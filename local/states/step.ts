/** One step of an execution: what its state says now. Decides and calls; what it decides is applied in walk.ts. */
import { covers, retryDelay } from './errors-policy.ts';
import type { ExecutionRow, Live } from './execution.ts';
import { queryFault, StateFault } from './faults.ts';
import type { Json, JsonObject } from './json.ts';
import {
  type ChoiceState,
  type FailState,
  LONGEST_SECONDS,
  type Onward,
  type TaskState,
  type WaitState,
} from './machine.ts';
import type { Ports } from './ports.ts';
import { momentOf } from './read-state.ts';
import { evaluateHandover, scopeOf } from './scope.ts';
import { attemptTask } from './task.ts';
import { evaluateTemplate, type Template } from './template.ts';

/** What comes of a step. `fault` is the error that led there. */
export type Move =
  | {
      readonly kind: 'go';
      readonly next: string;
      readonly output: Json;
      readonly assigned: JsonObject;
      readonly fault?: string;
    }
  | { readonly kind: 'end'; readonly output: Json }
  | { readonly kind: 'fail'; readonly error?: string; readonly cause?: string; readonly fault?: string }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'retry'; readonly retrier: number; readonly at: number; readonly fault: string }
  /** The token is out: nothing more until it comes back or its time is up. */
  | { readonly kind: 'park' }
  /** Somebody else has taken the execution over meanwhile (a timeout, a stop): what this attempt brought counts no more. */
  | { readonly kind: 'superseded' };

export type Walker = {
  readonly ports: Ports;
  /** Keeps the row as it is now. */
  readonly save: (live: Live) => void;
  /** Wakes the execution at `row.wakeAt`, in place of any earlier wake. */
  readonly schedule: (live: Live) => void;
};

export async function step(walker: Walker, live: Live): Promise<Move> {
  const state = live.machine.states.get(live.row.state);
  if (!state) return runtimeFailure(`The state ${live.row.state} is not in the definition.`);
  if (state.type === 'Task') return stepTask(walker, live, state);
  try {
    if (state.type === 'Choice') return await choose(walker, live, state);
    if (state.type === 'Wait' && live.row.phase !== 'woken') return await beginWait(walker, live, state);
    if (state.type === 'Fail') return await giveUp(walker, live, state);
    return await leave(walker, live, state, live.row.stateInput);
  } catch (error) {
    return failure(error);
  }
}

const runtimeFailure = (cause: string): Move => ({ kind: 'fail', error: 'States.Runtime', cause });

/** Only what a state can fail of; anything else is a fault of this engine and goes on up. */
function failure(error: unknown): Move {
  if (!(error instanceof StateFault)) throw error;
  return { kind: 'fail', error: error.error, cause: error.causeText };
}

/** Leaves a state by `way` with its output, and for a task with its result. */
async function leave({ ports }: Walker, live: Live, way: Onward, usual: Json, extra?: JsonObject): Promise<Move> {
  const { output, assigned } = await evaluateHandover(way, scopeOf(live, ports.timeline.now(), extra), usual);
  return way.next === undefined ? { kind: 'end', output } : { kind: 'go', next: way.next, output, assigned };
}

async function choose(walker: Walker, live: Live, { choices, fallback, ...own }: ChoiceState): Promise<Move> {
  const scope = scopeOf(live, walker.ports.timeline.now());
  for (const rule of choices) {
    const holds = await evaluateTemplate(rule.condition, scope);
    if (typeof holds !== 'boolean') {
      throw queryFault(`The field '${rule.condition.field}' expected a boolean, found ${JSON.stringify(holds)}.`);
    }
    if (holds) return leave(walker, live, rule, live.row.stateInput);
  }
  if (fallback !== undefined) return leave(walker, live, { ...own, next: fallback }, live.row.stateInput);
  const cause = `No choice rule of the state ${live.row.state} matched and it has no Default.`;
  return { kind: 'fail', error: 'States.NoChoiceMatched', cause };
}

async function beginWait(walker: Walker, live: Live, state: WaitState): Promise<Move> {
  const now = walker.ports.timeline.now();
  const value = await evaluateTemplate(state.value, scopeOf(live, now));
  const until = state.until === 'Seconds' ? now + secondsOf(value, 'Seconds', 0) * 1000 : momentOf(value);
  if (until === undefined) {
    throw queryFault(
      `The field 'Timestamp' expected a moment such as 2026-01-31T08:00:00Z, found ${JSON.stringify(value)}.`,
    );
  }
  return until > now ? { kind: 'wait', until } : leave(walker, live, state, live.row.stateInput);
}

/** A whole number of seconds, or a fault that AWS gives the same name. */
export function secondsOf(value: Json, field: string, least: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= LONGEST_SECONDS) return value;
  throw queryFault(
    `The field '${field}' expected an integer from ${least} to ${LONGEST_SECONDS}, found ${JSON.stringify(value)}.`,
  );
}

async function giveUp({ ports }: Walker, live: Live, { error, cause }: FailState): Promise<Move> {
  const scope = scopeOf(live, ports.timeline.now());
  const text = async (template: Template | undefined) => {
    const value = template ? await evaluateTemplate(template, scope) : undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw queryFault(`The field '${template?.field}' expected a string, found ${JSON.stringify(value)}.`);
  };
  const [errorText, causeText] = [await text(error), await text(cause)];
  return {
    kind: 'fail',
    ...(errorText !== undefined && { error: errorText }),
    ...(causeText !== undefined && { cause: causeText }),
  };
}

async function stepTask(walker: Walker, live: Live, state: TaskState): Promise<Move> {
  try {
    const outcome = await resultOf(walker, live, state);
    if (outcome === 'superseded' || outcome === 'park') return { kind: outcome };
    return await leave(walker, live, state, outcome.result, { result: outcome.result });
  } catch (error) {
    if (!(error instanceof StateFault)) throw error;
    return recover(walker, live, state, error);
  }
}

function resultOf(walker: Walker, live: Live, state: TaskState): ReturnType<typeof attemptTask> {
  const { phase, answer } = live.row;
  if (phase === 'overdue') throw new StateFault('States.Timeout', '');
  if (phase !== 'answered' || !answer) return attemptTask(walker, live, state);
  if (!answer.ok) throw new StateFault(answer.error, answer.cause);
  return Promise.resolve({ result: answer.output });
}

/** Retry comes before Catch; the first retrier that covers the error decides alone, and its own count says when it is spent. */
async function recover(
  { ports }: Walker,
  live: Live,
  state: TaskState,
  { error, causeText }: StateFault,
): Promise<Move> {
  const now = ports.timeline.now();
  const index = state.retry.findIndex(({ errorEquals }) => covers(errorEquals, error));
  const retrier = state.retry[index];
  const used = usedRetries(live.row, index);
  if (retrier && used < retrier.maxAttempts) {
    return { kind: 'retry', retrier: index, at: now + retryDelay(retrier, used + 1, ports.random), fault: error };
  }
  const catcher = state.catch.find(({ errorEquals }) => covers(errorEquals, error));
  if (catcher?.next === undefined) return { kind: 'fail', error, cause: causeText, fault: error };
  const errorOutput = { Error: error, Cause: causeText };
  try {
    const { output, assigned } = await evaluateHandover(catcher, scopeOf(live, now, { errorOutput }), errorOutput);
    return { kind: 'go', next: catcher.next, output, assigned, fault: error };
  } catch (fault) {
    return failure(fault);
  }
}

function usedRetries(row: ExecutionRow, retrier: number): number {
  return row.retries[String(retrier)] ?? 0;
}
