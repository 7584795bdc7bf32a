/** What a deployed stage says of itself: the outputs of its stacks. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type ClientPlace, clientConfig } from '../aws/client.ts';

export function cloudFormationClient(place: ClientPlace = {}): CloudFormationClient {
  return new CloudFormationClient(clientConfig(place, { requestMs: 10_000, attempts: 3 }));
}

/** By name, of all the stacks named. */
export async function outputsOf(
  client: CloudFormationClient,
  stacks: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const described = await Promise.all(stacks.map((StackName) => client.send(new DescribeStacksCommand({ StackName }))));
  const outputs = described.flatMap(({ Stacks = [] }) => Stacks.flatMap(({ Outputs = [] }) => Outputs));
  return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}
