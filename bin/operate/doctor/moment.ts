/** The stage's own time: AWS's, or in a sandbox the faster one that its functions are given. */
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { stageClock } from '../../../functions/_shared/clock.ts';
import { asking } from './ask.ts';
import type { Moment } from './data/rows.ts';
import type { Resource, Stacks } from './stack.ts';

/** How the sweep's function is called in the template. */
export const SWEEP_FUNCTION = 'FunctionsStartDueCasesHandler';

export function sweepOf({ resources }: Stacks): Resource {
  const sweep = resources('AWS::Lambda::Function').find(({ logicalId }) => logicalId.startsWith(SWEEP_FUNCTION));
  if (sweep) return sweep;
  throw new Error(`expected the function ${SWEEP_FUNCTION} among the resources of the stacks, found none`);
}

export async function readMoment(client: LambdaClient, stacks: Stacks): Promise<Moment> {
  const FunctionName = sweepOf(stacks).id;
  const { Environment: { Variables = {} } = {} } = await asking('lambda:GetFunctionConfiguration', () =>
    client.send(new GetFunctionConfigurationCommand({ FunctionName })),
  );
  const { now, pace = 1 } = stageClock(Variables);
  return { now: now(), pace };
}
