/** Walks an execution from state to state until it parks, waits or ends, and keeps its row at every such point. */
import { type Live, statusChange, type Visit } from './execution.ts';
import type { Json } from './json.ts';
import type { HistoryNote, Ports, Status } from './ports.ts';
import { type Move, step, type Walker } from './step.ts';

/** AWS ends an execution whose history is longer. */
const LONGEST_HISTORY = 25_000;
const EVENTS_OF_VISIT = 2;
const EVENTS_OF_ATTEMPT = 3;

export function createWalker(ports: Ports, save: (live: Live) => void): Walker {
  const walker: Walker = {
    ports,
    save,
    schedule: (live) => {
      live.cancelWake?.();
      const { row } = live;
      const { wakeAt, sequence, state, name } = row;
      const wake = () => (row.sequence === sequence ? onWake(walker, live) : Promise.resolve());
      live.cancelWake = wakeAt === undefined ? undefined : ports.timeline.at(wakeAt, `${name} ${state}`, wake);
    },
  };
  return walker;
}

/** Goes on with an execution. At most one walk is under way per execution and sequence: whoever raises the sequence takes over. */
export async function walk(walker: Walker, live: Live): Promise<void> {
  const { row } = live;
  while (row.status === 'RUNNING') {
    const mine = row.sequence;
    const move = await step(walker, live);
    if (row.sequence !== mine || move.kind === 'park' || move.kind === 'superseded') return;
    if (move.kind === 'end') close(walker, live, 'SUCCEEDED', { output: move.output });
    else if (move.kind === 'fail') fail(walker, live, move);
    else if (move.kind === 'go') enterNext(walker, live, move);
    else return rest(walker, live, move);
  }
}

/** A timer of the execution's own has come: a wait is over, a retry is due, or a task is out of time. */
async function onWake(walker: Walker, live: Live): Promise<void> {
  const { row } = live;
  live.cancelWake = undefined;
  if (row.status !== 'RUNNING') return;
  row.sequence += 1;
  row.wakeAt = undefined;
  if (row.phase === 'retrying') row.phase = 'ready';
  else row.phase = row.phase === 'waiting' ? 'woken' : 'overdue';
  await walk(walker, live);
}

/** Takes the execution away from whatever is under way for it. */
export function interrupt(live: Live): void {
  live.cancelWake?.();
  live.cancelWake = undefined;
  live.row.sequence += 1;
}

/** Enters a state for the first time in this visit. Not kept at once: from the last kept row the way here is the same. */
export function enter({ ports }: Walker, { row }: Live, state: string, input: Json): void {
  const now = ports.timeline.now();
  row.state = state;
  row.stateInput = input;
  row.enteredAt = now;
  row.phase = 'ready';
  row.retryCount = 0;
  row.retries = {};
  row.wakeAt = undefined;
  row.answer = undefined;
  row.eventCount += EVENTS_OF_VISIT + EVENTS_OF_ATTEMPT;
  row.visits.push({ state, enteredAt: now });
  note(ports, { executionArn: row.arn, type: 'StateEntered', state, at: now });
}

function enterNext(walker: Walker, live: Live, move: Extract<Move, { kind: 'go' }>): void {
  const { row } = live;
  interrupt(live);
  leaveVisit(walker, live, move.fault);
  row.variables = { ...row.variables, ...move.assigned };
  enter(walker, live, move.next, move.output);
  if (row.eventCount > LONGEST_HISTORY) {
    const cause = `The execution reached the maximum number of history events (${LONGEST_HISTORY}).`;
    close(walker, live, 'FAILED', { error: 'States.Runtime', cause });
  }
}

function leaveVisit({ ports }: Walker, { row }: Live, fault?: string): void {
  const visit = row.visits.at(-1);
  if (!visit) return;
  const now = ports.timeline.now();
  if (fault !== undefined) addFault(visit, now, fault);
  visit.exitedAt = now;
  note(ports, { executionArn: row.arn, type: 'StateExited', state: row.state, at: now });
}

function addFault(visit: Visit, now: number, error: string): void {
  visit.faults = [...(visit.faults ?? []), [visit.startedAt ?? visit.enteredAt, now, error]];
}

function closeAttempt(visit: Visit, now: number, fault: string): void {
  addFault(visit, now, fault);
  visit.retries = (visit.retries ?? 0) + 1;
  visit.startedAt = undefined;
  visit.submittedAt = undefined;
}

function rest(walker: Walker, live: Live, move: Extract<Move, { kind: 'wait' | 'retry' }>): void {
  const { row } = live;
  interrupt(live);
  row.answer = undefined;
  if (move.kind === 'wait') {
    row.phase = 'waiting';
    row.wakeAt = move.until;
  } else {
    row.phase = 'retrying';
    row.wakeAt = move.at;
    row.retryCount += 1;
    row.retries[String(move.retrier)] = (row.retries[String(move.retrier)] ?? 0) + 1;
    row.eventCount += EVENTS_OF_ATTEMPT;
    const visit = row.visits.at(-1);
    if (visit) closeAttempt(visit, walker.ports.timeline.now(), move.fault);
    const at = walker.ports.timeline.now();
    note(walker.ports, { executionArn: row.arn, type: 'TaskFailed', state: row.state, at });
  }
  walker.save(live);
  walker.schedule(live);
}

function fail(walker: Walker, live: Live, { error, cause, fault }: Extract<Move, { kind: 'fail' }>): void {
  const visit = live.row.visits.at(-1);
  if (fault !== undefined && visit) addFault(visit, walker.ports.timeline.now(), fault);
  close(walker, live, 'FAILED', { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
}

type Ending = { readonly output?: Json; readonly error?: string; readonly cause?: string };

/** Ends an execution for good; of its working data only what its page shows is kept. */
export function close(walker: Walker, live: Live, status: Exclude<Status, 'RUNNING'>, ending: Ending): void {
  const { row } = live;
  interrupt(live);
  live.cancelDeadline?.();
  live.cancelDeadline = undefined;
  if (status === 'SUCCEEDED') leaveVisit(walker, live);
  row.status = status;
  row.stoppedAt = walker.ports.timeline.now();
  row.output = ending.output === undefined ? undefined : JSON.stringify(ending.output);
  row.error = ending.error;
  row.cause = ending.cause;
  row.variables = {};
  row.stateInput = null;
  row.answer = undefined;
  row.wakeAt = undefined;
  walker.save(live);
  const type = `Execution${status}`;
  note(walker.ports, { executionArn: row.arn, type, state: row.state, at: row.stoppedAt });
  walker.ports.onStatusChange?.(statusChange(row));
}

function note({ onHistory }: Ports, line: HistoryNote): void {
  onHistory?.(line);
}
