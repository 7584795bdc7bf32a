/** A Step Functions engine for tests: a clock moved by hand, a journal in memory, tasks that answer as scripted. */
import { SFNClient } from '@aws-sdk/client-sfn';
import { createStates, type States } from '../../../local/states/engine.ts';
import type { Json } from '../../../local/states/json.ts';
import type {
  HistoryNote,
  InvokeOutcome,
  Journal,
  SdkOutcome,
  StatusChange,
  Timeline,
} from '../../../local/states/ports.ts';
import { createStatesWire } from '../../../local/states/wire.ts';

export const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:Paths';
export const START = Date.parse('2026-01-01T08:00:00Z');

type Entry = { readonly due: number; readonly order: number; readonly work: () => Promise<void> };

/** Virtual time that moves only when told; it waits for what is under way before and after each step. */
export function createClock(start = START) {
  let now = start;
  let order = 0;
  const entries = new Set<Entry>();
  const underWay = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>) => {
    underWay.add(work);
    const done = () => void underWay.delete(work);
    work.then(done, done);
    return work;
  };
  const settle = async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  const timeline: Timeline = {
    now: () => now,
    track,
    at: (due, _label, work) => {
      order += 1;
      const entry = { due, order, work };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
  };
  const next = (until: number) =>
    [...entries].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due || a.order - b.order)[0];
  const advanceTo = async (until: number) => {
    await settle();
    for (let entry = next(until); entry; entry = next(until)) {
      entries.delete(entry);
      now = Math.max(now, entry.due);
      track(entry.work());
      await settle();
    }
    now = Math.max(now, until);
  };
  return {
    timeline,
    settle,
    pending: () => entries.size,
    /** Moves to the earliest moment that somebody waits for, whatever is under way; false where nobody waits. */
    toNext: () => {
      const entry = next(Number.POSITIVE_INFINITY);
      if (!entry) return false;
      entries.delete(entry);
      now = Math.max(now, entry.due);
      track(entry.work());
      return true;
    },
    advanceBy: (seconds: number) => advanceTo(now + seconds * 1000),
    /** Moves time while something is under way, as a clock does that does not wait. */
    advanceUnwaited: async (seconds: number) => {
      const until = now + seconds * 1000;
      await new Promise(setImmediate);
      for (let entry = next(until); entry; entry = next(until)) {
        entries.delete(entry);
        now = Math.max(now, entry.due);
        track(entry.work());
        await new Promise(setImmediate);
      }
      now = until;
    },
  };
}

/** Keeps text, as a file would: what was put is what the row was at that moment. */
export function createMemoryJournal() {
  const rows = new Map<string, { kind: string; key: string; text: string }>();
  let puts = 0;
  const journal: Journal = {
    put: (kind, key, value) => {
      puts += 1;
      rows.set(`${kind} ${key}`, { kind, key, text: JSON.stringify(value) });
    },
    remove: (kind, key) => void rows.delete(`${kind} ${key}`),
    all: (kind) =>
      [...rows.values()].filter((row) => row.kind === kind).map(({ key, text }) => ({ key, value: JSON.parse(text) })),
  };
  return { journal, puts: () => puts };
}

export type Called = { readonly state: string; readonly args: Json };
export type Task = (args: Json, state: string) => InvokeOutcome | Promise<InvokeOutcome>;
export type Update = (args: Json, state: string) => SdkOutcome | Promise<SdkOutcome>;

export const returns = (payload: unknown): InvokeOutcome => ({ ok: true, payload });
export const throws = (errorType: string, message = 'no reason given'): InvokeOutcome => ({
  ok: false,
  errorType,
  message,
});
export const written: SdkOutcome = { ok: true, result: {} };
export const refused = (errorName: string): SdkOutcome => ({ ok: false, errorName, message: 'The write was refused' });

export type HouseOptions = {
  readonly invoke?: Task;
  readonly sdk?: Update;
  readonly random?: () => number;
  readonly clock?: ReturnType<typeof createClock>;
  readonly memory?: ReturnType<typeof createMemoryJournal>;
};

/** Everything a test wants to look at, around one engine. */
export function createHouse({
  invoke = () => returns(null),
  sdk = () => written,
  random = () => 0.5,
  clock = createClock(),
  memory = createMemoryJournal(),
}: HouseOptions = {}) {
  const calls: Called[] = [];
  const notes: HistoryNote[] = [];
  const changes: StatusChange[] = [];
  const states: States = createStates({
    timeline: clock.timeline,
    journal: memory.journal,
    invoke: async (_arn, payload, { state }) => {
      calls.push({ state, args: payload });
      return invoke(payload, state);
    },
    sdk: async (_service, _action, args, { state }) => {
      calls.push({ state, args });
      return sdk(args, state);
    },
    random,
    onHistory: (line) => void notes.push(line),
    onStatusChange: (detail) => void changes.push(detail),
  });
  return { states, clock, memory, calls, notes, changes };
}

type SdkRequest = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** An SDK client whose requests go straight to the engine's wire. */
export function clientOf(states: States): SFNClient {
  const wire = createStatesWire(states);
  const handle = async ({ headers, body }: SdkRequest) => {
    const answer = await wire(headers['x-amz-target'] ?? '', new TextDecoder().decode(body));
    const type = answer.errorType && { 'x-amzn-errortype': answer.errorType };
    const response = { 'content-type': 'application/x-amz-json-1.0', ...type };
    return { response: { statusCode: answer.status, headers: response, body: Buffer.from(answer.body) } };
  };
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new SFNClient({ region: 'eu-central-1', credentials, maxAttempts: 1, requestHandler: { handle } });
}

/** A machine of the given states, beginning with the first. */
export function machineOf(states: Readonly<Record<string, object>>, extra: object = {}): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...extra };
}

/** Runs a machine of the given states until nothing is under way; answers with the row and the house. */
export async function run(states: Readonly<Record<string, object>>, options: HouseOptions & { input?: unknown } = {}) {
  const house = createHouse(options);
  house.states.deploy(MACHINE, machineOf(states));
  const row = house.states.startExecution({
    stateMachineArn: MACHINE,
    name: 'one',
    input: JSON.stringify(options.input ?? {}),
  });
  await house.clock.settle();
  return { ...house, row };
}

/** The output of an ended execution, parsed. */
export function outputOf({ output }: { readonly output?: string | undefined }): unknown {
  return output === undefined ? undefined : JSON.parse(output);
}
