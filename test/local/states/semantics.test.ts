/** What states mean: data, variables, choices, waits, and how executions end. */
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { MACHINE, machineOf, outputOf, refused, returns, run, START, throws } from './house.ts';

const f = 'arn:aws:lambda:eu-central-1:000000000000:function:f';
const task = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: f, Payload: '{% $states.input %}' },
};
const last = (Output: unknown) => ({ Type: 'Succeed', Output });

describe('data', () => {
  it('passes a state its input, and by default on to the next', async () => {
    const { row } = await run({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } }, { input: { a: [1, null] } });
    expect(outputOf(row)).toEqual({ a: [1, null] });
  });

  it('makes Output from expressions at any depth and leaves other text alone', async () => {
    const Output = {
      sum: '{% $sum($states.input.items) %}',
      deep: [{ text: 'plain $states', list: '{% [$states.input.items[$ > 1]] %}' }],
    };
    const { row } = await run({ A: last(Output) }, { input: { items: [1, 2] } });
    expect(outputOf(row)).toEqual({ sum: 3, deep: [{ text: 'plain $states', list: [2] }] });
  });

  it.each([
    'a.b',
    'a',
    'a.c',
    'list',
    'list.n',
    'single',
    'single.n',
    'empty',
    'lists',
    'text',
    'zero',
    'nothing',
    'nothing.n',
    'text.length',
  ])('follows the path %s exactly as JSONata does', async (path) => {
    const input = {
      a: { b: 1 },
      list: [{ n: 1 }, { n: 2 }],
      single: [{ n: 1 }],
      empty: [],
      lists: [[1]],
      text: 'x',
      zero: 0,
      nothing: null,
    };
    const { row } = await run({ A: last(`{% $states.input.${path} %}`) }, { input });
    const expected: unknown = await jsonata(`$states.input.${path}`).evaluate(undefined, { states: { input } });
    expect(row.status).toBe(expected === undefined ? 'FAILED' : 'SUCCEEDED');
    expect(row.output).toBe(JSON.stringify(expected));
  });

  it('gives the whole result of a function by default, as AWS shapes it', async () => {
    const { row } = await run({ A: { ...task, End: true } }, { invoke: () => returns({ fine: true }) });
    expect(outputOf(row)).toMatchObject({ ExecutedVersion: '$LATEST', Payload: { fine: true }, StatusCode: 200 });
  });

  it('shows the context object', async () => {
    const context = last('{% $states.context %}');
    const { row } = await run({ A: context }, { input: { a: 1 } });
    const at = new Date(START).toISOString();
    expect(outputOf(row)).toEqual({
      Execution: { Id: row.arn, Input: { a: 1 }, Name: 'one', StartTime: at, RedriveCount: 0 },
      StateMachine: { Id: MACHINE, Name: 'Paths' },
      State: { Name: 'A', EnteredTime: at, RetryCount: 0 },
    });
  });

  it('tells virtual time', async () => {
    const states = {
      A: { Type: 'Wait', Seconds: 90, Next: 'B' },
      B: last(['{% $millis() %}', '{% $now() %}', "{% $now('[H]:[m]', '+0200') %}"]),
    };
    const { row, clock } = await run(states);
    await clock.advanceBy(90);
    expect(outputOf(row)).toEqual([START + 90_000, '2026-01-01T08:01:30.000Z', '10:01']);
  });
});

describe('Assign', () => {
  it('reads the old values, in Output and in every variable', async () => {
    const states = {
      A: { Type: 'Pass', Assign: { x: 1, y: 2 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { x: '{% $y %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'C' },
      C: last({ was: '{% $states.input %}', x: '{% $x %}', y: '{% $y %}' }),
    };
    expect(outputOf((await run(states)).row)).toEqual({ was: 1, x: 2, y: 1 });
  });

  it('sees the result of a task and keeps variables that are not named again', async () => {
    const states = {
      A: { ...task, Assign: { got: '{% $states.result.Payload %}' }, Output: {}, Next: 'B' },
      B: { ...task, Assign: { other: 1 }, Next: 'C' },
      C: last(['{% $got %}', '{% $other %}']),
    };
    expect(outputOf((await run(states, { invoke: () => returns('first') })).row)).toEqual(['first', 1]);
  });

  it('belongs to the rule that matched, or to the choice where the default was taken', async () => {
    const rule = { Condition: '{% $states.input = 1 %}', Assign: { by: 'rule' }, Output: 'from rule', Next: 'B' };
    const states = {
      A: { Type: 'Choice', Choices: [rule], Default: 'B', Assign: { by: 'choice' } },
      B: last(['{% $by %}', '{% $states.input %}']),
    };
    expect(outputOf((await run(states, { input: 1 })).row)).toEqual(['rule', 'from rule']);
    expect(outputOf((await run(states, { input: 2 })).row)).toEqual(['choice', 2]);
  });

  it('belongs to the catcher where an error was caught', async () => {
    const states = {
      A: {
        ...task,
        Assign: { by: 'task' },
        Catch: [{ ErrorEquals: ['Oops'], Assign: { by: '{% $states.errorOutput.Error %}' }, Next: 'B' }],
        End: true,
      },
      B: last({ by: '{% $by %}', input: '{% $states.input %}' }),
    };
    const { row } = await run(states, { invoke: () => throws('Oops', 'it broke') });
    const Cause = JSON.stringify({ errorMessage: 'it broke', errorType: 'Oops', trace: [] });
    expect(outputOf(row)).toEqual({ by: 'Oops', input: { Error: 'Oops', Cause } });
  });
});

describe('an execution fails', () => {
  const size = 'x'.repeat(262_144);
  it.each([
    ['of a Fail state', { Type: 'Fail', Error: 'Mine', Cause: '{% "be" & "cause" %}' }, 'Mine', 'because'],
    [
      'when an expression gives nothing',
      last('{% $states.input.nowhere %}'),
      'States.QueryEvaluationError',
      'undefined',
    ],
    ['when a variable was never assigned', last('{% $nobody %}'), 'States.QueryEvaluationError', '$nobody'],
    ['when a member is but a method', last('{% $states.input.toString %}'), 'States.QueryEvaluationError', 'JSON'],
    ['when an expression throws', last('{% 1 + "a" %}'), 'States.QueryEvaluationError', 'right side'],
    ['when an expression gives a function', last('{% $sum %}'), 'States.QueryEvaluationError', 'a function'],
    ['when a Fail state names no text', { Type: 'Fail', Error: '{% 1 %}' }, 'States.QueryEvaluationError', 'string'],
    [
      'when no choice matches',
      {
        Type: 'Choice',
        Choices: [
          { Condition: false, Next: 'A' },
          { Condition: '{% $states.input = 5 %}', Next: 'End' },
        ],
      },
      'States.NoChoiceMatched',
      'A',
    ],
    [
      'when a condition is no boolean',
      { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'End' }] },
      'States.QueryEvaluationError',
      'boolean',
    ],
    [
      'when a wait is no integer',
      { Type: 'Wait', Seconds: '{% 1.5 %}', Next: 'End' },
      'States.QueryEvaluationError',
      'Seconds',
    ],
    [
      'when a moment is no moment',
      { Type: 'Wait', Timestamp: '{% "soon" %}', Next: 'End' },
      'States.QueryEvaluationError',
      'Timestamp',
    ],
    ['when an output is too large', last(size), 'States.DataLimitExceeded', '262144'],
    [
      'when variables are too large',
      { Type: 'Pass', Assign: { x: size }, Next: 'End' },
      'States.DataLimitExceeded',
      '262144',
    ],
    [
      'when a timeout is not positive',
      { ...task, TimeoutSeconds: '{% 0 %}', Next: 'End' },
      'States.QueryEvaluationError',
      'TimeoutSeconds',
    ],
    [
      'when a function name is no text',
      { ...task, Arguments: { FunctionName: '{% 1 %}' }, Next: 'End' },
      'States.QueryEvaluationError',
      'FunctionName',
    ],
  ])('%s', async (_when, state, error, cause) => {
    const states = 'Next' in state || 'Choices' in state ? { A: state, End: { Type: 'Succeed' } } : { A: state };
    const { row } = await run(states);
    expect(row).toMatchObject({ status: 'FAILED', error });
    expect(row.cause).toContain(cause);
  });

  it('when it goes round for ever, at 25,000 events', async () => {
    const A = { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 5 %}', Next: 'B' }], Default: 'A' };
    const { row } = await run({ A, B: { Type: 'Succeed' } });
    expect(row).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

describe('Wait', () => {
  const until = (fields: object) => ({ A: { Type: 'Wait', ...fields, Next: 'B' }, B: { Type: 'Succeed' } });
  it.each([
    ['seconds', { Seconds: 60 }],
    ['computed seconds', { Seconds: '{% $states.input.wait %}' }],
    ['a moment', { Timestamp: '2026-01-01T08:01:00Z' }],
    ['a computed moment in another zone', { Timestamp: '{% "2026-01-01T10:01:00+02:00" %}' }],
  ])('waits for %s', async (_what, fields) => {
    const { row, clock } = await run(until(fields), { input: { wait: 60 } });
    await clock.advanceBy(59);
    expect(row).toMatchObject({ status: 'RUNNING', phase: 'waiting' });
    await clock.advanceBy(1);
    expect(row.status).toBe('SUCCEEDED');
  });

  it.each([
    ['zero seconds', { Seconds: 0 }],
    ['a moment that is past', { Timestamp: '2025-01-01T00:00:00Z' }],
  ])('goes on at once for %s', async (_what, fields) => {
    expect((await run(until(fields))).row.status).toBe('SUCCEEDED');
  });
});

describe('the machine', () => {
  it('times out as a whole, and nothing is left waiting', async () => {
    const { states, clock } = await run({ A: { Type: 'Succeed' } });
    states.deploy(MACHINE, machineOf({ A: { Type: 'Wait', Seconds: 600, End: true } }, { TimeoutSeconds: 60 }));
    const row = states.startExecution({ stateMachineArn: MACHINE, name: 'two' });
    await clock.advanceBy(60);
    expect(row).toMatchObject({ status: 'TIMED_OUT', stoppedAt: START + 60_000 });
    expect(clock.pending()).toBe(0);
  });

  it('keeps the definition an execution was started with', async () => {
    const { row, states, clock } = await run({ A: { Type: 'Wait', Seconds: 60, Next: 'B' }, B: last('old') });
    states.deploy(MACHINE, machineOf({ A: { Type: 'Wait', Seconds: 60, Next: 'B' }, B: last('new') }));
    await clock.advanceBy(60);
    expect(outputOf(row)).toBe('old');
  });

  it('calls an SDK action, gives its result and takes its error by name', async () => {
    const A = {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem',
      Arguments: { TableName: 't', Key: { PK: { S: '{% $states.input %}' } } },
      End: true,
    };
    const good = await run({ A }, { input: 'k', sdk: (args) => ({ ok: true, result: { Attributes: args } }) });
    expect(outputOf(good.row)).toEqual({ Attributes: { TableName: 't', Key: { PK: { S: 'k' } } } });
    const bad = await run({ A }, { input: 'k', sdk: () => refused('DynamoDb.ConditionalCheckFailedException') });
    expect(bad.row).toMatchObject({ status: 'FAILED', error: 'DynamoDb.ConditionalCheckFailedException' });
  });
});
