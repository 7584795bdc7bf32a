/** Parking on a task token: who may bring it back, how often, and what comes too late. */
import { describe, expect, it } from 'vitest';
import { tokenOf } from '../../../local/states/execution.ts';
import { historyOf } from '../../../local/states/history.ts';
import {
  createClock,
  createHouse,
  type HouseOptions,
  MACHINE,
  machineOf,
  outputOf,
  refused,
  run,
  written,
} from './house.ts';

const park = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
  Arguments: { TableName: '{% $states.context.Task.Token %}', Key: {} },
  TimeoutSeconds: 60,
};
const caught = { Caught: { Type: 'Succeed', Output: '{% $states.input %}' } };
const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];

/** A parked execution, and the tokens it has given out so far. */
async function parked(options: HouseOptions = {}, fields: object = {}) {
  const tokens: string[] = [];
  const result = await run(
    { A: { ...park, Catch, ...fields, End: true }, ...caught },
    {
      ...options,
      sdk: (args, state) => {
        tokens.push(Object(args).TableName);
        return options.sdk?.(args, state) ?? written;
      },
    },
  );
  return { ...result, tokens, token: tokens[0] ?? '' };
}

const refusalOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return `${Object(error).type}: ${Object(error).message}`;
  }
  return 'taken';
};
const TIMED_OUT = "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'";

describe('a parked execution', () => {
  it('goes on with the output that comes back with its token, and not with the result of the call', async () => {
    const { row, states, token, clock } = await parked();
    expect(row.phase).toBe('parked');
    states.sendTaskSuccess(token, '{"paid":true}');
    await clock.settle();
    expect(outputOf(row)).toEqual({ paid: true });
    expect(clock.pending()).toBe(0);
    const types = historyOf(row, states.machineOf(row.arn)).map(({ type }) => type);
    expect(types).toContain('TaskSubmitted');
  });

  it('fails by the name that comes back with its token', async () => {
    const { row, states, token, clock } = await parked();
    states.sendTaskFailure(token, 'Withdrawn', 'by the customer');
    await clock.settle();
    expect(outputOf(row)).toEqual({ Error: 'Withdrawn', Cause: 'by the customer' });
  });

  it('advances by its own timeout, to the second', async () => {
    const { row, clock } = await parked();
    await clock.advanceBy(59);
    expect(row.phase).toBe('parked');
    await clock.advanceBy(1);
    expect(outputOf(row)).toEqual({ Error: 'States.Timeout', Cause: '' });
  });

  it('is not parked where the call was refused', async () => {
    const { row } = await parked({ sdk: () => refused('DynamoDb.ConditionalCheckFailedException') });
    expect(outputOf(row)).toMatchObject({ Error: 'DynamoDb.ConditionalCheckFailedException' });
  });

  it('stays for ever without a timeout', async () => {
    const { row, clock } = await parked({}, { TimeoutSeconds: undefined });
    await clock.advanceBy(10 ** 8);
    expect(row.phase).toBe('parked');
  });
});

describe('a token', () => {
  it('counts once', async () => {
    const { states, token, clock } = await parked();
    states.sendTaskSuccess(token, '{}');
    expect(refusalOf(() => states.sendTaskSuccess(token, '{}'))).toBe(TIMED_OUT);
    await clock.settle();
    expect(refusalOf(() => states.sendTaskFailure(token))).toBe(TIMED_OUT);
  });

  it('is stale after the timeout, after a stop, and after a retry has given out a new one', async () => {
    const late = await parked();
    await late.clock.advanceBy(60);
    expect(refusalOf(() => late.states.sendTaskSuccess(late.token, '{}'))).toBe(TIMED_OUT);
    const stopped = await parked();
    stopped.states.stopExecution(stopped.row.arn);
    expect(refusalOf(() => stopped.states.sendTaskSuccess(stopped.token, '{}'))).toBe(TIMED_OUT);
    const again = await parked({}, { Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }] });
    await again.clock.advanceBy(62);
    expect(new Set(again.tokens).size).toBe(2);
    expect(refusalOf(() => again.states.sendTaskSuccess(again.token, '{}'))).toBe(TIMED_OUT);
    expect(refusalOf(() => again.states.sendTaskSuccess(again.tokens[1] ?? '', '{}'))).toBe('taken');
  });

  it('is refused by name where it is none, or of an execution nobody knows', async () => {
    const { states, token } = await parked();
    expect(refusalOf(() => states.sendTaskSuccess('nonsense', '{}'))).toMatch(/^InvalidToken/);
    expect(refusalOf(() => createHouse().states.sendTaskSuccess(token, '{}'))).toMatch(/^TaskDoesNotExist/);
    expect(refusalOf(() => states.sendTaskSuccess(token, 'not JSON'))).toMatch(/^InvalidOutput/);
    expect(refusalOf(() => states.sendTaskSuccess(token, JSON.stringify('x'.repeat(262_144))))).toMatch(
      /^InvalidOutput/,
    );
  });

  it('may come back before the call that gave it out is answered', async () => {
    const answer = Promise.withResolvers<void>();
    const tokens: string[] = [];
    const house = createHouse({
      sdk: async (args) => {
        tokens.push(Object(args).TableName);
        await answer.promise;
        return written;
      },
    });
    house.states.deploy(MACHINE, machineOf({ A: { ...park, End: true } }));
    const row = house.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await house.clock.advanceUnwaited(0);
    house.states.sendTaskSuccess(tokens[0] ?? '', '"early"');
    await house.clock.advanceUnwaited(0);
    expect(outputOf(row)).toBe('early');
    answer.resolve();
    await house.clock.settle();
    expect(row).toMatchObject({ status: 'SUCCEEDED', phase: 'answered' });
  });
});

describe('a call that is answered after its time', () => {
  it('changes nothing about where the execution stands by then', async () => {
    const answer = Promise.withResolvers<void>();
    const house = createHouse({ sdk: () => answer.promise.then(() => written) });
    const late = { ...park, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Pause' }], Next: 'Caught' };
    const pause = { Type: 'Wait', Seconds: 100, Next: 'Caught' };
    house.states.deploy(MACHINE, machineOf({ A: late, Pause: pause, ...caught }));
    const row = house.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await house.clock.advanceUnwaited(60);
    answer.resolve();
    await house.clock.settle();
    expect(row).toMatchObject({ state: 'Pause', phase: 'waiting' });
    await house.clock.advanceBy(100);
    expect(row.status).toBe('SUCCEEDED');
  });
});

describe('stopping', () => {
  it('leaves nothing of a step that was being taken', async () => {
    const { states, clock } = createHouse();
    states.deploy(
      MACHINE,
      machineOf({ A: { Type: 'Pass', Output: '{% 1 + 1 %}', Next: 'B' }, B: { Type: 'Succeed' } }),
    );
    const row = states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    states.stopExecution(row.arn);
    await clock.settle();
    expect(row).toMatchObject({ status: 'ABORTED', state: 'A', visits: [{ state: 'A' }] });
  });

  it('is not undone by a timer that was cancelled too late', async () => {
    const clock = createClock();
    const { at } = clock.timeline;
    const deafAt: typeof at = (...entry) => {
      at(...entry);
      return () => {};
    };
    const timeline = { ...clock.timeline, at: deafAt };
    const { states } = createHouse({ clock: { ...clock, timeline } });
    states.deploy(
      MACHINE,
      machineOf({ A: { ...park, Catch, Next: 'B' }, B: { ...park, TimeoutSeconds: 1000, End: true }, ...caught }),
    );
    const row = states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await clock.settle();
    states.sendTaskSuccess(tokenOf(row), '{}');
    await clock.advanceBy(60);
    expect(row).toMatchObject({ state: 'B', phase: 'parked' });
    states.stopExecution(row.arn);
    await clock.advanceBy(1000);
    expect(row.status).toBe('ABORTED');
  });

  it('aborts what runs, once, and tells', async () => {
    const { states, row, changes, clock } = await parked();
    states.stopExecution(row.arn, 'Enough', 'said so');
    expect(row).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'said so' });
    states.stopExecution(row.arn, 'Again');
    expect(row.error).toBe('Enough');
    expect(changes.map(({ status }) => status)).toEqual(['RUNNING', 'ABORTED']);
    expect(clock.pending()).toBe(0);
  });
});
