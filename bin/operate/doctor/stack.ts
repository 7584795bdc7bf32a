/** The two stacks of a stage: whether they stand, what they put out, and which resources are theirs. */
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type Stack,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { asking, askingAll } from './ask.ts';
import { type Finding, mend, ok } from './finding.ts';

export interface Stacks {
  readonly stacks: readonly Stack[];
  /** Physical ids by type, each with the logical id of the template. */
  readonly resources: (type: string) => readonly Resource[];
  /** Twelve digits, from the stacks' own ARN. */
  readonly account: string;
}

export interface Resource {
  readonly logicalId: string;
  readonly id: string;
}

export const stackNames = (stage: string): readonly string[] => [`Dunlin-${stage}-Ledger`, `Dunlin-${stage}-Pipeline`];

export async function readStacks(client: CloudFormationClient, stage: string): Promise<Stacks> {
  const names = stackNames(stage);
  const stacks = (await Promise.all(names.map((name) => readStack(client, name)))).flat();
  const listed = await Promise.all(names.map((name) => readResources(client, name)));
  return stacksOf(stacks, listed.flat());
}

export function stacksOf(stacks: readonly Stack[], resources: readonly StackResourceSummary[]): Stacks {
  return {
    stacks,
    account: stacks[0]?.StackId?.split(':')[4] ?? '',
    resources: (type) =>
      resources.flatMap(({ ResourceType, LogicalResourceId, PhysicalResourceId }) =>
        ResourceType === type && LogicalResourceId !== undefined && PhysicalResourceId !== undefined
          ? [{ logicalId: LogicalResourceId, id: PhysicalResourceId }]
          : [],
      ),
  };
}

async function readStack(client: CloudFormationClient, StackName: string): Promise<readonly Stack[]> {
  const { Stacks = [] } = await asking('cloudformation:DescribeStacks', () =>
    client.send(new DescribeStacksCommand({ StackName })),
  );
  return Stacks;
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
