/** Retry and Catch: which errors are met by whom, how often, and when. */
import { describe, expect, it } from 'vitest';
import { covers } from '../../../local/states/errors-policy.ts';
import { historyOf, transitionsOf } from '../../../local/states/history.ts';
import { createHouse, type HouseOptions, MACHINE, machineOf, outputOf, returns, run, START, throws } from './house.ts';

const task = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'f', Payload: '{% $states.context.State.RetryCount %}' },
};
const caught = { Caught: { Type: 'Succeed', Output: '{% $states.input %}' } };
const all = { ErrorEquals: ['States.ALL'], Next: 'Caught' };

/** Runs one task for an hour; answers with the seconds at which it was called. */
async function calledAt(fields: object, options: HouseOptions = {}) {
  const at: number[] = [];
  const house: { now?: () => number } = {};
  const answer = options.invoke ?? (() => throws('Oops'));
  const result = await run(
    { A: { ...task, ...fields, End: true }, ...('Catch' in fields ? caught : {}) },
    {
      ...options,
      invoke: (args, state) => {
        at.push(((house.now?.() ?? START) - START) / 1000);
        return answer(args, state);
      },
    },
  );
  house.now = result.clock.timeline.now;
  await result.clock.advanceBy(3600);
  return { at, ...result };
}

describe('Retry', () => {
  const Retry = [{ ErrorEquals: ['Oops'], IntervalSeconds: 3, BackoffRate: 2, MaxAttempts: 3 }];

  it('waits longer each time, then fails with the error', async () => {
    const { at, row } = await calledAt({ Retry });
    expect(at).toEqual([0, 3, 9, 21]);
    expect(row).toMatchObject({ status: 'FAILED', error: 'Oops' });
  });

  it('tries three times more at 1, 2 and 4 seconds where nothing is said', async () => {
    expect((await calledAt({ Retry: [{ ErrorEquals: ['States.ALL'] }] })).at).toEqual([0, 1, 3, 7]);
  });

  it('never waits longer than the longest delay', async () => {
    expect((await calledAt({ Retry: [{ ...Retry[0], MaxDelaySeconds: 5 }] })).at).toEqual([0, 3, 8, 13]);
  });

  it('spreads the delay by the given chance with full jitter', async () => {
    const fields = { Retry: [{ ...Retry[0], JitterStrategy: 'FULL' }] };
    expect((await calledAt(fields, { random: () => 0.5 })).at).toEqual([0, 1.5, 4.5, 10.5]);
  });

  it('does not retry with no attempts, nor an error it does not name', async () => {
    expect((await calledAt({ Retry: [{ ErrorEquals: ['Oops'], MaxAttempts: 0 }] })).at).toEqual([0]);
    expect((await calledAt({ Retry: [{ ErrorEquals: ['Other'] }] })).at).toEqual([0]);
  });

  it('counts for each retrier apart, and the first that matches decides', async () => {
    const fields = {
      Retry: [
        { ErrorEquals: ['Odd'], IntervalSeconds: 1, MaxAttempts: 1 },
        { ErrorEquals: ['Odd', 'Even'], IntervalSeconds: 10, BackoffRate: 1, MaxAttempts: 2 },
      ],
    };
    const { at, row } = await calledAt(fields, { invoke: (retry) => throws(Number(retry) % 2 ? 'Odd' : 'Even') });
    expect(at).toEqual([0, 10, 11, 21]);
    expect(row.error).toBe('Odd');
  });

  it('comes before Catch, tells the task its count, and counts as transitions', async () => {
    const { calls, row } = await calledAt({ Retry, Catch: [all] });
    expect(calls.map(({ args }) => args)).toEqual([0, 1, 2, 3]);
    expect(row.visits.map(({ state }) => state)).toEqual(['A', 'Caught']);
    expect(transitionsOf(row)).toBe(5);
  });

  it('starts afresh when the state is entered again', async () => {
    let left = 3;
    const states = {
      A: {
        ...task,
        Retry: [{ ErrorEquals: ['Oops'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['Oops'], Next: 'B' }],
        End: true,
      },
      B: { Type: 'Pass', Next: 'A' },
    };
    const { row, clock } = await run(states, { invoke: () => (left-- > 0 ? throws('Oops') : returns(1)) });
    await clock.advanceBy(60);
    expect(row).toMatchObject({ status: 'SUCCEEDED', retryCount: 1 });
  });

  it('appears in the history attempt by attempt', async () => {
    const { row, states } = await calledAt(
      { Retry },
      { invoke: (retry) => (retry === 1 ? returns(1) : throws('Oops')) },
    );
    const events = historyOf(row, states.machineOf(row.arn));
    expect(events.map(({ type, timestamp }) => [type, timestamp - START / 1000])).toEqual([
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0],
      ['TaskScheduled', 0],
      ['TaskStarted', 0],
      ['TaskFailed', 0],
      ['TaskScheduled', 3],
      ['TaskStarted', 3],
      ['TaskSucceeded', 3],
      ['TaskStateExited', 3],
      ['ExecutionSucceeded', 3],
    ]);
  });
});

describe('Catch', () => {
  it('takes the first catcher that covers the error', async () => {
    const Catch = [
      { ErrorEquals: ['Other'], Next: 'Caught' },
      { ErrorEquals: ['Oops'], Output: 'second', Next: 'Caught' },
      all,
    ];
    expect(outputOf((await calledAt({ Catch })).row)).toBe('second');
  });

  it.each([
    ['arguments that cannot be evaluated', { Arguments: { FunctionName: '{% $nobody %}' } }],
    ['a result that Output cannot be made from', { Output: '{% $states.result.nowhere %}' }],
  ])('covers %s', async (_what, fields) => {
    const { row } = await calledAt({ ...fields, Catch: [all] }, { invoke: () => returns(1) });
    expect(outputOf(row)).toMatchObject({ Error: 'States.QueryEvaluationError' });
  });

  it('cannot catch its own failure', async () => {
    const Catch = [{ ...all, Output: '{% $nobody %}' }];
    expect((await calledAt({ Catch })).row).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('does not cover a result that is too large by States.ALL, only by its name', async () => {
    const invoke = () => returns('x'.repeat(262_144));
    expect((await calledAt({ Catch: [all], Output: {} }, { invoke })).row.error).toBe('States.DataLimitExceeded');
    const named = [{ ...all, ErrorEquals: ['States.DataLimitExceeded'] }];
    expect((await calledAt({ Catch: named }, { invoke })).row.status).toBe('SUCCEEDED');
  });

  it("gives Lambda's own refusals their plain message", async () => {
    const { row } = await calledAt(
      { Catch: [all] },
      { invoke: () => throws('Lambda.TooManyRequestsException', 'Slow down') },
    );
    expect(outputOf(row)).toEqual({ Error: 'Lambda.TooManyRequestsException', Cause: 'Slow down' });
  });

  it('takes a function that cannot be reached as an error of the SDK client', async () => {
    const { row } = await calledAt({ Catch: [all] }, { invoke: () => Promise.reject(new Error('no route')) });
    expect(outputOf(row)).toMatchObject({ Error: 'Lambda.SdkClientException' });
  });
});

describe('the time limit of a task', () => {
  it('fails it with States.Timeout, and the late answer counts no more', async () => {
    const late = Promise.withResolvers<void>();
    const house = createHouse({ invoke: async () => late.promise.then(() => returns('late')) });
    const Catch = [{ ErrorEquals: ['States.TaskFailed'], Output: 'failed', Next: 'Caught' }, all];
    house.states.deploy(MACHINE, machineOf({ A: { ...task, TimeoutSeconds: 30, Catch, End: true }, ...caught }));
    const row = house.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await house.clock.advanceUnwaited(29);
    expect(row.status).toBe('RUNNING');
    await house.clock.advanceUnwaited(1);
    expect(outputOf(row)).toEqual({ Error: 'States.Timeout', Cause: '' });
    late.resolve();
    await house.clock.settle();
    expect(row.visits.map(({ state }) => state)).toEqual(['A', 'Caught']);
  });

  it('ends the execution as failed where nobody catches it', async () => {
    const house = createHouse({ invoke: () => new Promise(() => {}) });
    house.states.deploy(MACHINE, machineOf({ A: { ...task, TimeoutSeconds: '{% 15 * 2 %}', End: true } }));
    const row = house.states.startExecution({ stateMachineArn: MACHINE, name: 'one' });
    await house.clock.advanceUnwaited(30);
    expect(row).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    const types = historyOf(row, house.states.machineOf(row.arn)).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['TaskTimedOut', 'ExecutionFailed']);
  });

  it('is lifted when the task answers in time', async () => {
    const { clock, row } = await calledAt({ TimeoutSeconds: 30 }, { invoke: () => returns(1) });
    expect(row.status).toBe('SUCCEEDED');
    expect(clock.pending()).toBe(0);
  });
});

describe('covers', () => {
  it.each([
    [['States.ALL'], 'Anything', true],
    [['States.ALL'], 'States.Timeout', true],
    [['States.ALL'], 'States.Runtime', false],
    [['States.Runtime'], 'States.Runtime', false],
    [['States.ALL'], 'States.DataLimitExceeded', false],
    [['States.DataLimitExceeded'], 'States.DataLimitExceeded', true],
    [['States.TaskFailed'], 'Anything', true],
    [['States.TaskFailed'], 'States.QueryEvaluationError', true],
    [['States.TaskFailed'], 'States.Timeout', false],
    [['States.Timeout'], 'States.Timeout', true],
    [['Oops'], 'oops', false],
  ])('%j and %s: %s', (names, error, expected) => {
    expect(covers(names, error)).toBe(expected);
  });
});
