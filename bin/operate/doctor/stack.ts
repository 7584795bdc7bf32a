/** The two stacks of a stage: whether they stand, what they put out, and which resources are theirs. */
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type Stack,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { askingAll, askingFor } from './ask.ts';
import { type Finding, mend, ok } from './finding.ts';

export interface Stacks {
  readonly stacks: readonly Stack[];
  /** Physical ids by type, each with the logical id of the template. */
  readonly resources: (type: string) => readonly Resource[];
  /** Twelve digits, from the stacks' own ARN; undefined where no stack is there. */
  readonly account: string | undefined;
}

export interface Resource {
  readonly logicalId: string;
  readonly id: string;
}

export const stackNames = (stage: string): readonly string[] => [`Dunlin-${stage}-Ledger`, `Dunlin-${stage}-Pipeline`];

export async function readStacks(client: CloudFormationClient, stage: string): Promise<Stacks> {
  const found = await Promise.all(stackNames(stage).map((name) => readStack(client, name)));
  const stacks = found.flat();
  const resources = await Promise.all(stacks.map(({ StackName = '' }) => readResources(client, StackName)));
  return stacksOf(stacks, resources.flat());
}

export function stacksOf(stacks: readonly Stack[], resources: readonly StackResourceSummary[]): Stacks {
  return {
    stacks,
    account: stacks[0]?.StackId?.split(':')[4],
    resources: (type) =>
      resources.flatMap(({ ResourceType, LogicalResourceId, PhysicalResourceId }) =>
        ResourceType === type && LogicalResourceId !== undefined && PhysicalResourceId !== undefined
          ? [{ logicalId: LogicalResourceId, id: PhysicalResourceId }]
          : [],
      ),
  };
}

/** CloudFormation has no name of its own for "there is no such stack": it calls the request invalid. */
async function readStack(client: CloudFormationClient, StackName: string): Promise<readonly Stack[]> {
  const answer = await askingFor('cloudformation:DescribeStacks', ['ValidationError'], () =>
    client.send(new DescribeStacksCommand({ StackName })),
  );
  return answer?.Stacks ?? [];
}

function readResources(client: CloudFormationClient, StackName: string): Promise<readonly StackResourceSummary[]> {
  return askingAll('cloudformation:ListStackResources', async (NextToken) => {
    const page = await client.send(new ListStackResourcesCommand({ StackName, NextToken }));
    return { items: page.StackResourceSummaries, next: page.NextToken };
  });
}

/** A stack that was rolled back runs the version before: what was deployed last is not what runs. */
export function judgeStacks(stacks: readonly Stack[], stage: string): readonly Finding[] {
  return stackNames(stage).map((name) => {
    const about = `stack ${name}`;
    const stack = stacks.find(({ StackName }) => StackName === name);
    if (!stack) return mend(about, 'not deployed here', `npx cdk deploy --all -c stage=${stage}`);
    const { StackStatus = 'unknown', EnableTerminationProtection } = stack;
    if (StackStatus.endsWith('_IN_PROGRESS')) return mend(about, StackStatus, 'wait until it is done and ask again');
    if (StackStatus !== 'CREATE_COMPLETE' && StackStatus !== 'UPDATE_COMPLETE')
      return mend(about, StackStatus, `read its events, mend the cause and run npx cdk deploy --all -c stage=${stage}`);
    if (stage === 'prod' && EnableTerminationProtection !== true)
      return mend(
        about,
        'may be deleted by one command',
        `aws cloudformation update-termination-protection --enable-termination-protection --stack-name ${name}`,
      );
    return ok(about, StackStatus);
  });
}

/** A logical id without the digits that CDK puts behind it. */
export const plainName = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');
