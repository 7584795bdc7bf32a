/** The executions of the deployed state machine, as AWS's own API shows them. */
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  paginateListExecutions,
  SendTaskSuccessCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Emulator } from '../emulator.ts';

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
}

export interface Executions {
  readonly all: () => Promise<readonly Execution[]>;
  readonly inputOf: (arn: string) => Promise<unknown>;
  /** The states it entered so far, in order. */
  readonly statesOf: (arn: string) => Promise<readonly string[]>;
  readonly abort: (arn: string) => Promise<void>;
  /** Answers the name of the refusal, or `taken`. */
  readonly useToken: (token: string) => Promise<string>;
  /** The definition that new executions start with. */
  readonly definition: () => Promise<string>;
  readonly close: () => void;
}

export function watchExecutions({ endpoint, region, env }: Emulator, stateMachineArn: string): Executions {
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const client = new SFNClient({ endpoint, region, credentials });
  return {
    async all() {
      const found: Execution[] = [];
      for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn }))
        for (const { executionArn: arn = '', name = '', status = '' } of executions) found.push({ arn, name, status });
      return found;
    },
    async inputOf(executionArn) {
      const { input = '' } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return JSON.parse(input);
    },
    async statesOf(executionArn) {
      const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      return events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);
    },
    async abort(executionArn) {
      await client.send(new StopExecutionCommand({ executionArn, cause: 'stopped by hand' }));
    },
    async useToken(taskToken) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"resumed":true}' }));
        return 'taken';
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    },
    async definition() {
      const { definition = '' } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
      return definition;
    },
    close: () => client.destroy(),
  };
}
