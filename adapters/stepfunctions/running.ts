/** The executions that run, for an operator who ends them all. */
import { ListExecutionsCommand, type SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';

/** Newest first. */
export async function* runningExecutions(client: SFNClient, stateMachineArn: string): AsyncGenerator<string> {
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1000, nextToken }),
    );
    for (const { executionArn } of page.executions ?? []) if (executionArn !== undefined) yield executionArn;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

export async function stopExecution(client: SFNClient, executionArn: string, cause: string): Promise<void> {
  await client.send(new StopExecutionCommand({ executionArn, error: 'Dunlin.Restored', cause }));
}
