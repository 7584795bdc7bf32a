/** Executions: starting twice and waking too late are outcomes, everything else has its name. */
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createExecutions } from '../../../adapters/stepfunctions/executions.ts';
import { serviceError, systemError } from '../aws/thrown.ts';

const sfn = mockClient(SFNClient);
const machine = 'arn:aws:states:eu-west-1:111122223333:stateMachine:dunning';
const executions = createExecutions({ client: new SFNClient({ region: 'eu-west-1' }), stateMachineArn: machine });

beforeEach(() => {
  sfn.reset();
  sfn.on(StartExecutionCommand).resolves({ executionArn: 'arn', startDate: new Date(0) });
  sfn.on(SendTaskSuccessCommand).resolves({});
});

const faults = [
  { error: serviceError('ThrottlingException', 400), name: 'StepDeferred' },
  { error: serviceError('ExecutionLimitExceeded', 400), name: 'StepDeferred' },
  { error: serviceError('KmsThrottlingException', 400), name: 'StepDeferred' },
  { error: serviceError('StateMachineDoesNotExist', 400), name: 'StepRejected' },
  { error: serviceError('InvalidExecutionInput', 400), name: 'StepRejected' },
  { error: serviceError('AccessDeniedException', 403), name: 'StepRejected' },
  { error: serviceError('InternalFailure', 500), name: 'StepUnavailable' },
  { error: systemError('ECONNRESET'), name: 'StepUnavailable' },
];

describe('start', () => {
  it('starts the machine under the name, with the input as JSON', async () => {
    expect(await executions.start('a-c1-r1', { caseId: 'x', cycle: 1, run: 1 })).toBe('started');
    expect(sfn.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: machine,
      name: 'a-c1-r1',
      input: '{"caseId":"x","cycle":1,"run":1}',
    });
  });

  it('takes a name that was used before for a start that happened', async () => {
    sfn.on(StartExecutionCommand).rejects(serviceError('ExecutionAlreadyExists', 400));
    expect(await executions.start('a-c1-r1', {})).toBe('already-started');
  });

  it.each(faults)('throws $name when the start meets $error.name', async ({ error, name }) => {
    sfn.on(StartExecutionCommand).rejects(error);
    await expect(executions.start('a-c1-r1', {})).rejects.toMatchObject({ name, cause: error });
  });
});

describe('wake', () => {
  it('hands the output to the task that waits', async () => {
    expect(await executions.wake('token', { resumed: true })).toBe('woken');
    expect(sfn.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token',
      output: '{"resumed":true}',
    });
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])('finds the task gone on %s', async (name) => {
    sfn.on(SendTaskSuccessCommand).rejects(serviceError(name, 400));
    expect(await executions.wake('token', {})).toBe('gone');
  });

  it.each(faults)('throws $name when the wake meets $error.name', async ({ error, name }) => {
    sfn.on(SendTaskSuccessCommand).rejects(error);
    await expect(executions.wake('token', {})).rejects.toMatchObject({ name, cause: error });
  });
});
