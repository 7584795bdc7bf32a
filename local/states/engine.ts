/** The local Step Functions: its machines and executions, and what the outside may ask of them. */
import { type Answer, type ExecutionRow, type Live, readToken, statusChange } from './execution.ts';
import { ApiFault } from './faults.ts';
import { byteSize, type Json, PAYLOAD_LIMIT, parseJson } from './json.ts';
import { loadMachine } from './load.ts';
import type { Machine } from './machine.ts';
import type { Ports } from './ports.ts';
import { definitionKind, keepRow, readDefinition, readRows } from './rows.ts';
import { close, createWalker, enter, interrupt, walk } from './walk.ts';

/** For so long a name stays taken after its execution has closed: 90 days. */
const NAME_KEPT_MS = 90 * 24 * 3600 * 1000;
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

export type StartRequest = {
  readonly stateMachineArn: string;
  readonly name?: string | undefined;
  /** JSON text; `{}` where absent. */
  readonly input?: string | undefined;
};

export type States = {
  /** Deploys a machine, or a new definition of it: executions that run keep theirs. Throws where it is refused. */
  readonly deploy: (stateMachineArn: string, definition: unknown) => Machine;
  /** Brings back every execution the journal holds, and goes on with those that run. Call it once, after `deploy`. */
  readonly restore: () => { readonly running: number; readonly closed: number };
  readonly startExecution: (request: StartRequest) => ExecutionRow;
  readonly describeExecution: (executionArn: string) => ExecutionRow;
  readonly stopExecution: (executionArn: string, error?: string, cause?: string) => ExecutionRow;
  readonly sendTaskSuccess: (taskToken: string, output: string) => void;
  readonly sendTaskFailure: (taskToken: string, error?: string, cause?: string) => void;
  /** All executions, of one machine or of every, the latest first. */
  readonly executions: (stateMachineArn?: string) => readonly ExecutionRow[];
  /** The definition an execution runs on. */
  readonly machineOf: (executionArn: string) => Machine;
  readonly machines: () => ReadonlyMap<string, Machine>;
};

export function createStates(ports: Ports): States {
  const lives = new Map<string, Live>();
  const deployed = new Map<string, Machine>();
  const save = ({ row }: Live) => keepRow(ports.journal, row);
  const house: House = { ports, lives, deployed, walker: createWalker(ports, save), lastOrdinal: 0 };
  const running = (arn: string) => found(lives, arn);
  return {
    deploy: (arn, definition) => deploy(house, arn, definition),
    restore: () => restore(house),
    startExecution: (request) => start(house, request),
    describeExecution: (arn) => running(arn).row,
    stopExecution: (arn, error, cause) =>
      stop(house, running(arn), { ...(error && { error }), ...(cause && { cause }) }),
    sendTaskSuccess: (token, output) =>
      answer(house, token, { ok: true, output: parsePayload(output, 'InvalidOutput') }),
    sendTaskFailure: (token, error = '', cause = '') => answer(house, token, { ok: false, error, cause }),
    executions: (machineArn) => list(house, machineArn),
    machineOf: (arn) => running(arn).machine,
    machines: () => deployed,
  };
}

type House = {
  readonly ports: Ports;
  readonly lives: Map<string, Live>;
  readonly deployed: Map<string, Machine>;
  readonly walker: ReturnType<typeof createWalker>;
  lastOrdinal: number;
};

function found(lives: ReadonlyMap<string, Live>, arn: string): Live {
  const live = lives.get(arn);
  if (live) return live;
  throw new ApiFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

function deploy({ ports, deployed }: House, arn: string, definition: unknown): Machine {
  const machine = loadMachine(definition);
  deployed.set(arn, machine);
  ports.journal.put(definitionKind, machine.digest, { source: machine.source });
  return machine;
}

function start(
  house: House,
  { stateMachineArn, name = crypto.randomUUID(), input = '{}' }: StartRequest,
): ExecutionRow {
  const machine = house.deployed.get(stateMachineArn);
  if (!machine) throw new ApiFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
  if (!NAME.test(name)) throw new ApiFault('InvalidName', `Invalid Name: '${name}'`);
  const arn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const before = house.lives.get(arn)?.row;
  if (before && isTaken(before, house.ports.timeline.now())) {
    if (before.status === 'RUNNING' && before.input === input) return before;
    throw new ApiFault('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  const stateInput = parsePayload(input, 'InvalidExecutionInput');
  house.lastOrdinal += 1;
  const now = house.ports.timeline.now();
  const row: ExecutionRow = {
    ...{ arn, stateMachineArn, definition: machine.digest, name, ordinal: house.lastOrdinal, input, startedAt: now },
    ...{ status: 'RUNNING', state: machine.startAt, stateInput, enteredAt: now, variables: {}, phase: 'ready' },
    ...{ sequence: (before?.sequence ?? 0) + 1, retryCount: 0, retries: {}, eventCount: 1, visits: [], sealed: 0 },
  };
  const live: Live = { row, machine };
  house.lives.set(arn, live);
  enter(house.walker, live, machine.startAt, stateInput);
  house.walker.save(live);
  house.ports.onStatusChange?.(statusChange(row));
  setDeadline(house, live);
  goOn(house, live);
  return row;
}

const isTaken = ({ stoppedAt }: ExecutionRow, now: number) => stoppedAt === undefined || stoppedAt + NAME_KEPT_MS > now;

function parsePayload(text: string, refusal: 'InvalidExecutionInput' | 'InvalidOutput'): Json {
  let value: Json;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new ApiFault(refusal, `Invalid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (byteSize(value) <= PAYLOAD_LIMIT) return value;
  throw new ApiFault(refusal, `Expected at most ${PAYLOAD_LIMIT} bytes, found ${byteSize(value)}`);
}

/** The walk goes on beside the caller; the timeline sees to it that time does not run away meanwhile. */
function goOn({ ports, walker }: House, live: Live): void {
  void ports.timeline.track(walk(walker, live));
}

/** The time limit of the whole execution, where its machine has one. */
function setDeadline({ ports, walker }: House, live: Live): void {
  const { timeoutSeconds } = live.machine;
  if (timeoutSeconds === undefined) return;
  const dueMs = live.row.startedAt + timeoutSeconds * 1000;
  live.cancelDeadline = ports.timeline.at(dueMs, `${live.row.name} as a whole`, async () => {
    if (live.row.status === 'RUNNING') close(walker, live, 'TIMED_OUT', {});
  });
}

function stop({ walker }: House, live: Live, ending: { error?: string; cause?: string }): ExecutionRow {
  if (live.row.status === 'RUNNING') close(walker, live, 'ABORTED', ending);
  return live.row;
}

function answer(house: House, token: string, content: Answer): void {
  const said = readToken(token);
  if (!said) throw new ApiFault('InvalidToken', "Invalid Token: 'Invalid token'");
  const live = house.lives.get(said.arn);
  if (!live) throw new ApiFault('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
  const { row } = live;
  // The sequence has grown since if the task was answered, ran out of time, was tried again or was stopped.
  if (row.sequence !== said.sequence) {
    throw new ApiFault('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }
  interrupt(live);
  row.phase = 'answered';
  row.answer = content;
  row.wakeAt = undefined;
  // Kept before the caller hears that it was taken: an answer given is never lost.
  house.walker.save(live);
  goOn(house, live);
}

function list({ lives }: House, stateMachineArn?: string): readonly ExecutionRow[] {
  const rows = [...lives.values()].map(({ row }) => row);
  const wanted = stateMachineArn === undefined ? rows : rows.filter((row) => row.stateMachineArn === stateMachineArn);
  return wanted.sort((a, b) => b.ordinal - a.ordinal);
}

function restore(house: House): { running: number; closed: number } {
  const { journal } = house.ports;
  const machines = new Map([...house.deployed.values()].map((machine) => [machine.digest, machine]));
  for (const { key, value } of journal.all(definitionKind)) {
    if (!machines.has(key)) machines.set(key, loadMachine(readDefinition(value)));
  }
  let running = 0;
  for (const row of readRows(journal)) {
    const machine = machines.get(row.definition);
    if (!machine) throw new Error(`expected the definition ${row.definition} of ${row.arn} in the journal, found none`);
    const live: Live = { row, machine };
    house.lives.set(row.arn, live);
    house.lastOrdinal = Math.max(house.lastOrdinal, row.ordinal);
    if (row.status === 'RUNNING') running += 1;
  }
  for (const live of house.lives.values()) if (live.row.status === 'RUNNING') resume(house, live);
  return { running, closed: house.lives.size - running };
}

/** What waits keeps its moment; what was under way is done again. */
function resume(house: House, live: Live): void {
  setDeadline(house, live);
  const { phase } = live.row;
  if (phase === 'waiting' || phase === 'retrying' || phase === 'parked') house.walker.schedule(live);
  else goOn(house, live);
}
