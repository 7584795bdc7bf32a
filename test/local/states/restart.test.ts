/** Killed at any moment and started again from the journal, every execution comes to the same end. */
import { describe, expect, it } from 'vitest';
import { tokenOf } from '../../../local/states/execution.ts';
import type { Journal } from '../../../local/states/ports.ts';
import {
  createClock,
  createHouse,
  createMemoryJournal,
  MACHINE,
  machineOf,
  outputOf,
  returns,
  START,
  throws,
  written,
} from './house.ts';

const f = (Payload: unknown) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'f', Payload },
});
const park = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
  Arguments: { TableName: '{% $states.context.Task.Token %}', Key: {} },
};

/** Two steps, a retry, a park that times out, a park that is answered, a wait, and a choice between them. */
const definition = machineOf(
  {
    Decide: {
      ...f('{% $millis() %}'),
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10 }],
      Assign: { next: '{% $states.result.Payload %}' },
      Next: 'Which',
    },
    Which: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $next.kind = 'wait' %}", Next: 'Park' },
        { Condition: "{% $next.kind = 'pause' %}", Next: 'Pause' },
      ],
      Default: 'Done',
    },
    Park: {
      ...park,
      TimeoutSeconds: '{% $next.seconds %}',
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Decide' }],
      Assign: { paid: '{% $states.result.amount %}' },
      Next: 'Done',
    },
    Pause: { Type: 'Wait', Seconds: 100, Next: 'Decide' },
    Done: { Type: 'Succeed', Output: ['{% $paid %}', '{% $next.kind %}'] },
  },
  { TimeoutSeconds: 10_000 },
);

/** What the function answers depends on the time alone, so that being asked twice changes nothing. */
function decide(millis: unknown) {
  const seconds = (Number(millis) - START) / 1000;
  if (seconds < 10) return throws('Busy');
  if (seconds < 50) return returns({ kind: 'wait', seconds: 90 });
  if (seconds < 150) return returns({ kind: 'pause' });
  return returns({ kind: 'wait', seconds: 1000 });
}

type Snapshot = { readonly at: number; readonly rows: readonly { kind: string; key: string; text: string }[] };

/** A journal that remembers what it held after each write, and when. */
function createRecorder(now: () => number) {
  const memory = createMemoryJournal();
  const snapshots: Snapshot[] = [];
  const take = () =>
    ['states.definition', 'states.visits', 'states.execution'].flatMap((kind) =>
      [...memory.journal.all(kind)].map(({ key, value }) => ({ kind, key, text: JSON.stringify(value) })),
    );
  const journal: Journal = {
    ...memory.journal,
    put: (kind, key, value) => {
      memory.journal.put(kind, key, value);
      snapshots.push({ at: now(), rows: take() });
    },
  };
  return { memory: { ...memory, journal }, snapshots };
}

/** Five hundred seconds on the clock, then the payment: the token that is out, before the kill or after it, is the row's own. */
async function playOut(house: ReturnType<typeof createHouse>) {
  const elapsed = (house.clock.timeline.now() - START) / 1000;
  await house.clock.advanceBy(Math.max(0, 500 - elapsed));
  const row = house.states.executions()[0];
  if (row?.status === 'RUNNING') house.states.sendTaskSuccess(tokenOf(row), '{"amount":5}');
  await house.clock.settle();
  return row;
}

const houseOn = (clock: ReturnType<typeof createClock>, memory: ReturnType<typeof createMemoryJournal>) => {
  const tokens: string[] = [];
  const house = createHouse({
    clock,
    memory,
    invoke: (args) => decide(args),
    sdk: (args) => {
      tokens.push(Object(args).TableName);
      return written;
    },
  });
  return { ...house, tokens };
};

describe('a restart', () => {
  it('after any write of the journal leads to the same path, the same end and the same moments', async () => {
    const clock = createClock();
    const { memory, snapshots } = createRecorder(clock.timeline.now);
    const first = houseOn(clock, memory);
    first.states.deploy(MACHINE, definition);
    first.states.startExecution({ stateMachineArn: MACHINE, name: 'one', input: '{}' });
    const whole = await playOut(first);
    expect(whole?.visits.map(({ state }) => state).join(' ')).toBe(
      'Decide Which Park Decide Which Pause Decide Which Park Done',
    );
    expect(outputOf(whole ?? {})).toEqual([5, 'wait']);
    expect(snapshots.length).toBeGreaterThan(10);
    for (const { at, rows } of snapshots.slice(1)) {
      const copy = createMemoryJournal();
      for (const { kind, key, text } of rows) copy.journal.put(kind, key, JSON.parse(text));
      const second = houseOn(createClock(at), copy);
      second.states.deploy(MACHINE, definition);
      second.states.restore();
      const row = await playOut(second);
      expect(row).toMatchObject({ status: 'SUCCEEDED', output: '[5,"wait"]' });
      expect(row?.visits.map(({ state, enteredAt }) => [state, enteredAt])).toEqual(
        whole?.visits.map(({ state, enteredAt }) => [state, enteredAt]),
      );
    }
  });

  it('calls a task that was under way again, with the same token and the time limit it had', async () => {
    const clock = createClock();
    const memory = createMemoryJournal();
    const lost = createHouse({ clock, memory, sdk: () => new Promise(() => {}) });
    lost.states.deploy(MACHINE, machineOf({ A: { ...park, TimeoutSeconds: 100, End: true } }));
    lost.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await clock.advanceUnwaited(60);
    const next = createClock(clock.timeline.now());
    const house = houseOn(next, memory);
    house.states.deploy(MACHINE, machineOf({ A: { ...park, TimeoutSeconds: 100, End: true } }));
    expect(house.states.restore()).toEqual({ running: 1, closed: 0 });
    await next.advanceBy(39);
    expect(house.calls).toEqual(lost.calls);
    await next.advanceBy(1);
    expect(house.states.executions()[0]).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('does not ask again where a token is out, and keeps an answer that was taken just before the kill', async () => {
    const clock = createClock();
    const { memory, snapshots } = createRecorder(clock.timeline.now);
    const first = houseOn(clock, memory);
    first.states.deploy(MACHINE, machineOf({ A: { ...park, End: true } }));
    first.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await clock.settle();
    const second = houseOn(createClock(), await copyOf(snapshots.at(-1)));
    second.states.restore();
    await second.clock.settle();
    expect(second.calls).toEqual([]);
    second.states.sendTaskSuccess(first.tokens[0] ?? '', '"after the kill"');
    await second.clock.settle();
    expect(outputOf(second.states.executions()[0] ?? {})).toBe('after the kill');
    first.states.sendTaskSuccess(first.tokens[0] ?? '', '"kept"');
    const third = houseOn(createClock(), await copyOf(snapshots.at(-1)));
    third.states.restore();
    await third.clock.settle();
    expect(outputOf(third.states.executions()[0] ?? {})).toBe('kept');
  });

  it.each([
    ['a wait', { ...f(1), Next: 'Pause' }, { state: 'B', args: 2 }],
    [
      'the pause before a retry',
      { ...f(0), Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 100 }], Next: 'Pause' },
      { state: 'A', args: 0 },
    ],
  ])('in the middle of %s keeps its end, and calls nothing before', async (_what, A, called) => {
    const memory = createMemoryJournal();
    const machine = machineOf({ A, Pause: { Type: 'Wait', Seconds: 100, Next: 'B' }, B: { ...f(2), End: true } });
    const answers = (args: unknown) => (args === 0 ? throws('Busy') : returns(args));
    const clock = createClock();
    const first = createHouse({ clock, memory, invoke: answers });
    first.states.deploy(MACHINE, machine);
    first.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await clock.advanceBy(60);
    const second = createHouse({ clock: createClock(clock.timeline.now()), memory, invoke: answers });
    second.states.deploy(MACHINE, machine);
    second.states.restore();
    await second.clock.advanceBy(39);
    expect(second.calls).toEqual([]);
    await second.clock.advanceBy(1);
    expect(second.calls).toEqual([called]);
  });

  it('keeps old definitions, closed executions and the names they took', async () => {
    const memory = createMemoryJournal();
    const first = houseOn(createClock(), memory);
    first.states.deploy(MACHINE, machineOf({ A: { Type: 'Succeed' } }));
    first.states.startExecution({ stateMachineArn: MACHINE, name: 'done' });
    first.states.deploy(
      MACHINE,
      machineOf({ A: { Type: 'Wait', Seconds: 5, Next: 'B' }, B: { Type: 'Succeed', Output: 'old' } }),
    );
    first.states.startExecution({ stateMachineArn: MACHINE, name: 'waits' });
    await first.clock.settle();
    const second = houseOn(createClock(), memory);
    second.states.deploy(MACHINE, machineOf({ A: { Type: 'Succeed', Output: 'new' } }));
    expect(second.states.restore()).toEqual({ running: 1, closed: 1 });
    await second.clock.advanceBy(5);
    expect(second.states.executions().map(({ name, output }) => [name, output])).toEqual([
      ['waits', '"old"'],
      ['done', '{}'],
    ]);
    expect(() => second.states.startExecution({ stateMachineArn: MACHINE, name: 'done' })).toThrow('Already Exists');
    await second.clock.advanceBy(91 * 24 * 3600);
    expect(second.states.startExecution({ stateMachineArn: MACHINE, name: 'done' }).status).toBe('RUNNING');
    expect(second.states.executions()[0]?.name).toBe('done');
  });

  it('keeps the time limit of the whole execution', async () => {
    const memory = createMemoryJournal();
    const machine = machineOf({ A: { Type: 'Wait', Seconds: 900, End: true } }, { TimeoutSeconds: 600 });
    const first = houseOn(createClock(), memory);
    first.states.deploy(MACHINE, machine);
    first.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await first.clock.advanceBy(300);
    const second = houseOn(createClock(first.clock.timeline.now()), memory);
    second.states.restore();
    await second.clock.advanceBy(300);
    expect(second.states.executions()[0]).toMatchObject({ status: 'TIMED_OUT', stoppedAt: START + 600_000 });
  });

  it('remembers the whole way of an execution that goes round for months, at small rows', async () => {
    const clock = createClock();
    const memory = createMemoryJournal();
    const first = houseOn(clock, memory);
    first.states.deploy(
      MACHINE,
      machineOf({
        A: { Type: 'Wait', Seconds: 3600, Next: 'B' },
        B: { Type: 'Wait', Seconds: 3600, Next: 'C' },
        C: { Type: 'Choice', Choices: [{ Condition: false, Next: 'D' }], Default: 'A' },
        D: { Type: 'Succeed' },
      }),
    );
    const row = first.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await clock.advanceBy(500 * 3600);
    const second = houseOn(createClock(clock.timeline.now()), memory);
    second.states.restore();
    expect(row.visits).toHaveLength(751);
    expect(second.states.executions()[0]?.visits).toEqual(row.visits);
    const [kept] = memory.journal.all('states.execution');
    expect(JSON.stringify(kept?.value).length).toBeLessThan(2000);
  });

  it('costs about one write for each transition', async () => {
    const clock = createClock();
    const memory = createMemoryJournal();
    const house = houseOn(clock, memory);
    house.states.deploy(MACHINE, definition);
    house.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    const row = await playOut(house);
    expect(memory.puts() - 1).toBeLessThanOrEqual((row?.visits.length ?? 0) + 4);
  });
});

async function copyOf(snapshot: Snapshot | undefined) {
  const copy = createMemoryJournal();
  for (const { kind, key, text } of snapshot?.rows ?? []) copy.journal.put(kind, key, JSON.parse(text));
  return copy;
}
