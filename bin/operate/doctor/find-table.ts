/** The table of a stage, from the outputs of its stacks. */
import { cloudFormationClient, outputsOf } from '../../../adapters/cloudformation/outputs.ts';
import { OperatorError } from '../operator-error.ts';
import { stackNames } from './stack.ts';

export async function findTable(stage: string): Promise<string> {
  const [ledger = ''] = stackNames(stage);
  try {
    const { TableName } = await outputsOf(cloudFormationClient(), [ledger]);
    if (typeof TableName === 'string' && TableName !== '') return TableName;
  } catch (cause) {
    const why = cause instanceof Error ? cause.name : String(cause);
    throw new OperatorError(
      `expected the stack ${ledger} in this account and region, found ${why}: see --region and AWS_PROFILE, deploy the stage, or say --table NAME`,
      1,
      { cause },
    );
  }
  throw new OperatorError(`expected an output TableName of the stack ${ledger}, found none: say --table NAME`);
}
