/** Starts the executions of cases and wakes those that wait. */
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Fault } from '../../core/fault.ts';
import { type ClientPlace, clientConfig } from '../aws/client.ts';
import { failureOf, faultOf } from '../aws/failure.ts';

/** Starting and waking may be repeated: a name starts once, a token wakes once. */
export function sfnClient(place: ClientPlace = {}): SFNClient {
  return new SFNClient(clientConfig(place, { requestMs: 5_000, attempts: 3 }));
}

const LATER: ReadonlySet<string> = new Set([
  'ExecutionLimitExceeded',
  'KmsThrottlingException',
  'ServiceQuotaExceededException',
]);

/** A token that waits no longer: its task timed out, was resumed before, or its execution ended. */
const GONE: ReadonlySet<string> = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

export function toStepError(error: unknown): Fault {
  return faultOf(error, 'Step Functions to start or wake an execution', LATER);
}

export function createExecutions({
  client,
  stateMachineArn,
}: {
  readonly client: SFNClient;
  /** Needed to start, not to wake. */
  readonly stateMachineArn?: string;
}) {
  return {
    /** Names are used once in 90 days, whatever the input; a start with the same input while it runs counts as started. */
    async start(name: string, input: unknown): Promise<'started' | 'already-started'> {
      const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
      try {
        await client.send(command);
        return 'started';
      } catch (error) {
        if (failureOf(error).code === 'ExecutionAlreadyExists') return 'already-started';
        throw toStepError(error);
      }
    },

    /** Resumes the task that waits on the token; `gone` is benign, for the table holds the truth. */
    async wake(token: string, output: unknown): Promise<'woken' | 'gone'> {
      const command = new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) });
      try {
        await client.send(command);
        return 'woken';
      } catch (error) {
        if (GONE.has(failureOf(error).code)) return 'gone';
        throw toStepError(error);
      }
    },
  };
}
