/** The API over its wire protocol, driven by the SDK's own client. */
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { createStatesWire } from '../../../local/states/wire.ts';
import { clientOf, createHouse, MACHINE, machineOf, START, written } from './house.ts';

const park = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
  Arguments: { TableName: '{% $states.context.Task.Token %}', Key: {} },
  End: true,
};

/** An SDK client whose requests go straight to the engine's wire, and the tokens that were given out. */
function wired(states: Readonly<Record<string, object>> = { A: park }) {
  const tokens: string[] = [];
  const house = createHouse({
    sdk: (args) => {
      tokens.push(Object(args).TableName);
      return written;
    },
  });
  house.states.deploy(MACHINE, machineOf(states));
  const wire = createStatesWire(house.states);
  const client = clientOf(house.states);
  const start = (name: string, input = '{}') =>
    client.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name, input }));
  return { ...house, client, wire, tokens, start };
}

const executionArn = 'arn:aws:states:eu-central-1:000000000000:execution:Paths:one';

describe('the Step Functions API', () => {
  it('starts an execution once, however often it is told with the same name and input', async () => {
    const { clock, start, states } = wired();
    const first = await start('one', '{"a":1}');
    expect(first).toMatchObject({ executionArn, startDate: new Date(START) });
    await clock.advanceBy(10);
    expect(await start('one', '{"a":1}')).toMatchObject({ executionArn, startDate: new Date(START) });
    expect(states.executions()).toHaveLength(1);
    await expect(start('one', '{"a":2}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('refuses a name that was used, whatever the input', async () => {
    const { clock, start } = wired({ A: { Type: 'Succeed' } });
    await start('one');
    await clock.settle();
    await expect(start('one')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('describes an execution while it runs and after', async () => {
    const { client, clock, start, tokens } = wired();
    await start('one', '{"a":1}');
    await clock.settle();
    const describe = () => client.send(new DescribeExecutionCommand({ executionArn }));
    expect(await describe()).toMatchObject({
      stateMachineArn: MACHINE,
      name: 'one',
      status: 'RUNNING',
      input: '{"a":1}',
    });
    await clock.advanceBy(60);
    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '{"paid":true}' }));
    await clock.settle();
    const closed = await describe();
    expect(closed).toMatchObject({ status: 'SUCCEEDED', output: '{"paid":true}', stopDate: new Date(START + 60_000) });
  });

  it('takes a failure for a token, and stops what runs', async () => {
    const { client, clock, start, tokens, states } = wired();
    await start('one');
    await start('two');
    await clock.settle();
    await client.send(new SendTaskFailureCommand({ taskToken: tokens[0], error: 'No', cause: 'never' }));
    await clock.settle();
    const two = states.executions()[0]?.arn;
    await client.send(new StopExecutionCommand({ executionArn: two, error: 'Stop' }));
    expect(states.executions().map(({ status, error }) => [status, error])).toEqual([
      ['ABORTED', 'Stop'],
      ['FAILED', 'No'],
    ]);
  });

  it('lists the latest first, page by page, by status', async () => {
    const { client, clock, start, states } = wired();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await start(name);
    await clock.settle();
    states.stopExecution(executionArn.replace(/one$/, 'c'));
    const names: string[][] = [];
    let nextToken: string | undefined;
    do {
      const request = { stateMachineArn: MACHINE, statusFilter: 'RUNNING' as const, maxResults: 2 };
      const page = await client.send(new ListExecutionsCommand({ ...request, ...(nextToken && { nextToken }) }));
      names.push((page.executions ?? []).map(({ name }) => name ?? ''));
      if (!nextToken) await start('late');
      nextToken = page.nextToken;
    } while (nextToken);
    expect(names).toEqual([
      ['e', 'd'],
      ['b', 'a'],
    ]);
  });

  it('tells the history in pages and backwards', async () => {
    const { client, clock, start } = wired({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } });
    await start('one');
    await clock.settle();
    const history = (more: object) => client.send(new GetExecutionHistoryCommand({ executionArn, ...more }));
    const whole = await history({});
    expect(whole.events?.map(({ id, type }) => [id, type])).toEqual([
      [1, 'ExecutionStarted'],
      [2, 'PassStateEntered'],
      [3, 'PassStateExited'],
      [4, 'SucceedStateEntered'],
      [5, 'SucceedStateExited'],
      [6, 'ExecutionSucceeded'],
    ]);
    expect(whole.events?.[1]?.stateEnteredEventDetails?.name).toBe('A');
    const { events, nextToken } = await history({ reverseOrder: true, maxResults: 4 });
    expect(events?.map(({ id }) => id)).toEqual([6, 5, 4, 3]);
    const rest = await history({ reverseOrder: true, maxResults: 4, nextToken });
    expect(rest.events?.map(({ id }) => id)).toEqual([2, 1]);
    expect(rest.nextToken).toBeUndefined();
  });

  it.each([
    ['a machine nobody knows', 'StartExecution', { stateMachineArn: `${MACHINE}s` }, 'StateMachineDoesNotExist'],
    ['a name with a slash', 'StartExecution', { stateMachineArn: MACHINE, name: 'a/b' }, 'InvalidName'],
    ['a name too long', 'StartExecution', { stateMachineArn: MACHINE, name: 'n'.repeat(81) }, 'InvalidName'],
    ['an input that is no JSON', 'StartExecution', { stateMachineArn: MACHINE, input: '{' }, 'InvalidExecutionInput'],
    [
      'an input too large',
      'StartExecution',
      { stateMachineArn: MACHINE, input: `"${'x'.repeat(262_144)}"` },
      'InvalidExecutionInput',
    ],
    ['a field nobody plays', 'StartExecution', { stateMachineArn: MACHINE, redrive: true }, 'ValidationException'],
    ['no machine', 'StartExecution', {}, 'ValidationException'],
    ['an execution nobody knows', 'DescribeExecution', { executionArn }, 'ExecutionDoesNotExist'],
    ['to stop one nobody knows', 'StopExecution', { executionArn }, 'ExecutionDoesNotExist'],
    ['a token that is none', 'SendTaskSuccess', { taskToken: 'x', output: '{}' }, 'InvalidToken'],
    ['a list of no machine', 'ListExecutions', { stateMachineArn: `${MACHINE}s` }, 'StateMachineDoesNotExist'],
    ['a page that is none', 'ListExecutions', { stateMachineArn: MACHINE, nextToken: 'x' }, 'InvalidToken'],
    ['an operation nobody plays', 'RedriveExecution', {}, 'UnknownOperationException'],
  ])('refuses %s by name', async (_what, name, request, errorType) => {
    const { wire } = wired();
    const answer = await wire(`AWSStepFunctions.${name}`, JSON.stringify(request));
    expect(answer).toMatchObject({ status: 400, errorType });
    expect(JSON.parse(answer.body)).toMatchObject({ __type: errorType, message: expect.any(String) });
  });

  it('makes up a name where none is given, and takes the longest there may be', async () => {
    const { wire, start } = wired();
    const { body } = await wire('AWSStepFunctions.StartExecution', JSON.stringify({ stateMachineArn: MACHINE }));
    expect(JSON.parse(body).executionArn).toMatch(/:execution:Paths:[0-9a-f-]{36}$/);
    expect((await start('n'.repeat(80))).executionArn).toContain('nnn');
  });
});
