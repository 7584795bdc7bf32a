/** AWS::StepFunctions::StateMachine: its definition as Step Functions would receive it, placeholders filled in. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Assembly } from './assembly.ts';
import { assetHash } from './functions.ts';
import { parseProperties, type ResolvedResource, type Resources } from './resources.ts';

export interface MachineSpec {
  readonly name: string;
  readonly arn: string;
  readonly definition: unknown;
}

const machineSchema = z.object({
  DefinitionS3Location: z.object({ Key: z.string() }).optional(),
  DefinitionString: z.string().optional(),
  DefinitionSubstitutions: z.record(z.string(), z.unknown()).default({}),
  StateMachineType: z.literal('STANDARD').default('STANDARD'),
});

export async function readMachines(resources: Resources, assembly: Assembly): Promise<MachineSpec[]> {
  const machines = resources.of('AWS::StepFunctions::StateMachine');
  return Promise.all(machines.map((resource) => readMachine(resource, assembly)));
}

async function readMachine(resource: ResolvedResource, assembly: Assembly): Promise<MachineSpec> {
  const { DefinitionS3Location, DefinitionString, DefinitionSubstitutions } = parseProperties(machineSchema, resource);
  const text = DefinitionS3Location
    ? await readFile(assembly.assetPath(assetHash(DefinitionS3Location.Key)), 'utf8')
    : (DefinitionString ?? '');
  const filled = text.replace(/\$\{(\w+)\}/g, (placeholder, name: string) => {
    const value = DefinitionSubstitutions[name];
    if (value === undefined)
      throw new Error(`expected a substitution for ${placeholder} in ${resource.logicalId}, found none`);
    return String(value);
  });
  return { name: resource.name, arn: resource.arn, definition: JSON.parse(filled) };
}
